/** Light and dark: the reader's choice, or the system's as long as there is none. */

import { useCallback, useEffect, useState } from 'react';
import { remember, remembered } from './remember';

export type Theme = 'light' | 'dark';

const system = matchMedia('(prefers-color-scheme: dark)');
const systemTheme = (): Theme => (system.matches ? 'dark' : 'light');

function chosen(): Theme | undefined {
  const kept = remembered('theme');
  return kept === 'light' || kept === 'dark' ? kept : undefined;
}

/** Called before the first paint, so that nobody sees the other theme flash. */
export function applyTheme(theme: Theme = chosen() ?? systemTheme()): void {
  document.body.setAttribute('arco-theme', theme);
}

export function useTheme(): { theme: Theme; switchTheme: () => void } {
  const [theme, setTheme] = useState<Theme>(chosen() ?? systemTheme());

  useEffect(() => applyTheme(theme), [theme]);
  useEffect(() => {
    const follow = () => {
      if (chosen() === undefined) setTheme(systemTheme());
    };
    system.addEventListener('change', follow);
    return () => system.removeEventListener('change', follow);
  }, []);

  const switchTheme = useCallback(() => {
    const other = theme === 'dark' ? 'light' : 'dark';
    remember('theme', other);
    setTheme(other);
  }, [theme]);
  return { theme, switchTheme };
}
