import { IconLanguage, IconMoon, IconSun } from '@arco-design/web-react/icon';
import { useSpeech } from '../i18n/language';
import { useTheme } from '../ui/theme';

/** Language and theme, each one button. */
export function Preferences() {
  const { words, switchLanguage, language } = useSpeech();
  const { theme, switchTheme } = useTheme();
  const other = theme === 'dark' ? words.bar.light : words.bar.dark;
  return (
    <>
      <button
        type="button"
        className="icon-button"
        lang={language === 'en' ? 'zh-CN' : 'en'}
        aria-label={words.bar.language}
        title={words.bar.language}
        onClick={switchLanguage}
      >
        <IconLanguage />
      </button>
      <button type="button" className="icon-button" aria-label={other} title={other} onClick={switchTheme}>
        {theme === 'dark' ? <IconSun /> : <IconMoon />}
      </button>
    </>
  );
}
