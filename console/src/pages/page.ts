/** What the form's page and the receipt's page share: settings from the address, and a place that is all widget. */

import { readSettings, type Settings } from '../widget/core/settings';
import { createShadow } from '../widget/shadow';

/** `?app=…&lang=…&theme=…&accent=…&radius=…&version=…`, as the script tag's `data-…`. */
export function settingsOfPage(): Settings {
  const given: Record<string, string> = Object.fromEntries(new URLSearchParams(location.search));
  // A link can't turn the page to another server.
  delete given['api'];
  return readSettings(given, location.origin, navigator.language);
}

export function fillPage(settings: Settings, title: string, content: HTMLElement): void {
  const place = document.querySelector<HTMLElement>('#place');
  if (place === null) return;
  const root = createShadow(place, settings);
  place.classList.add('page');
  root.append(content);
  document.title = title;
  document.documentElement.lang = place.lang;
  const follow = () => document.documentElement.classList.toggle('dark', place.classList.contains('dark'));
  follow();
  new MutationObserver(follow).observe(place, { attributeFilter: ['class'] });
}
