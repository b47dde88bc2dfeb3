/** `/demo?app=…`: a small shop whose buttons are broken, with the widget on it as any site would have it. */

import { readSettings } from '../widget/core/settings';
import type { YijianApi } from '../widget/widget';

const given = new URLSearchParams(location.search);
const said = document.querySelector('#said');
/** As the widget takes it: the address's, or the browser's. */
const { lang } = readSettings(Object.fromEntries(given), location.origin, navigator.language);
const text = (zh: string, en: string) => (lang === 'zh' ? zh : en);
if (lang === 'en') translate();

/** What each button does wrong. The secrets are made up: the log must not have them. */
const breaks: Record<string, () => unknown> = {
  throw: () => (undefined as unknown as { items: string[] }).items.push('龙井'),
  request: () => fetch('/demo-shop/orders?session=8f2c1d7a9b', { method: 'POST', body: '{}' }),
  reject: () => Promise.reject(new Error(text('评价服务超时，', 'Reviews timed out, ') + 'token=tea-secret-123456')),
  picture: () => {
    const picture = new Image();
    picture.src = '/demo-shop/teacup.jpg?signature=abcdef';
    document.body.append(picture);
    console.warn(text('大图加载失败', 'The large picture could not load'), { cookie: 'sid=42' });
  },
};

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-break]')) {
  button.addEventListener('click', () => {
    const name = button.textContent;
    say(`「${name}」没有反应。再试一次？或者告诉我们。`, `“${name}” does nothing. Try again? Or tell us.`);
    breaks[button.dataset['break'] ?? '']?.();
  });
}

for (const link of document.querySelectorAll<HTMLAnchorElement>('[data-set]')) {
  const query = new URLSearchParams(given);
  for (const [name, value] of new URLSearchParams(link.dataset['set'])) query.set(name, value);
  link.href = `?${query.toString()}`;
}

document.querySelector('#open')?.addEventListener('click', () => {
  (window as { Yijian?: YijianApi }).Yijian?.open({ kind: 'fault' });
});

void loadWidget();

/** As a site's `<script src="…/widget.js" data-app="…">`, with the address of this page for its attributes. */
async function loadWidget(): Promise<void> {
  const app = given.get('app') ?? (await appOfSession());
  if (app === undefined) {
    say('在地址后加上 ?app=应用标识，即可看到反馈组件。', 'Add ?app=… to the address to see the widget.');
    return;
  }
  const script = document.createElement('script');
  script.src = '/widget.js';
  Object.assign(script.dataset, { version: '1.4.2', ...Object.fromEntries(given), app });
  document.body.append(script);
  document.documentElement.classList.toggle('dark', given.get('theme') === 'dark');
}

function say(zh: string, en: string): void {
  if (said) said.textContent = text(zh, en);
}

/** The page is written in Chinese; its English stands beside it. */
function translate(): void {
  document.documentElement.lang = 'en';
  for (const element of document.querySelectorAll<HTMLElement>('[data-en]')) {
    element.textContent = element.dataset['en'] ?? '';
  }
}

/** Whoever is signed in to the console sees the demo of their first app. */
async function appOfSession(): Promise<string | undefined> {
  const response = await fetch('/v1/session').catch(() => undefined);
  if (!response?.ok) return undefined;
  const { apps } = (await response.json()) as { apps: { app_id: string }[] };
  return apps[0]?.app_id;
}
