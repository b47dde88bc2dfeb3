import { Button, Input } from '@arco-design/web-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { problemOf } from '../api/problem';
import { signIn } from '../api/sign-in';
import { useWords } from '../i18n/language';
import { Logo } from '../layout/logo';
import { Preferences } from '../layout/preferences';
import { showSession, whyEnded } from '../session/session';
import { problemText } from '../ui/states';
import { useLockOut } from './lock-out';
import './sign-in-page.css';

/** Where members sign in; the address stays, so they land where they wanted to go. */
export function SignInPage() {
  const words = useWords();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const lock = useLockOut(name.trim());
  const [complaint, setComplaint] = useState(whyEnded(queries) === 'expired' ? words.signIn.expired : '');

  const attempt = useMutation({
    mutationKey: ['sign-in'],
    mutationFn: ({ name, password }: { name: string; password: string }) => signIn(name, password),
    onSuccess: (session) => showSession(queries, session),
    onError: (error, tried) => {
      const { status, retryAfterSeconds } = problemOf(error);
      if (status === 429) lock.begin(tried.name, retryAfterSeconds ?? 60);
      setComplaint(status === 401 ? words.signIn.wrong : status === 429 ? '' : problemText(error, words));
    },
  });

  function submit(event: SyntheticEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [typed, password] = [form.get('name'), form.get('password')].map((field) =>
      typeof field === 'string' ? field : '',
    );
    if (!typed || !password) return setComplaint(words.signIn.missing);
    // A password manager may fill in a name without a word.
    setName(typed);
    attempt.mutate({ name: typed.trim(), password });
  }

  const locked = lock.message(words.signIn);
  const shown = locked ?? complaint;
  return (
    <div className="sign-in">
      <div className="sign-in-corner">
        <Preferences />
      </div>
      <main className="sign-in-card">
        <Logo size={40} />
        <h1>{words.signIn.title}</h1>
        <p className="sign-in-tagline">{words.tagline}</p>
        <form onSubmit={submit} aria-describedby="sign-in-complaint">
          <label htmlFor="sign-in-name">{words.signIn.name}</label>
          <Input id="sign-in-name" name="name" size="large" autoComplete="username" autoFocus onChange={setName} />
          <label htmlFor="sign-in-password">{words.signIn.password}</label>
          <Input.Password
            id="sign-in-password"
            name="password"
            size="large"
            autoComplete="current-password"
            visibilityToggle={false}
          />
          <p id="sign-in-complaint" className="complaint" role="alert">
            {shown}
          </p>
          <Button
            htmlType="submit"
            type="primary"
            size="large"
            long
            loading={attempt.isPending}
            disabled={locked !== undefined}
          >
            {lock.left === undefined ? words.signIn.submit : words.signIn.lockedShort(lock.left)}
          </Button>
        </form>
      </main>
    </div>
  );
}
