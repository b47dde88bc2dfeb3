import { Button } from '@arco-design/web-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { beginExport, type Export, type ExportFilter, type Format, readExport } from '../api/exports';
import { useSpeech } from '../i18n/language';
import { useApp } from '../session/session';
import { Dialog } from '../ui/dialog';
import { problemText } from '../ui/states';
import { FormatChoice } from './format-choice';
import { Progress } from './progress';
import './export-dialog.css';

const LOOK_MS = 1_000;

interface Props {
  filter: ExportFilter;
  total: number | undefined;
  onClose: () => void;
}

/** 导出数据: choose a format, watch it grow, take it away. */
export default function ExportDialog({ filter, total, onClose }: Props) {
  const { words, language } = useSpeech();
  const app = useApp();
  const [format, setFormat] = useState<Format>('csv');
  const [key, setKey] = useState(() => crypto.randomUUID());

  const order = useMutation({ mutationFn: () => beginExport(app, format, filter, key) });
  const id = order.data;
  const made = useQuery({
    queryKey: ['export', app, id],
    queryFn: ({ signal }) => readExport(app, id ?? '', signal),
    enabled: id !== undefined,
    refetchInterval: (query) => (isUnderWay(query.state.data) ? LOOK_MS : false),
  });

  const again = () => {
    setKey(crypto.randomUUID());
    order.reset();
  };
  const error = order.error ?? made.error;
  const began = id !== undefined && error === null;

  return (
    <Dialog
      title={words.export.title}
      onClose={onClose}
      footer={
        <>
          {began && !isUnderWay(made.data) && <Button onClick={again}>{words.export.again}</Button>}
          {began ? (
            <Button onClick={onClose}>{words.export.close}</Button>
          ) : (
            <>
              <Button onClick={onClose}>{words.export.cancel}</Button>
              <Button type="primary" loading={order.isPending} onClick={() => order.mutate()}>
                {words.export.start}
              </Button>
            </>
          )}
        </>
      }
    >
      <p className="export-scope">
        {total === undefined ? words.export.scopeAll : words.export.scope(total.toLocaleString(language))}
      </p>
      {began ? (
        <Progress made={made.data} onRenew={() => void made.refetch()} />
      ) : (
        <FormatChoice value={format} onChange={setFormat} />
      )}
      {error !== null && (
        <p className="complaint" role="alert">
          {problemText(error, words)}
        </p>
      )}
    </Dialog>
  );
}

/** Before the first answer it is under way as well. */
function isUnderWay(made: Export | undefined): boolean {
  return made === undefined || made.state === 'queued' || made.state === 'running';
}
