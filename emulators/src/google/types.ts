import type { EmulatorContext } from '../core/context';

/** A moment as the provider keeps it: a whole day without a zone, or an instant with the zone it was meant in. */
export type StoredTime = { date: string } | { at: number; timeZone: string };

export type ResponseStatus = 'needsAction' | 'declined' | 'tentative' | 'accepted';
export type EventStatus = 'confirmed' | 'tentative' | 'cancelled';

export interface Person {
  email: string;
  displayName?: string;
}

export interface Attendee extends Person {
  responseStatus: ResponseStatus;
  optional?: boolean;
  resource?: boolean;
  comment?: string;
  additionalGuests?: number;
}

export interface Reminders {
  useDefault: boolean;
  overrides?: { method: string; minutes: number }[];
}

export interface ExtendedProperties {
  private?: Record<string, string>;
  shared?: Record<string, string>;
}

export interface ConferenceData {
  createRequest?: {
    requestId: string;
    conferenceSolutionKey: { type: string };
    status: { statusCode: 'success' };
  };
  entryPoints: { entryPointType: string; uri: string; label: string }[];
  conferenceSolution: { key: { type: string }; name: string; iconUri: string };
  conferenceId: string;
}

/** What a user can say about an event; everything else about it the provider decides. */
export interface EventFields {
  status: EventStatus;
  start: StoredTime;
  end: StoredTime;
  eventType: string;
  reminders: Reminders;
  summary?: string;
  description?: string;
  location?: string;
  colorId?: string;
  recurrence?: string[];
  attendees?: Attendee[];
  transparency?: 'opaque' | 'transparent';
  visibility?: 'default' | 'public' | 'private' | 'confidential';
  extendedProperties?: ExtendedProperties;
  conferenceData?: ConferenceData;
  guestsCanModify?: boolean;
  guestsCanInviteOthers?: boolean;
  guestsCanSeeOtherGuests?: boolean;
  anyoneCanAddSelf?: boolean;
  source?: { title?: string; url?: string };
}

interface EventRecord {
  id: string;
  /** Position in the state's one sequence of changes; the etag is made of it. */
  rev: number;
  created: number;
  updated: number;
  sequence: number;
}

/** A single event or the master of a series. Never mutated: a change puts a new object in its place. */
export interface RootEvent extends EventRecord {
  kind: 'root';
  iCalUID: string;
  creator: Person;
  organizer: Person;
  fields: EventFields;
}

/** An instance that differs from its series: only what differs is kept, so that the rest follows the master. */
export interface ExceptionEvent extends EventRecord {
  kind: 'exception';
  seriesId: string;
  original: StoredTime;
  overrides: Partial<EventFields>;
}

export type StoredEvent = RootEvent | ExceptionEvent;

/** One line of a calendar's append-only log: what this event was before change `seq`. */
interface Change {
  seq: number;
  id: string;
  before: StoredEvent | null;
}

export interface StoredCalendar {
  id: string;
  summary: string;
  description?: string;
  timeZone: string;
  primary: boolean;
  colorId: string;
  rev: number;
  events: Record<string, StoredEvent>;
  changes: Change[];
  /** Sync tokens of an older generation answer 410. */
  syncGeneration: number;
}

export interface Account {
  /** Stable subject, as `sub` in the id_token. */
  sub: string;
  email: string;
  name: string;
  timeZone: string;
  calendars: Record<string, StoredCalendar>;
}

interface RegisteredClient {
  clientId: string;
  clientSecret: string;
  redirectUris: string[];
}

export interface AuthCode {
  email: string;
  clientId: string;
  redirectUri: string;
  scopes: string[];
  challenge?: { method: 'S256' | 'plain'; value: string };
  withRefreshToken: boolean;
  nonce?: string;
  expiresAt: number;
}

export interface AccessToken {
  email: string;
  clientId: string;
  scopes: string[];
  expiresAt: number;
}

interface RefreshToken {
  email: string;
  clientId: string;
  scopes: string[];
  revoked: boolean;
}

export interface Channel {
  id: string;
  resourceId: string;
  resourceUri: string;
  token?: string;
  address: string;
  /** Epoch milliseconds. */
  expiration: number;
  messageNumber: number;
  email: string;
  clientId: string;
  calendarId: string;
}

export interface NotificationLogEntry {
  at: string;
  channelId: string;
  resourceState: 'sync' | 'exists';
  messageNumber: number;
  address: string;
  outcome: 'pending' | 'delivered' | 'dropped' | 'failed';
  /** The receiver's last HTTP status; absent when it could not be reached. */
  status?: number;
  attempts: number;
}

/** A mail that Google would have sent to guests. */
interface GuestMail {
  at: string;
  kind: 'invitation' | 'update' | 'cancellation';
  calendarId: string;
  eventId: string;
  summary: string;
  sendUpdates: 'all' | 'externalOnly';
  to: string[];
}

export type WebhookFault = 'drop' | 'duplicate' | 'reorder';

export interface Quirks {
  /** Pages hold no more than this, whatever maxResults says. */
  pageSize?: number;
  /** This many empty pages precede the first page with items. */
  emptyPages?: number;
  /** Deltas tell of the deletion of a series' instances only this many months ahead, as Google was seen to do. */
  tombstoneMonths?: number;
}

export interface GoogleState {
  /** Signs sync tokens, page tokens and nothing else. */
  secret: string;
  /** RSA key of the id_tokens, PEM (PKCS 8). Made when first needed. */
  signingKey: string | null;
  rev: number;
  accounts: Record<string, Account>;
  clients: Record<string, RegisteredClient>;
  codes: Record<string, AuthCode>;
  accessTokens: Record<string, AccessToken>;
  refreshTokens: Record<string, RefreshToken>;
  /** Scopes a user has granted, by `email clientId`. */
  consents: Record<string, string[]>;
  channels: Record<string, Channel>;
  notifications: NotificationLogEntry[];
  mails: GuestMail[];
  webhookFaults: WebhookFault[];
  quirks: Quirks;
}

export type GoogleContext = EmulatorContext<GoogleState>;
