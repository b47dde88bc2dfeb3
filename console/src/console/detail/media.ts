/** The files of a feedback, fetched side by side. */

import { useQueries, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type Medium, readMedium, readPicture } from '../api/media';

/** A file never changes, but one that is being looked at may be ready in a moment. */
const LOOK_AGAIN_MS = 3_000;

export interface Fetched {
  id: string;
  medium: Medium | undefined;
  failed: boolean;
}

export function useMedia(app: string, ids: readonly string[]): Fetched[] {
  return useQueries({
    queries: ids.map((id) => ({
      queryKey: ['medium', app, id],
      queryFn: ({ signal }: { signal: AbortSignal }) => readMedium(app, id, signal),
      staleTime: Infinity,
      refetchInterval: (query: { state: { data: Medium | undefined } }) =>
        query.state.data?.is === 'waiting' ? LOOK_AGAIN_MS : (false as const),
    })),
    combine: (results) =>
      results.map(({ data, isError }, at) => ({ id: ids[at] ?? '', medium: data, failed: isError })),
  });
}

export function usePicture(app: string, id: string) {
  return useQuery({
    queryKey: ['picture', app, id],
    queryFn: ({ signal }) => readPicture(app, id, signal),
    staleTime: Infinity,
  });
}

/** An address for bytes, as long as they are shown. */
export function useObjectUrl(blob: Blob | undefined): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (blob === undefined) return undefined;
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => {
      setUrl(undefined);
      URL.revokeObjectURL(made);
    };
  }, [blob]);
  return url;
}
