/** What goes wrong between the console and the API, as one error that components can show. */

import type { components } from './schema';

type ProblemBody = components['schemas']['Problem'];

export class Problem extends Error {
  override name = 'Problem';

  constructor(
    /** The HTTP status; 0 if there was no answer. */
    readonly status: number,
    detail: string,
    /** The field that is wrong, if one is. */
    readonly field?: string,
    /** Seconds after which another try makes sense. */
    readonly retryAfterSeconds?: number,
  ) {
    super(detail);
  }

  static of(response: Response, body: unknown): Problem {
    const { detail, field } = (body ?? {}) as Partial<ProblemBody>;
    const seconds = Number(response.headers.get('retry-after') ?? NaN);
    return new Problem(
      response.status,
      detail ?? response.statusText,
      field ?? undefined,
      Number.isFinite(seconds) ? seconds : undefined,
    );
  }
}

/** Any thrown thing as a problem: `fetch` throws a `TypeError` when there is no network. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem(0, error instanceof Error ? error.message : String(error));
}
