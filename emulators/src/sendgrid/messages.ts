import type { Address, Attachment, Dictionary, EventName } from './types';

const KEPT = 60_000;
const KEPT_WITH_BODY = 10_000;
const KEPT_ON_DISK = 200;
const EVICT_AT_ONCE = 5_000;

/** What all messages of one mail/send request share. */
export interface Envelope {
  /** X-Message-Id */
  messageId: string;
  from: Address;
  replyTo: Address[];
  subject: string;
  html: string;
  text: string;
  /** Handlebars (dynamic template) or plain substitution tags. */
  dynamic: boolean;
  sections: Dictionary;
  template?: { id: string; versionId: string; name: string };
  headers: Dictionary;
  categories: string[];
  asmGroupId?: number;
  attachments: Pick<Attachment, 'filename' | 'type' | 'content' | 'content_id'>[];
  tracking: {
    click: boolean;
    clickText: boolean;
    open: boolean;
    openTag?: string;
    subscription?: { text?: string; html?: string; tag?: string };
  };
  footer?: { text?: string; html?: string };
  /** Unix seconds, when the mail was scheduled. */
  sendAt?: number;
}

export type MessageStatus =
  'processed' | 'delivered' | 'deferred' | 'bounced' | 'blocked' | 'dropped' | 'void';

export interface HistoryEntry {
  event: EventName;
  /** Unix seconds. */
  timestamp: number;
  reason?: string;
  url?: string;
  useragent?: string;
  ip?: string;
  machine?: boolean;
}

/** What a personalization contributes to the rendered mail. */
export interface RenderData {
  dynamic?: Record<string, unknown>;
  substitutions?: Dictionary;
}

/** One recipient's mail. */
export interface Message {
  /** <X-Message-Id>-<ordinal> */
  id: string;
  messageId: string;
  /** Position of the recipient in the request. */
  ordinal: number;
  /** Epoch ms. */
  acceptedAt: number;
  to: Address;
  kind: 'to' | 'cc' | 'bcc';
  subject: string;
  headers: Dictionary;
  customArgs: Dictionary;
  /** Gone from older messages, whose body can then no longer be shown. */
  data?: RenderData | undefined;
  status: MessageStatus;
  /** Why nothing was sent, for status void. */
  note?: string;
  history: HistoryEntry[];
}

interface MessageQuery {
  /** Substring of recipient, subject or id. */
  q?: string;
  /** Exact recipient. */
  to?: string;
  limit: number;
  offset: number;
}

export interface MessageStore {
  add(envelope: Envelope, messages: Message[]): void;
  get(id: string): Message | undefined;
  envelopeOf(message: Message): Envelope | undefined;
  /** Newest first. */
  find(query: MessageQuery): { total: number; messages: Message[] };
  /** What goes to disk: the newest messages and their envelopes. */
  recent(): { messages: Message[]; envelopes: Envelope[] };
  clear(): void;
}

function matches(message: Message, { q, to }: MessageQuery): boolean {
  if (to && message.to.email.toLowerCase() !== to.toLowerCase()) return false;
  if (!q) return true;
  return `${message.to.email} ${message.subject} ${message.id}`.toLowerCase().includes(q.toLowerCase());
}

/** Keeps the last 60,000 messages, the newest 10,000 with what their body is rendered from. */
export function createMessageStore(saved?: { messages: Message[]; envelopes: Envelope[] }): MessageStore {
  let list: Message[] = [];
  let withoutBody = 0;
  const byId = new Map<string, Message>();
  const envelopes = new Map<string, { envelope: Envelope; references: number }>();

  const release = (message: Message) => {
    byId.delete(message.id);
    const entry = envelopes.get(message.messageId);
    if (entry && --entry.references === 0) envelopes.delete(message.messageId);
  };
  const trim = () => {
    for (; list.length - withoutBody > KEPT_WITH_BODY; withoutBody += 1) {
      const old = list[withoutBody];
      if (old) old.data = undefined;
    }
    if (list.length < KEPT + EVICT_AT_ONCE) return;
    list.splice(0, EVICT_AT_ONCE).forEach(release);
    withoutBody = Math.max(0, withoutBody - EVICT_AT_ONCE);
  };

  const store: MessageStore = {
    add(envelope, messages) {
      const entry = envelopes.get(envelope.messageId) ?? { envelope, references: 0 };
      entry.references += messages.length;
      if (messages.length > 0) envelopes.set(envelope.messageId, entry);
      for (const message of messages) {
        list.push(message);
        byId.set(message.id, message);
      }
      trim();
    },
    get: (id) => byId.get(id),
    envelopeOf: (message) => envelopes.get(message.messageId)?.envelope,
    find(query) {
      const found = query.q || query.to ? list.filter((message) => matches(message, query)) : list;
      const end = found.length - query.offset;
      const page = found.slice(Math.max(0, end - query.limit), Math.max(0, end)).reverse();
      return { total: found.length, messages: page };
    },
    recent() {
      const messages = list.slice(-KEPT_ON_DISK);
      const ids = new Set(messages.map((message) => message.messageId));
      return { messages, envelopes: [...ids].flatMap((id) => envelopes.get(id)?.envelope ?? []) };
    },
    clear() {
      list = [];
      withoutBody = 0;
      byId.clear();
      envelopes.clear();
    },
  };

  for (const envelope of saved?.envelopes ?? []) {
    store.add(envelope, saved?.messages.filter((message) => message.messageId === envelope.messageId) ?? []);
  }
  list.sort((a, b) => a.acceptedAt - b.acceptedAt);
  return store;
}
