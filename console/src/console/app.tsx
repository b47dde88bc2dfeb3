import { ConfigProvider } from '@arco-design/web-react';
import enUS from '@arco-design/web-react/es/locale/en-US';
import zhCN from '@arco-design/web-react/es/locale/zh-CN';
import { useEffect } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import type { Session } from './api/sign-in';
import { useSpeech, useWords } from './i18n/language';
import { APP_ROUTE, appPath, isTab } from './layout/paths';
import { Shell } from './layout/shell';
import { useSession } from './session/session';
import { SignInPage } from './sign-in/sign-in-page';
import { Boundary } from './ui/boundary';
import { Failure, Nothing, Skeleton } from './ui/states';
import { ToastProvider } from './ui/toasts';

export function App() {
  const { language, words } = useSpeech();
  const session = useSession();
  useEffect(() => {
    document.title = words.product;
  }, [words]);

  return (
    <ConfigProvider locale={language === 'en' ? enUS : zhCN}>
      <ToastProvider>
        <Boundary>
          {session.isPending && <Skeleton lines={8} label={words.loading} />}
          {/* One that was read and cannot be read again is still there. */}
          {session.isLoadingError && <Failure error={session.error} onRetry={() => void session.refetch()} />}
          {session.data === null && <SignInPage />}
          {/* Nothing of one member lingers before another. */}
          {session.data && <Pages key={session.data.member.name} session={session.data} />}
        </Boundary>
      </ToastProvider>
    </ConfigProvider>
  );
}

function Pages({ session }: { session: Session }) {
  const words = useWords();
  const first = session.apps[0];
  if (first === undefined) return <Nothing title={words.bar.noApp} />;
  return (
    <Switch>
      <Route path={APP_ROUTE}>
        {({ app: id, tab, section }) => {
          const app = session.apps.find(({ app_id }) => app_id === decodeURIComponent(id));
          if (app === undefined || !isTab(tab)) return <NoPage first={first.app_id} />;
          return <Shell session={session} app={app} tab={tab} section={section} />;
        }}
      </Route>
      <Route path="/console/:app">
        {({ app }) => <Redirect to={appPath(decodeURIComponent(app), 'faults')} replace />}
      </Route>
      <Route>
        <Redirect to={appPath(first.app_id, 'faults')} replace />
      </Route>
    </Switch>
  );
}

function NoPage({ first }: { first: string }) {
  const words = useWords();
  return (
    <main>
      <Nothing title={words.problems.page}>
        <a className="link" href={appPath(first, 'faults')}>
          {words.problems.home}
        </a>
      </Nothing>
    </main>
  );
}
