import '@arco-design/web-react/es/_util/react-19-adapter';
import './style/arco';
import './style/base.css';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { problemOf } from './api/problem';
import { App } from './app';
import { LanguageProvider } from './i18n/language';
import { endSession } from './session/session';
import { applyTheme } from './ui/theme';

/** Tries of a read that failed for a reason that may pass. */
const MOST_TRIES = 2;

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: signOutIfEnded }),
  mutationCache: new MutationCache({
    onError: (error, _, __, mutation) => {
      // A failed sign-in is 401 as well.
      if (mutation.options.mutationKey?.[0] !== 'sign-in') signOutIfEnded(error);
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (tries, error) => tries < MOST_TRIES && [0, 502, 503, 504].includes(problemOf(error).status),
    },
  },
});

/** A call is 401 only after a new token was asked for, so the session itself has ended. */
function signOutIfEnded(error: Error): void {
  if (problemOf(error).status === 401) endSession(queries, 'expired');
}

applyTheme();
const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <LanguageProvider>
        <App />
      </LanguageProvider>
    </QueryClientProvider>
  </StrictMode>,
);
