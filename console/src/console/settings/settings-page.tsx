import { useQuery } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import { Link } from 'wouter';
import { type App, readApp } from '../api/settings';
import { useWords } from '../i18n/language';
import { appPath } from '../layout/paths';
import { useApp, useIsAdmin } from '../session/session';
import { scrollTo } from '../ui/scroll-to';
import { Failure, Skeleton } from '../ui/states';
import { Access } from './access';
import { Announcements } from './announcements';
import { BridgeSection } from './bridge';
import { General } from './general';
import { LogUrl } from './log-url';
import { Members } from './members';
import { Secret } from './secret';
import './settings-page.css';

export const SECTIONS = ['general', 'access', 'announcements', 'members', 'secret', 'bridge', 'logs'] as const;
type Section = (typeof SECTIONS)[number];

const VIEWS: Record<Section, ComponentType<{ settings: App }>> = {
  general: General,
  access: Access,
  announcements: Announcements,
  members: Members,
  secret: Secret,
  bridge: BridgeSection,
  logs: LogUrl,
};

/** 应用设置: a section each with an address of its own. Agents may look, where the API lets them. */
export default function SettingsPage({ section: given }: { section: string | undefined }) {
  const words = useWords();
  const app = useApp();
  const isAdmin = useIsAdmin();
  const settings = useQuery({ queryKey: ['app', app], queryFn: () => readApp(app) });
  const section = SECTIONS.find((known) => known === given) ?? 'general';
  const View = VIEWS[section];
  return (
    <div className="settings">
      <nav className="settings-nav" aria-label={words.tabs.settings}>
        {SECTIONS.map((name) => (
          <Link
            key={name}
            href={appPath(app, 'settings', name)}
            {...(name === section && { 'aria-current': 'page', ref: scrollTo })}
          >
            {words.settings.sections[name]}
          </Link>
        ))}
      </nav>
      <section className="card settings-section">
        <h2>{words.settings.sections[section]}</h2>
        {!isAdmin && <p className="settings-hint">{words.settings.readOnly}</p>}
        {settings.isPending && <Skeleton lines={5} label={words.loading} />}
        {settings.isError && <Failure error={settings.error} onRetry={() => void settings.refetch()} />}
        {settings.isSuccess && <View key={section} settings={settings.data} />}
      </section>
    </div>
  );
}
