import { IconDown, IconLink, IconUp } from '@arco-design/web-react/icon';
import type { FeedbackItem } from '../api/words';
import { problemOf } from '../api/problem';
import { useWords } from '../i18n/language';
import { useFeedback } from '../list/queries';
import type { OnMark } from '../list/use-mark';
import { useApp } from '../session/session';
import { Dialog } from '../ui/dialog';
import { useKeys } from '../ui/keys';
import { Failure, Nothing, Skeleton } from '../ui/states';
import { useToasts } from '../ui/toasts';
import { Details } from './details';
import './drawer.css';

interface Props {
  id: string;
  /** The page of the list it was opened from, for the way to its neighbours. */
  items: readonly FeedbackItem[];
  onOpen: (id: string) => void;
  /** The list's own, so that its key for undoing takes back what was done here as well. */
  onMark: OnMark;
  onClose: () => void;
}

export default function Drawer({ id, items, onOpen, onMark, onClose }: Props) {
  const { detail } = useWords();
  const toasts = useToasts();
  const at = items.findIndex((item) => item.id === id);
  const previous = at > 0 ? items[at - 1]?.id : undefined;
  const next = at >= 0 ? items[at + 1]?.id : undefined;
  const go = (to: string | undefined) => {
    if (to !== undefined) onOpen(to);
  };
  useKeys({ j: () => go(next), k: () => go(previous) }, 'dialog');

  const copyLink = async () => {
    await navigator.clipboard.writeText(location.href);
    toasts.succeeded(detail.copied);
  };

  return (
    <Dialog
      form="drawer"
      title={detail.title}
      onClose={onClose}
      extra={
        <>
          <HeadButton name={detail.previous} disabled={previous === undefined} onClick={() => go(previous)}>
            <IconUp />
          </HeadButton>
          <HeadButton name={detail.next} disabled={next === undefined} onClick={() => go(next)}>
            <IconDown />
          </HeadButton>
          <HeadButton name={detail.copyLink} onClick={() => void copyLink()}>
            <IconLink />
          </HeadButton>
        </>
      }
    >
      <Content key={id} id={id} onMark={onMark} onClose={onClose} />
    </Dialog>
  );
}

function Content({ id, onMark, onClose }: Pick<Props, 'id' | 'onMark' | 'onClose'>) {
  const words = useWords();
  const feedback = useFeedback(useApp(), id);
  if (feedback.isPending) return <Skeleton lines={9} label={words.loading} />;
  if (feedback.isSuccess) return <Details feedback={feedback.data} onMark={onMark} onGone={onClose} />;
  if (problemOf(feedback.error).status === 404) return <Nothing title={words.detail.gone} />;
  return <Failure error={feedback.error} onRetry={() => void feedback.refetch()} />;
}

interface HeadButtonProps {
  name: string;
  disabled?: boolean;
  onClick: () => void;
  children: React.ReactNode;
}

function HeadButton({ name, disabled = false, onClick, children }: HeadButtonProps) {
  return (
    <button type="button" className="icon-button" aria-label={name} title={name} disabled={disabled} onClick={onClick}>
      {children}
    </button>
  );
}
