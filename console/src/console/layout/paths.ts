/** Addresses of the console's pages: `/console/<app>/<tab>`, with everything else in the query. */

export const TABS = ['faults', 'suggestions', 'all', 'stats', 'settings'] as const;
export type Tab = (typeof TABS)[number];

export const APP_ROUTE = '/console/:app/:tab/:section?';

export function appPath(app: string, tab: Tab, section?: string): string {
  const path = `/console/${encodeURIComponent(app)}/${tab}`;
  return section === undefined ? path : `${path}/${section}`;
}

export function isTab(word: string | undefined): word is Tab {
  return (TABS as readonly (string | undefined)[]).includes(word);
}
