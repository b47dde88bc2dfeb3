import { useWords } from '../i18n/language';
import { Dialog } from '../ui/dialog';
import './shortcuts.css';

const KEYS = [
  ['down', 'j'],
  ['up', 'k'],
  ['toggle', 'x'],
  ['open', 'Enter'],
  ['close', 'Esc'],
  ['search', '/'],
  ['undo', 'z'],
  ['send', 'Ctrl + Enter'],
  ['help', '?'],
] as const;

export default function Shortcuts({ onClose }: { onClose: () => void }) {
  const { shortcuts } = useWords();
  return (
    <Dialog title={shortcuts.title} onClose={onClose}>
      <dl className="shortcuts">
        {KEYS.map(([name, key]) => (
          <div key={name}>
            <dt>{shortcuts[name]}</dt>
            <dd>
              <kbd>{key}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
