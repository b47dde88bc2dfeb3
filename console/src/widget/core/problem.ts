/** An answer of the API that is no success, or none at all (RFC 9457). */

/** What a refusal says: as much of a problem as a database keeps. */
export type Rejection = Pick<Problem, 'status' | 'message' | 'field'>;

export class Problem extends Error {
  constructor(
    /** HTTP status; 0 where no answer came. */
    readonly status: number,
    message: string,
    /** The field that is wrong, if one is. */
    readonly field?: string,
    /** How long the API asks to wait. */
    readonly retryAfterMs?: number,
  ) {
    super(message);
    this.name = 'Problem';
  }
}

/** Reads what an answer complains of. */
export async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => ({}));
  const { detail, title, field } = body as { detail?: string; title?: string; field?: string };
  const seconds = Number(response.headers.get('Retry-After'));
  const wait = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
  return new Problem(response.status, detail ?? title ?? response.statusText, field, wait);
}

export function rejectionOf({ status, message, field }: Problem): Rejection {
  return { status, message, ...(field !== undefined && { field }) };
}

/** There was no answer: no network, or a policy of the page forbids the request. */
export function unreachable(cause: string): Problem {
  return new Problem(0, cause);
}
