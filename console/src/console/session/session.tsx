/** Who is signed in: asked once, told to all. */

import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext } from 'react';
import { tokens } from '../api/client';
import { problemOf } from '../api/problem';
import { readSession, type Session, type SessionApp, signOut } from '../api/sign-in';
import { forgetDrafts } from '../detail/drafts';
import { useWords } from '../i18n/language';
import { problemText } from '../ui/states';
import { useToasts } from '../ui/toasts';

export const SESSION = ['session'] as const;

/** Why there is no session any more. */
type End = 'signed out' | 'expired';
const END = [...SESSION, 'end'];

export function useSession() {
  const queries = useQueryClient();
  return useQuery({
    queryKey: SESSION,
    queryFn: async () => {
      const now = await readSession();
      const before = queries.getQueryData<Session | null>(SESSION);
      if (before && before.member.name !== now?.member.name) forget(queries, 'expired');
      return now;
    },
    staleTime: Infinity,
    // All tabs share one cookie: in another one somebody else may have signed in since.
    refetchOnWindowFocus: 'always',
  });
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

/** Shows the sign-in, which says why if it is not what the reader asked for. */
export function endSession(queries: QueryClient, why: End): void {
  // Calls of a session may fail after its end; it ended as it did.
  if (!queries.getQueryData(SESSION)) return;
  forget(queries, why);
  showSession(queries, null);
}

export const whyEnded = (queries: QueryClient) => queries.getQueryData<End>(END);

/** Shows the pages of who has signed in, or the sign-in if nobody has. */
export function showSession(queries: QueryClient, session: Session | null): void {
  // An answer that is under way tells of the time before.
  void queries.cancelQueries({ queryKey: SESSION, exact: true });
  queries.setQueryData(SESSION, session);
}

/** Forgets all that was read: the next one here may be somebody else. */
function forget(queries: QueryClient, why: End): void {
  tokens.clear();
  queries.setQueryData(END, why);
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION[0] });
}

/** Signs out. If that fails, the browser still holds the cookie: the member stays in, and is told. */
export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient();
  const toasts = useToasts();
  const words = useWords();
  return useCallback(async () => {
    try {
      await signOut();
    } catch (error) {
      // Without a session there is nothing left to end.
      if (problemOf(error).status !== 401) {
        toasts.failed(words.bar.signOutFailed(problemText(error, words)));
        return;
      }
    }
    forgetDrafts();
    endSession(queries, 'signed out');
  }, [queries, toasts, words]);
}
