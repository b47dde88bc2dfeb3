/** Who is signed in: asked once, told to all. */

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useMemo } from 'react';
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

/** Ways to end the session on this side. */
export function useEndSession() {
  const queries = useQueryClient();
  return useMemo(
    () => ({
      /** At the reader's wish. */
      async signOut() {
        try {
          await signOut();
        } finally {
          queries.clear();
          queries.setQueryData(SESSION, null);
        }
      },
    }),
    [queries],
  );
}
