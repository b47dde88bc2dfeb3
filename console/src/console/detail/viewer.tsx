/** Pictures over the whole window: arrows turn, + and - zoom, 0 fits, Esc closes. */

import { IconClose, IconLeft, IconOriginalSize, IconRight, IconZoomIn, IconZoomOut } from '@arco-design/web-react/icon';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { useWords } from '../i18n/language';
import { useApp } from '../session/session';
import { useModal } from '../ui/modal';
import { useObjectUrl, usePicture } from './media';
import './viewer.css';

const STEP = 1.5;
const MOST = STEP ** 5;

interface Props {
  ids: readonly string[];
  id: string;
  onView: (id: string) => void;
  onClose: () => void;
}

export default function Viewer({ ids, id, onView, onClose }: Props) {
  const { viewer } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const [zoom, setZoom] = useState(1);
  const at = ids.indexOf(id);

  useModal(dialog);

  const turn = (step: number) => {
    const next = ids[at + step];
    if (next === undefined) return;
    setZoom(1);
    onView(next);
  };
  const scale = (by: number) => setZoom((now) => Math.min(Math.max(now * by, 1), MOST));
  const keys: Record<string, () => void> = {
    ArrowLeft: () => turn(-1),
    ArrowRight: () => turn(1),
    '+': () => scale(STEP),
    '=': () => scale(STEP),
    '-': () => scale(1 / STEP),
    '0': () => setZoom(1),
  };

  return (
    <dialog
      ref={dialog}
      className="viewer"
      aria-label={viewer.label}
      onCancel={(event) => {
        event.preventDefault();
        // Or the dialog below would hear of it and close as well.
        event.stopPropagation();
        onClose();
      }}
      onClose={onClose}
      onKeyDown={(event: KeyboardEvent) => keys[event.key]?.()}
    >
      <div className="viewer-bar">
        <span className="viewer-count">{viewer.count(at + 1, ids.length)}</span>
        <Tool name={viewer.previous} disabled={at <= 0} onClick={() => turn(-1)} icon={<IconLeft />} />
        <Tool name={viewer.next} disabled={at >= ids.length - 1} onClick={() => turn(1)} icon={<IconRight />} />
        <Tool name={viewer.zoomOut} disabled={zoom <= 1} onClick={() => scale(1 / STEP)} icon={<IconZoomOut />} />
        <Tool name={viewer.zoomIn} disabled={zoom >= MOST} onClick={() => scale(STEP)} icon={<IconZoomIn />} />
        <Tool name={viewer.fit} disabled={zoom === 1} onClick={() => setZoom(1)} icon={<IconOriginalSize />} />
        <Tool name={viewer.close} onClick={onClose} icon={<IconClose />} />
      </div>
      <Stage key={id} id={id} zoom={zoom} name={viewer.picture(at + 1)} />
    </dialog>
  );
}

/** One picture: as large as fits, times the zoom. Larger than the stage, it scrolls. */
function Stage({ id, zoom, name }: { id: string; zoom: number; name: string }) {
  const words = useWords();
  const picture = usePicture(useApp(), id);
  const url = useObjectUrl(picture.data);
  const stage = useRef<HTMLDivElement>(null);
  const [fitting, setFitting] = useState<number>();

  const measure = (image: HTMLImageElement) => {
    const { clientWidth = 0, clientHeight = 0 } = stage.current ?? {};
    const scale = Math.min(clientWidth / image.naturalWidth, clientHeight / image.naturalHeight, 1);
    setFitting(image.naturalWidth * scale);
  };

  return (
    // Scrolls when the picture is larger, so the keyboard must reach it.
    <div ref={stage} className="viewer-stage" tabIndex={0} role="group" aria-label={name}>
      {picture.isError && <p role="alert">{words.problems.notFound}</p>}
      {url !== undefined && (
        <img
          src={url}
          alt={name}
          style={fitting === undefined ? { visibility: 'hidden' } : { width: fitting * zoom }}
          onLoad={(event) => measure(event.currentTarget)}
        />
      )}
    </div>
  );
}

interface ToolProps {
  name: string;
  icon: ReactNode;
  disabled?: boolean;
  onClick: () => void;
}

function Tool({ name, icon, disabled = false, onClick }: ToolProps) {
  return (
    <button type="button" className="viewer-tool" aria-label={name} title={name} disabled={disabled} onClick={onClick}>
      {icon}
    </button>
  );
}
