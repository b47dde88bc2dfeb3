import { expect, test } from 'vitest';
import { logLink, soughtBy } from './log-link';

const sought = { fromMs: 1_000, toMs: 2_000, user: 'o-1&x', trace: 'a b' };

test('a template has its places filled and escaped', () => {
  const link = logLink('https://logs.example.com/?from={from}&to={to}&u={user}&t={trace}&u2={user}', sought);
  expect(link).toBe('https://logs.example.com/?from=1000&to=2000&u=o-1%26x&t=a%20b&u2=o-1%26x');
});

test('unknown places stay, and a value is not filled again', () => {
  expect(logLink('https://l/{app}/{user}', { ...sought, user: '{trace}' })).toBe('https://l/{app}/%7Btrace%7D');
});

test.each(['javascript:alert(1)', 'data:text/html,x', '/relative', '{user}://x'])('no link leads to %s', (template) => {
  expect(logLink(template, sought)).toBeUndefined();
});

test('without a template it is CloudWatch Logs Insights, in its own escapes', () => {
  const link = logLink(null, { fromMs: 0, toMs: 60_000, user: '', trace: '' });
  expect(link).toBe(
    'https://console.aws.amazon.com/cloudwatch/home#logsV2:logs-insights$3FqueryDetail$3D' +
      '$257E$2528end$257E$25271970-01-01T00*3A01*3A00.000Z$257Estart$257E$25271970-01-01T00*3A00*3A00.000Z' +
      '$257EtimeType$257E$2527ABSOLUTE$257Etz$257E$2527UTC$257EeditorString$257E$2527fields*20*40timestamp*2C*20*40message' +
      '*0A*7C*20sort*20*40timestamp*20asc*0A*7C*20limit*20500$2529',
  );
});

test('CloudWatch looks for the request, else for the person', () => {
  expect(logLink('', sought)).toContain('like*20*22a*20b*22');
  expect(logLink('', { ...sought, trace: '' })).toContain('like*20*22o-1*26x*22');
});

test('the time is that of the fault, else of the submission', () => {
  const feedback = { created_at: '2026-01-01T12:00:00Z', occurred_at: null, contact: {}, metadata: null };
  expect(soughtBy(feedback)).toEqual({
    fromMs: Date.parse('2026-01-01T11:45:00Z'),
    toMs: Date.parse('2026-01-01T12:05:00Z'),
    user: '',
    trace: '',
  });
  const more = {
    ...feedback,
    occurred_at: '2026-01-01T10:00:00Z',
    contact: { email: 'a@b.c' },
    metadata: { request_id: 'r' },
  };
  expect(soughtBy(more)).toMatchObject({ fromMs: Date.parse('2026-01-01T09:45:00Z'), user: 'a@b.c', trace: 'r' });
});
