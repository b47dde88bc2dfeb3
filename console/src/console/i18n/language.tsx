/** Which language is spoken: the reader's choice, or that of the browser. */

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { remember, remembered } from '../ui/remember';
import { en } from './en';
import { type Words, zh } from './zh';

export type Language = 'zh-CN' | 'en';

interface Speech {
  language: Language;
  words: Words;
  switchLanguage: () => void;
}

const SpeechContext = createContext<Speech>({ language: 'zh-CN', words: zh, switchLanguage: () => undefined });

/** The first language of the browser that we speak; English to everybody else. */
export function languageOf(preferred: readonly string[]): Language {
  const spoken = preferred.find((tag) => /^(zh|en)\b/i.test(tag));
  return spoken !== undefined && /^zh/i.test(spoken) ? 'zh-CN' : 'en';
}

function firstLanguage(): Language {
  const kept = remembered('language');
  return kept === 'zh-CN' || kept === 'en' ? kept : languageOf(navigator.languages);
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  const words = language === 'en' ? en : zh;

  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  const switchLanguage = useCallback(() => {
    const other = language === 'en' ? 'zh-CN' : 'en';
    remember('language', other);
    setLanguage(other);
  }, [language]);

  const speech = useMemo(() => ({ language, words, switchLanguage }), [language, words, switchLanguage]);
  return <SpeechContext value={speech}>{children}</SpeechContext>;
}

export const useSpeech = (): Speech => useContext(SpeechContext);
export const useWords = (): Words => useSpeech().words;
