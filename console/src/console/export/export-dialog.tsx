import { Button } from '@arco-design/web-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { beginExport, type Export, type ExportFilter, type Format, readExport } from '../api/exports';
import { problemOf } from '../api/problem';
import { useSpeech } from '../i18n/language';
import { useHere } from '../session/session';
import { Dialog } from '../ui/dialog';
import { problemText } from '../ui/states';
import { FormatChoice } from './format-choice';
import { keptExport, keepExport } from './kept';
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
  const { session, app: here } = useHere();
  const app = here.app_id;
  const [format, setFormat] = useState<Format>('csv');
  // Of one order, however often it is sent.
  const [key, setKey] = useState(() => crypto.randomUUID());
  // One that was begun before goes on while its dialog is closed, and is shown again.
  const [id, setId] = useState(() => keptExport(session.member.name, app));
  const keep = (next: string | undefined) => {
    keepExport(session.member.name, app, next);
    setId(next);
  };

  const order = useMutation({ mutationFn: () => beginExport(app, format, filter, key), onSuccess: keep });
  const made = useQuery({
    queryKey: ['export', app, id],
    queryFn: ({ signal }) => readExport(app, id ?? '', signal),
    enabled: id !== undefined,
    refetchInterval: (query) => (isLost(query.state.error) || !isUnderWay(query.state.data) ? false : LOOK_MS),
  });

  const choose = (next: Format) => {
    setFormat(next);
    setKey(crypto.randomUUID());
  };
  const again = () => {
    setKey(crypto.randomUUID());
    order.reset();
    keep(undefined);
  };
  // A kept one may be gone by now; then there is none.
  const lost = isLost(made.error);
  const began = id !== undefined && !lost;
  const error = order.error ?? (lost ? null : made.error);

  return (
    <Dialog
      title={words.export.title}
      onClose={onClose}
      footer={
        <>
          {began && (made.isError || !isUnderWay(made.data)) && <Button onClick={again}>{words.export.again}</Button>}
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
      {began ? (
        <Progress made={made.data} onRenew={() => void made.refetch()} />
      ) : (
        <>
          <p className="export-scope">
            {total === undefined ? words.export.scopeAll : words.export.scope(total.toLocaleString(language))}
          </p>
          <FormatChoice value={format} onChange={choose} />
        </>
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

const isLost = (error: Error | null): boolean => error !== null && problemOf(error).status === 404;
