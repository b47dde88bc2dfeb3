/** The last export of each member in each app, so that it is found again after its dialog was closed. */

const nameOf = (member: string, app: string) => `yijian.export.${JSON.stringify([member, app])}`;

export function keptExport(member: string, app: string): string | undefined {
  try {
    return sessionStorage.getItem(nameOf(member, app)) ?? undefined;
  } catch {
    // Storage may be forbidden; then nothing is kept.
    return undefined;
  }
}

/** Without an `id`, forgets it. */
export function keepExport(member: string, app: string, id: string | undefined): void {
  try {
    if (id === undefined) sessionStorage.removeItem(nameOf(member, app));
    else sessionStorage.setItem(nameOf(member, app), id);
  } catch {
    // As above.
  }
}
