import type { StoredAttendee } from '../../models/CalendarEvent';

/** Tokens as a provider grants them. `refreshToken` is null when it sent none: the old one stays good. */
export interface TokenSet {
  accessToken: string;
  refreshToken: string | null;
  expiresAt: Date;
  scopes: string[];
}

/** Whose account it is: `providerUserId` is stable, an address can change hands. */
export interface Identity {
  providerUserId: string;
  email: string;
  /** IANA; null when the provider does not tell. */
  timezone: string | null;
}

/** All-day events are dates with an exclusive end and have no zone; the others are instants. */
export type EventTimes =
  { isAllDay: true; startDate: string; endDate: string } | { isAllDay: false; start: Date; end: Date };

/** One event (a series comes as its instances), in our words. */
export interface RemoteEvent {
  externalId: string;
  etag: string | null;
  title: string | null;
  description: string | null;
  times: EventTimes;
  timezone: string | null;
  location: string | null;
  attendees: StoredAttendee[];
  status: 'confirmed' | 'tentative' | 'cancelled';
  busy: boolean;
  isOrganizer: boolean;
  organizerEmail: string | null;
  htmlLink: string | null;
  conferenceUrl: string | null;
  iCalUid: string | null;
  recurringEventId: string | null;
}

/** What we write. Absent fields of a change stay as they are; attendees are always the whole list. */
export interface EventDraft {
  title: string;
  description: string | null;
  times: EventTimes;
  timezone: string;
  location: string | null;
  attendees: StoredAttendee[];
}

export interface Window {
  from: Date;
  to: Date;
}

/** A page of changes; the last one carries the cursor the next incremental pull starts from. */
export interface SyncPage {
  events: RemoteEvent[];
  /** External ids that are gone, or have left the window; a series' own id stands for all its occurrences. */
  removed: string[];
  /** Series that come whole in this round: occurrences of them that do not come any more are gone. */
  series: string[];
  cursor: string | null;
}

export interface ProviderConfig {
  clientId: string;
  clientSecret: string;
  redirectUri: string;
}

/**
 * A calendar provider: vendor protocol in, our small types out. It knows no models, no environment and no user, and
 * throws ProviderError only. Works on the account's primary calendar.
 */
export interface CalendarProvider {
  authorizeUrl(request: { state: string; codeChallenge: string; loginHint?: string }): string;
  exchangeCode(code: string, codeVerifier: string): Promise<TokenSet>;
  refresh(refreshToken: string): Promise<TokenSet>;
  /** Gives the grant back; silent when it is gone already. */
  revoke(refreshToken: string): Promise<void>;
  /** Which of the needed permissions were not granted. */
  missingScopes(granted: string[]): string[];
  identity(accessToken: string): Promise<Identity>;
  /** All of a window, or what changed since a cursor; `resync` when the cursor is too old. */
  pull(accessToken: string, request: { window: Window } | { cursor: string }): AsyncGenerator<SyncPage>;
  get(accessToken: string, externalId: string): Promise<RemoteEvent | null>;
  /** `id` makes it idempotent: the same uuid on each retry creates one event. */
  create(
    accessToken: string,
    id: string,
    draft: EventDraft,
    options: { conference: boolean },
  ): Promise<RemoteEvent>;
  /** `conflict` when the event has another etag by now. */
  update(
    accessToken: string,
    externalId: string,
    etag: string | null,
    change: Partial<EventDraft>,
  ): Promise<RemoteEvent>;
  remove(accessToken: string, externalId: string, etag: string | null): Promise<void>;
}
