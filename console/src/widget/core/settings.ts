/** What the script tag says: `data-app` and the look. */

export interface Settings {
  app: string;
  /** Origin of the API, without a slash at the end. */
  api: string;
  lang: 'zh' | 'en';
  theme: 'light' | 'dark' | 'auto';
  accent?: string;
  radius?: string;
  position: Position;
  /** The launcher's words; `none` hides it. */
  button?: string;
  /** Version of the host's app. */
  version?: string;
}

const POSITIONS = ['bottom-right', 'bottom-left', 'top-right', 'top-left'] as const;
export type Position = (typeof POSITIONS)[number];

/** Reads `data-…`; what is absent or unknown has its default. */
export function readSettings(data: Record<string, string | undefined>, api: string, language: string): Settings {
  const { app = '', accent, radius, button, version, theme } = data;
  const lang = (data['lang'] ?? language).toLowerCase().startsWith('zh') ? 'zh' : 'en';
  return {
    app,
    api: (data['api'] ?? api).replace(/\/+$/, ''),
    lang,
    theme: theme === 'light' || theme === 'dark' ? theme : 'auto',
    position: POSITIONS.find((position) => position === data['position']) ?? 'bottom-right',
    ...(accent && isColour(accent) && { accent }),
    ...(radius && /^\d{1,2}(px)?$/.test(radius) && { radius: `${Number.parseInt(radius, 10)}px` }),
    ...(button && { button }),
    ...(version && { version }),
  };
}

/** A colour and nothing else, since it goes into a style. */
function isColour(text: string): boolean {
  return /^(#[\da-f]{3,8}|[a-z]+|(rgb|hsl|oklch)a?\([\d\s.,%/deg]+\))$/i.test(text);
}
