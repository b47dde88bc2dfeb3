/** Who is signed in: asked once, told to all. */

import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext } from 'react';
import { tokens } from '../api/client';
import { readSession, type Session, type SessionApp, signOut } from '../api/sign-in';

export const SESSION = ['session'] as const;

export function useSession() {
  return useQuery({ queryKey: SESSION, queryFn: readSession, staleTime: Infinity });
}

export interface Here {
  session: Session;
  app: SessionApp;
}

/** Pages of an app find here whose app it is; there is none outside of them. */
export const HereContext = createContext<Here | undefined>(undefined);

export function useHere(): Here {
  const here = useContext(HereContext);
  if (here === undefined) throw new Error('a page of an app stands outside of one');
  return here;
}

export const useApp = (): string => useHere().app.app_id;
export const useIsAdmin = (): boolean => ['admin', 'owner'].includes(useHere().app.role);

/** Shows the sign-in, and forgets all that was read: the next one here may be somebody else. */
export function endSession(queries: QueryClient): void {
  tokens.clear();
  queries.setQueryData(SESSION, null);
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION[0] });
}

/** Signs out; on this side even if the API cannot be reached. */
export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(async () => {
    try {
      await signOut();
    } finally {
      endSession(queries);
    }
  }, [queries]);
}
