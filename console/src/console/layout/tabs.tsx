import { Link } from 'wouter';
import { useWords } from '../i18n/language';
import { useApp } from '../session/session';
import { scrollTo } from '../ui/scroll-to';
import { appPath, type Tab, TABS } from './paths';
import './tabs.css';

export function Tabs({ current }: { current: Tab }) {
  const words = useWords();
  const app = useApp();
  return (
    <nav className="tabs" aria-label={words.tabs.label}>
      {TABS.map((tab) => (
        <Link
          key={tab}
          href={appPath(app, tab)}
          className="tab"
          {...(tab === current && { 'aria-current': 'page', ref: scrollTo })}
        >
          {words.tabs[tab]}
        </Link>
      ))}
    </nav>
  );
}
