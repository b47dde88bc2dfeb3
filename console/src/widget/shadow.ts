/** A shadow root with the widget's styles: the host's page can't restyle it, and it can't restyle the page. */

import type { Settings } from './core/settings';
import conversation from './style/conversation.css?inline';
import form from './style/form.css?inline';
import frame from './style/frame.css?inline';
import page from './style/page.css?inline';
import pictures from './style/pictures.css?inline';
import theme from './style/theme.css?inline';
import { h } from './views/dom';

/**
 * The element within that holds everything.
 *
 * Styles are objects, which a strict `style-src` allows where it would refuse a `<style>` element.
 */
export function createShadow(host: HTMLElement, settings: Settings): HTMLElement {
  const shadow = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(theme + frame + page + form + pictures + conversation);
  shadow.adoptedStyleSheets = [sheet];
  host.lang = settings.lang === 'zh' ? 'zh-CN' : 'en';
  followTheme(host, settings);
  const root = h('div', { class: 'root' });
  shadow.append(root);
  return root;
}

function followTheme(host: HTMLElement, { theme, accent, radius, position }: Settings): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => host.classList.toggle('dark', theme === 'dark' || (theme === 'auto' && dark.matches));
  apply();
  dark.addEventListener('change', apply);
  host.dataset['position'] = position;
  if (radius) host.style.setProperty('--yj-radius', radius);
  if (!accent) return;
  host.style.setProperty('--yj-accent', accent);
  host.style.setProperty('--yj-on-accent', readableOn(accent));
}

/** Black or white, whichever can be read on the colour (WCAG relative luminance). */
function readableOn(colour: string): string {
  const probe = document.createElement('canvas').getContext('2d');
  if (probe === null) return '#fff';
  probe.fillStyle = colour;
  probe.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = [...probe.getImageData(0, 0, 1, 1).data].map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 ? '#fff' : '#000';
}
