import type { ReactNode } from 'react';
import type { Feedback } from '../api/words';
import { useSpeech } from '../i18n/language';
import { exactTime } from '../ui/time';
import './facts.css';

type Fact = readonly [name: string, value: ReactNode];

/** Who, where, when and with what. Texts of other people's programs are shown as they came. */
export function Facts({ feedback }: { feedback: Feedback }) {
  const { words, language } = useSpeech();
  const { detail } = words;
  const at = (time: string) => exactTime(new Date(time), language);
  const general: Fact[] = [
    ['ID', feedback.id],
    ...(feedback.occurred_at ? [[detail.occurredAt, at(feedback.occurred_at)] as const] : []),
    [detail.submittedAt, at(feedback.created_at)],
    [detail.updatedAt, at(feedback.updated_at)],
    [detail.source, feedback.source],
    ...(feedback.page ? [[detail.page, feedback.page] as const] : []),
    ...contact(feedback, detail.contacts),
    [detail.public, feedback.public ? detail.yes : detail.no],
    ...(feedback.kind === 'fault' ? [[detail.consent, feedback.log_consent ? detail.yes : detail.no] as const] : []),
  ];
  return (
    <>
      <List facts={general} />
      <More title={detail.device} data={feedback.system_info} />
      <More title={detail.metadata} data={feedback.metadata} />
    </>
  );
}

function contact({ contact: given }: Feedback, names: Record<string, string>): Fact[] {
  return Object.entries(names).flatMap(([field, name]) => {
    const value = given[field as keyof typeof given];
    return value === null || value === undefined ? [] : [[name, value] as const];
  });
}

function More({ title, data }: { title: string; data: Record<string, unknown> | null | undefined }) {
  // A log that came within the metadata is shown with the logs.
  const facts = Object.entries(data ?? {}).filter(([name]) => name !== 'log');
  if (facts.length === 0) return null;
  return (
    <>
      <h4 className="facts-title">{title}</h4>
      <List facts={facts.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)])} />
    </>
  );
}

function List({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
