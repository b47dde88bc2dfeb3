import { Select } from '@arco-design/web-react';
import { IconExport, IconQuestionCircle } from '@arco-design/web-react/icon';
import { Link, useLocation } from 'wouter';
import { useWords } from '../i18n/language';
import { useSignOut, useHere } from '../session/session';
import { appPath } from './paths';
import { Logo } from './logo';
import { Preferences } from './preferences';
import './bar.css';

/** The top of every page: which app, who, and how the reader likes it. */
export function Bar({ onHelp }: { onHelp: () => void }) {
  const words = useWords();
  const { session, app } = useHere();
  const signOut = useSignOut();
  const [, navigate] = useLocation();
  return (
    <header className="bar">
      <Link href={appPath(app.app_id, 'faults')} className="bar-home" aria-label={words.product}>
        <Logo size={28} />
        <span className="bar-name">{words.product}</span>
      </Link>
      <Select
        className="bar-apps"
        aria-label={words.bar.app}
        value={app.app_id}
        onChange={(id: string) => navigate(appPath(id, 'faults'))}
        options={session.apps.map(({ app_id, name }) => ({ value: app_id, label: name }))}
      />
      <div className="bar-end">
        <Preferences />
        <button
          type="button"
          className="icon-button bar-help"
          aria-label={words.bar.shortcuts}
          title={`${words.bar.shortcuts} (?)`}
          onClick={onHelp}
        >
          <IconQuestionCircle />
        </button>
        <span className="bar-member">{session.member.name}</span>
        <button
          type="button"
          className="icon-button"
          aria-label={words.bar.signOut}
          title={words.bar.signOut}
          onClick={() => void signOut()}
        >
          <IconExport />
        </button>
      </div>
    </header>
  );
}
