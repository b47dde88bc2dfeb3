/** The words of the native API that the widget uses (openapi.json). */

import type { FAULTS } from '../../faults';

export type Fault = (typeof FAULTS)[number];

/** The two that people choose between; the API knows more. */
export type Kind = 'fault' | 'suggestion';

export type Status = 'pending' | 'in_progress' | 'replied' | 'resolved' | 'closed' | 'rejected';

export interface Contact {
  name?: string;
  email?: string;
  phone?: string;
  openid?: string;
  nickname?: string;
  head_url?: string;
  other?: string;
}

export interface NewFeedback {
  kind: Kind;
  content: string;
  faults?: Fault[];
  occurred_at?: string;
  page?: string;
  source: string;
  contact?: Contact;
  metadata?: Record<string, unknown>;
  system_info?: Record<string, unknown>;
  media_ids?: string[];
  log_consent?: boolean;
}

/** What its author gets for a feedback. */
export interface Submitted {
  id: string;
  receipt: string;
  status: Status;
  created_at: string;
}

export interface Reply {
  id: number;
  author: string;
  content: string;
  is_admin: boolean;
  created_at: string;
}

/** A feedback as its author reads it. */
export interface Conversation {
  id: string;
  kind: Kind | 'question' | 'other';
  status: Status;
  faults: Fault[];
  content: string;
  occurred_at: string | null;
  media_ids: string[];
  created_at: string;
  updated_at: string;
  replies: Reply[];
  history?: { status: Status; at: string }[];
}

/** Where a file is to be sent. */
export interface Upload {
  media_id: string;
  upload: { method: string; url: string; headers?: Record<string, string> };
}
