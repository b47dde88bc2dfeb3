/** What the page and the machine say of themselves: sent with every feedback. */

import { characters, wellFormed } from './characters';
import { redact } from './redact';

/** Goes into `system_info`. */
export function systemInfo(): Record<string, unknown> {
  const { userAgent, language, languages, onLine } = navigator;
  return {
    user_agent: userAgent,
    language,
    languages: [...languages],
    screen: `${screen.width}x${screen.height}`,
    viewport: `${innerWidth}x${innerHeight}`,
    pixel_ratio: devicePixelRatio,
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    online: onLine,
  };
}

/** Where the person is: the address without the values of its query, which may hold secrets. */
export function pageAddress(): string {
  return redact(location.href);
}

/** Goes into `metadata`. */
export function pageMetadata(version: string | undefined): Record<string, unknown> {
  return {
    url: pageAddress(),
    title: wellFormed(characters(document.title).slice(0, 200).join('')),
    ...(document.referrer && { referrer: redact(document.referrer) }),
    ...(version && { app_version: version }),
  };
}
