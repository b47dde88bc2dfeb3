/** A feedback after it was sent: where it stands, what was answered, and a field to answer. */

import type { Words } from '../core/words.zh';
import type { Conversation } from '../core/types';
import { exactTime, relativeTime } from '../core/times';
import { h } from './dom';

/** The parts that come from the API. Its text stands as text, whatever it looks like. */
export function renderConversation(conversation: Conversation, words: Words, lang: string): HTMLElement {
  const { kind, faults, content, created_at: sentAt, replies } = conversation;
  const labels = faults.map((fault) => h('span', { class: 'tag' }, words.faults[fault]));
  return h(
    'div',
    { class: 'conversation' },
    h(
      'div',
      { class: 'facts' },
      statusTag(conversation.status, words),
      h('span', { class: 'tag' }, words.kinds[kind]),
      ...labels,
    ),
    h('p', { class: 'text' }, content),
    h('p', { class: 'hint' }, `${words.submitted} `, moment(sentAt, lang)),
    h('div', { class: 'thumbs' }),
    h('h3', {}, words.conversation),
    replies.length === 0 && h('p', { class: 'hint' }, words.noReplies),
    h('ol', { class: 'replies' }, ...replies.map((reply) => renderReply(reply, words, lang))),
  );
}

function renderReply(reply: Conversation['replies'][number], words: Words, lang: string): HTMLElement {
  const who = reply.is_admin ? words.team : words.me;
  return h(
    'li',
    { class: reply.is_admin ? 'theirs' : 'mine' },
    h('p', { class: 'hint' }, `${who} · `, moment(reply.created_at, lang)),
    h('p', { class: 'text' }, reply.content),
  );
}

export function statusTag(status: Conversation['status'], words: Words): HTMLElement {
  return h('span', { class: `tag status ${status}` }, words.statuses[status]);
}

export function moment(at: string, lang: string): HTMLElement {
  return h('time', { dateTime: at, title: exactTime(at, lang) }, relativeTime(at, lang));
}
