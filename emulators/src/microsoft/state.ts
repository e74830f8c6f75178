import { randomUUID } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import type { Account } from './calendar/types';

const TENANT_ID = '5c0f5d3e-8f0b-4c53-9d5c-3a2f3b1f7e10';

/** An app registration. Without any, every client id, secret and redirect URI is accepted. */
export interface Client {
  secret?: string;
  redirectUris: string[];
}

export interface AuthorizationCode {
  code: string;
  email: string;
  clientId: string;
  redirectUri: string;
  scopes: string[];
  challenge: string | null;
  challengeMethod: 'S256' | 'plain';
  nonce: string | null;
  /** Epoch milliseconds. */
  expiresAt: number;
  redeemed: boolean;
}

export interface AccessToken {
  email: string;
  clientId: string;
  scopes: string[];
  expiresAt: number;
  revoked: boolean;
}

interface RefreshToken {
  email: string;
  clientId: string;
  scopes: string[];
  expiresAt: number;
  revoked: boolean;
  /** Used at least once; with strictRotation a used one is refused. */
  used: boolean;
}

export const LIFECYCLE_EVENTS = ['reauthorizationRequired', 'subscriptionRemoved', 'missed'] as const;
export type LifecycleEvent = (typeof LIFECYCLE_EVENTS)[number];

export interface Subscription {
  id: string;
  email: string;
  clientId: string;
  resource: string;
  /** null: all calendars of the mailbox. */
  calendarId: string | null;
  changeTypes: string[];
  clientState: string | null;
  notificationUrl: string;
  lifecycleNotificationUrl: string | null;
  /** Epoch milliseconds. */
  expiresAt: number;
  immutableIds: boolean;
}

export type DeliveryStatus = 'delivered' | 'failed' | 'dropped' | 'held';

/** What was (or was not) sent to a webhook, for tests to read. */
export interface NotificationRecord {
  id: string;
  at: string;
  kind: 'change' | 'lifecycle' | 'validation';
  subscriptionId: string;
  url: string;
  payload: unknown;
  status: DeliveryStatus;
  httpStatus: number | null;
  attempts: number;
}

export const NOTIFICATION_FAULTS = ['none', 'missed', 'duplicate', 'outOfOrder'] as const;
export const EMPTY_PAGES = ['never', 'initial', 'always'] as const;
export const DUPLICATE_TRANSACTION = ['return', 'conflict'] as const;

/** Switches of the control API. */
export interface Settings {
  /** A refresh token works once. Off by default: the real service keeps the old one valid. */
  strictRotation: boolean;
  accessTokenSeconds: number;
  /** Where delta rounds show empty pages: never, at the end of an initial round, or in every round. */
  emptyPages: (typeof EMPTY_PAGES)[number];
  /** A repeated create with the same transactionId and content: the first event again (201), or 409. */
  duplicateTransaction: (typeof DUPLICATE_TRANSACTION)[number];
  /** Concurrent calls per app and mailbox before 429. */
  mailboxConcurrency: number;
  /** Time each Graph call holds its place, in milliseconds. */
  graphLatencyMs: number;
  notificationFault: (typeof NOTIFICATION_FAULTS)[number];
  validationTimeoutMs: number;
}

export interface SigningKey {
  kid: string;
  privateJwk: JsonWebKey;
  publicJwk: JsonWebKey;
}

export interface MicrosoftState {
  /** By e-mail in lower case. */
  accounts: Record<string, Account>;
  clients: Record<string, Client>;
  codes: Record<string, AuthorizationCode>;
  accessTokens: Record<string, AccessToken>;
  refreshTokens: Record<string, RefreshToken>;
  subscriptions: Record<string, Subscription>;
  notifications: NotificationRecord[];
  signingKey: SigningKey | null;
  settings: Settings;
}

const DEFAULT_SETTINGS: Settings = {
  strictRotation: false,
  accessTokenSeconds: 3600,
  emptyPages: 'initial',
  duplicateTransaction: 'return',
  mailboxConcurrency: 4,
  graphLatencyMs: 0,
  notificationFault: 'none',
  validationTimeoutMs: 10_000,
};

interface NewAccount {
  email: string;
  displayName?: string | undefined;
  /** Windows zone name. */
  timeZone?: string | undefined;
  id?: string | undefined;
}

/** "dana.whitfield@x" reads as "Dana Whitfield" until someone says otherwise. */
function nameFrom(email: string): string {
  const local = email.split('@')[0] ?? email;
  return local
    .split(/[._-]+/)
    .filter(Boolean)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}

/** A mailbox with its default calendar and nothing in it. */
export function createAccount({
  email,
  displayName,
  timeZone = 'UTC',
  id = randomUUID(),
}: NewAccount): Account {
  return {
    id,
    tenantId: TENANT_ID,
    email,
    displayName: displayName?.trim() ? displayName.trim() : nameFrom(email),
    timeZone,
    calendars: [
      {
        id: `AQMkAD${Buffer.from(`${id}/calendar`).toString('base64url')}`,
        name: 'Calendar',
        color: 'auto',
        isDefaultCalendar: true,
        changeKey: Buffer.from(`${id.slice(0, 8)}/0`).toString('base64'),
      },
    ],
    events: [],
    changes: [],
    sequence: 0,
    deltaGeneration: 1,
    deltaGoneCode: 'syncStateNotFound',
  };
}

export const DEMO_ACCOUNTS = [
  {
    email: 'manager@besahubs.example',
    displayName: 'Marcus Bell',
    timeZone: 'Eastern Standard Time',
    id: '1f3b7c52-0a6e-4d8e-9a43-6f0c2d7b1a01',
  },
  {
    email: 'agent@besahubs.example',
    displayName: 'Dana Whitfield',
    timeZone: 'Central Standard Time',
    id: '1f3b7c52-0a6e-4d8e-9a43-6f0c2d7b1a02',
  },
];

export function initialState(): MicrosoftState {
  return {
    accounts: Object.fromEntries(DEMO_ACCOUNTS.map((account) => [account.email, createAccount(account)])),
    clients: {},
    codes: {},
    accessTokens: {},
    refreshTokens: {},
    subscriptions: {},
    notifications: [],
    signingKey: null,
    settings: { ...DEFAULT_SETTINGS },
  };
}

/** The mailbox of an address, made on first use. */
export function ensureAccount(state: MicrosoftState, input: NewAccount): Account {
  const email = input.email.trim().toLowerCase();
  const account = (state.accounts[email] ??= createAccount({ ...input, email }));
  return account;
}

export const findAccount = (state: MicrosoftState, email: string): Account | undefined =>
  state.accounts[email.trim().toLowerCase()];
