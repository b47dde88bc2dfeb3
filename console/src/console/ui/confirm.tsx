import { Button } from '@arco-design/web-react';
import { useWords } from '../i18n/language';
import { Dialog } from './dialog';

interface Props {
  title: string;
  question: string;
  busy: boolean;
  onYes: () => void;
  onNo: () => void;
}

/** Asks before something that cannot be taken back. */
export function Confirm({ title, question, busy, onYes, onNo }: Props) {
  const { confirm } = useWords();
  return (
    <Dialog
      title={title}
      onClose={onNo}
      footer={
        <>
          <Button onClick={onNo}>{confirm.cancel}</Button>
          <Button type="primary" status="danger" loading={busy} onClick={onYes}>
            {confirm.ok}
          </Button>
        </>
      }
    >
      {question}
    </Dialog>
  );
}
