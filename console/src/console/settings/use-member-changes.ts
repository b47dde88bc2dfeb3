import { useMutation, useQueryClient } from '@tanstack/react-query';
import { putMember, removeMember } from '../api/settings';
import { useWords } from '../i18n/language';
import { useApp } from '../session/session';
import { problemText } from '../ui/states';
import { useToasts } from '../ui/toasts';
import type { MemberRole } from './members';

export interface NewMember {
  name: string;
  role: MemberRole;
  password?: string;
}

export function useMemberChanges() {
  const app = useApp();
  const words = useWords();
  const toasts = useToasts();
  const queries = useQueryClient();
  const again = () => queries.invalidateQueries({ queryKey: ['members', app] });
  const onError = (error: Error) => toasts.failed(problemText(error, words));

  const put = useMutation({
    mutationFn: ({ name, ...body }: NewMember) => putMember(app, name, body),
    onSuccess: () => {
      toasts.succeeded(words.settings.memberAdded);
      return again();
    },
    onError,
  });
  const remove = useMutation({
    mutationFn: (name: string) => removeMember(app, name),
    onSuccess: () => {
      toasts.succeeded(words.settings.memberRemoved);
      return again();
    },
    onError,
  });
  return { put, remove };
}
