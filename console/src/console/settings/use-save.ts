/** Saves a part of an app's settings and says how that went. */

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type App, type AppChange, changeApp } from '../api/settings';
import { useWords } from '../i18n/language';
import { SESSION, useApp } from '../session/session';
import { problemText } from '../ui/states';
import { useToasts } from '../ui/toasts';

export function useSave() {
  const app = useApp();
  const words = useWords();
  const toasts = useToasts();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: AppChange) => changeApp(app, change),
    onSuccess: (settings: App, change) => {
      queries.setQueryData(['app', app], settings);
      // The switcher shows the name as well.
      if (change.name !== undefined) void queries.invalidateQueries({ queryKey: SESSION });
      toasts.succeeded(words.settings.saved);
    },
    onError: (error) => toasts.failed(problemText(error, words)),
  });
}
