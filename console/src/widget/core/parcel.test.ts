import { describe, expect, it } from 'vitest';
import { contactOf, type Draft, emptyDraft, localMinute } from './draft';
import { bodyOf, pack, type Sender } from './parcel';

const sender: Sender = {
  api: 'https://api.example',
  app: 'app',
  source: 'web_sdk',
  page: 'https://host.example/cart',
  metadata: { app_version: '1.0' },
  systemInfo: {},
  known: { openid: 'u-1' },
  log: 'error boom',
};

const draft = (changes: Partial<Draft>): Draft => ({
  ...emptyDraft('fault', new Date()),
  content: ' 闪退 ',
  ...changes,
});
const pictures = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `${index}.png`, blob: new Blob(['x'], { type: 'image/png' }) }));

describe('pack', () => {
  it('makes the body of a fault', () => {
    const parcel = pack(draft({ faults: ['crash'], occurredAt: '2026-11-24T08:30' }), sender, 'key', 1);
    expect(bodyOf(parcel)).toMatchObject({
      kind: 'fault',
      content: '闪退',
      faults: ['crash'],
      occurred_at: new Date(2026, 10, 24, 8, 30).toISOString(),
      contact: { openid: 'u-1' },
      log_consent: false,
    });
    expect(parcel.attachments).toEqual([]);
  });

  it('leaves what is of faults only out of a suggestion', () => {
    const body = bodyOf(pack(draft({ kind: 'suggestion', faults: ['crash'], logConsent: true }), sender, 'key', 1));
    expect(Object.keys(body)).not.toEqual(expect.arrayContaining(['faults']));
    expect(body).not.toHaveProperty('occurred_at');
    expect(body).not.toHaveProperty('log_consent');
  });

  it('sends the log as a file with consent only', async () => {
    const [log] = pack(draft({ logConsent: true }), sender, 'key', 1).attachments;
    expect(log).toMatchObject({ name: 'page.log', type: 'text/plain' });
    expect(await log?.blob.text()).toBe('error boom');
    expect(pack(draft({ logConsent: false }), sender, 'key', 1).attachments).toEqual([]);
  });

  it('finds room for the log beside nine pictures', () => {
    const parcel = pack(draft({ logConsent: true, pictures: pictures(9) }), sender, 'key', 1);
    expect(parcel.attachments).toHaveLength(9);
    expect(parcel.body.metadata).toEqual({ app_version: '1.0', log: 'error boom' });
  });

  it('keeps the metadata within what the API takes, whatever was logged', () => {
    const log = '\u0001意'.repeat(50_000);
    const { body } = pack(draft({ logConsent: true, pictures: pictures(9) }), { ...sender, log }, 'key', 1);
    expect(new TextEncoder().encode(JSON.stringify(body.metadata)).length).toBeLessThan(65_536);
  });
});

describe('contact', () => {
  it.each([
    ['', { openid: 'u-1' }],
    ['li@example.com', { openid: 'u-1', email: 'li@example.com' }],
    ['+86 138-0000-0000', { openid: 'u-1', phone: '+8613800000000' }],
    ['微信 lisi', { openid: 'u-1', other: '微信 lisi' }],
    ['li@example', { openid: 'u-1', other: 'li@example' }],
  ])('reads %j', (typed, contact) => {
    expect(contactOf(typed, { openid: 'u-1' })).toEqual(contact);
  });
});

it('writes a moment in the zone of the person', () => {
  expect(localMinute(new Date(2026, 0, 2, 3, 4))).toBe('2026-01-02T03:04');
});
