import { Button, Select } from '@arco-design/web-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Announcement, readAnnouncements, writeAnnouncements } from '../api/settings';
import { useWords } from '../i18n/language';
import { useApp, useIsAdmin } from '../session/session';
import { Failure, problemText, Skeleton } from '../ui/states';
import { useToasts } from '../ui/toasts';
import { Field, SaveButton } from './fields';

const MOST = 10;
const POSITIONS = ['top', 'bottom', 'left', 'right'] as const;

export function Announcements() {
  const words = useWords();
  const app = useApp();
  const stored = useQuery({ queryKey: ['announcements', app], queryFn: () => readAnnouncements(app) });
  if (stored.isPending) return <Skeleton lines={4} label={words.loading} />;
  if (stored.isError) return <Failure error={stored.error} onRetry={() => void stored.refetch()} />;
  return <Editor stored={stored.data} />;
}

function Editor({ stored }: { stored: Announcement[] }) {
  const words = useWords();
  const { settings } = words;
  const app = useApp();
  const isAdmin = useIsAdmin();
  const toasts = useToasts();
  const queries = useQueryClient();
  const [drafts, setDrafts] = useState(stored);
  const save = useMutation({
    mutationFn: () => writeAnnouncements(app, drafts),
    onSuccess: (written) => {
      queries.setQueryData(['announcements', app], written);
      toasts.succeeded(settings.saved);
    },
    onError: (error) => toasts.failed(problemText(error, words)),
  });

  return (
    <form
      className="settings-form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {drafts.length === 0 && <p className="settings-hint">{settings.announcementsNone}</p>}
      {drafts.map((draft, at) => (
        <One
          key={at}
          number={at + 1}
          draft={draft}
          onChange={(part) => setDrafts(drafts.map((other, its) => (its === at ? { ...other, ...part } : other)))}
          onRemove={() => setDrafts(drafts.filter((_, its) => its !== at))}
        />
      ))}
      <Button
        disabled={!isAdmin || drafts.length >= MOST}
        onClick={() => setDrafts([...drafts, { content: '', position: 'top', is_active: true }])}
      >
        {settings.announcementAdd}
      </Button>
      <SaveButton busy={save.isPending} />
    </form>
  );
}

interface OneProps {
  number: number;
  draft: Announcement;
  onChange: (part: Partial<Announcement>) => void;
  onRemove: () => void;
}

function One({ number, draft, onChange, onRemove }: OneProps) {
  const { settings } = useWords();
  const isAdmin = useIsAdmin();
  return (
    <fieldset className="announcement" disabled={!isAdmin}>
      <legend>{settings.announcement(number)}</legend>
      <Field label={settings.announcementContent}>
        {({ id }) => (
          <textarea
            id={id}
            className="textarea"
            required
            maxLength={2_000}
            value={draft.content}
            onChange={(event) => onChange({ content: event.target.value })}
          />
        )}
      </Field>
      <div className="announcement-row">
        <Select
          className="filters-choice"
          aria-label={settings.announcementPosition}
          disabled={!isAdmin}
          value={draft.position}
          onChange={(position: Announcement['position']) => onChange({ position })}
          options={POSITIONS.map((position) => ({ value: position, label: settings.positions[position] }))}
        />
        <label className="check-label">
          <input
            type="checkbox"
            className="check"
            checked={draft.is_active}
            onChange={(event) => onChange({ is_active: event.target.checked })}
          />
          {settings.announcementActive}
        </label>
        <Button type="text" status="danger" disabled={!isAdmin} onClick={onRemove}>
          {settings.announcementRemove}
        </Button>
      </div>
    </fieldset>
  );
}
