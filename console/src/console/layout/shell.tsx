import { lazy, Suspense, useMemo, useState } from 'react';
import type { Session, SessionApp } from '../api/sign-in';
import { useWords } from '../i18n/language';
import { ListPage } from '../list/list-page';
import { HereContext } from '../session/session';
import { Skeleton } from '../ui/states';
import { useKeys } from '../ui/keys';
import { Bar } from './bar';
import type { Tab } from './paths';
import { Tabs } from './tabs';

const StatsPage = lazy(() => import('../stats/stats-page'));
const SettingsPage = lazy(() => import('../settings/settings-page'));
const Shortcuts = lazy(() => import('./shortcuts'));

interface Props {
  session: Session;
  app: SessionApp;
  tab: Tab;
  section: string | undefined;
}

/** A page of an app, with what stands around all of them. */
export function Shell({ session, app, tab, section }: Props) {
  const words = useWords();
  const [help, setHelp] = useState(false);
  const here = useMemo(() => ({ session, app }), [session, app]);
  useKeys({ '?': () => setHelp(true) });

  return (
    <HereContext value={here}>
      <a className="skip" href="#content">
        {words.skip}
      </a>
      <Bar onHelp={() => setHelp(true)} />
      <Tabs current={tab} />
      <main id="content" className="content" tabIndex={-1}>
        <h1 className="visually-hidden">{words.tabs[tab]}</h1>
        <Suspense fallback={<Skeleton lines={8} label={words.loading} />}>
          <Page tab={tab} section={section} app={app.app_id} />
        </Suspense>
      </main>
      {help && (
        <Suspense>
          <Shortcuts onClose={() => setHelp(false)} />
        </Suspense>
      )}
    </HereContext>
  );
}

/** The keys let nothing of one app or list linger in another. */
function Page({ tab, section, app }: { tab: Tab; section: string | undefined; app: string }) {
  if (tab === 'stats') return <StatsPage key={app} />;
  if (tab === 'settings') return <SettingsPage key={app} section={section} />;
  return <ListPage key={`${app} ${tab}`} tab={tab} />;
}
