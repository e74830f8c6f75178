import { Op } from 'sequelize';
import type { Transaction, WhereOptions } from 'sequelize';
import type { SyncResult } from '@besahubs/contracts/calendar';
import { ProviderError } from '../../lib/providerError';
import { database } from '../../models';
import type { CalendarAccount } from '../../models/CalendarAccount';
import { CalendarEvent } from '../../models/CalendarEvent';
import { CalendarSync } from '../../models/CalendarSync';
import { rooms } from '../../policies/policy';
import { changes } from '../changes';
import type { Ctx } from '../context';
import { findAccount } from './accounts';
import type { RemoteEvent, Window } from './provider';
import { eventColumns, isDate } from './rows';
import { withAccess } from './tokens';

const DAY = 86_400_000;
/** CAL2: the last 90 and the next 60 days. */
const PAST_DAYS = 90;
const FUTURE_DAYS = 60;
/** A cursor does not tell of events that age into the window, and may miss changes: once a day everything is read anew. */
const FULL_EVERY_MS = DAY;
/** A sync that has not ended by then died with its process. */
const LEASE_MS = 5 * 60_000;
/** An answer that would delete more than half of more than this many events is asked for twice before it is believed. */
const SUSPICIOUS_SWEEP = 20;
const PRIMARY = 'primary';

interface Tally {
  created: number;
  updated: number;
  deleted: number;
}

const running = new Map<string, Promise<SyncResult>>();

/** Brings one account up to date. A second call while one runs joins it. */
export async function syncAccount(ctx: Ctx, accountId: string): Promise<SyncResult> {
  const account = await findAccount(ctx, accountId);
  const joined = running.get(account.id);
  if (joined) return joined;
  const run = syncOnce(account).finally(() => running.delete(account.id));
  running.set(account.id, run);
  return run;
}

async function syncOnce(account: CalendarAccount): Promise<SyncResult> {
  const state = await claim(account);
  if (!state) return resultOf(account, 'running', { created: 0, updated: 0, deleted: 0 });
  try {
    const { kind, tally } = await pullInto(account, state);
    await account.update({ lastSyncAt: new Date(), status: 'ok', lastError: null });
    tell(account, tally);
    return resultOf(account, kind, tally);
  } catch (error) {
    if (error instanceof ProviderError) await account.update({ status: 'error', lastError: error.message });
    throw error;
  } finally {
    // Only our own: one that ran out may be another process's by now.
    await CalendarSync.update(
      { leaseUntil: null },
      { where: { id: state.id, leaseUntil: state.leaseUntil } },
    );
  }
}

/** One run at a time for an account, whichever process; null when another has it. */
async function claim(account: CalendarAccount): Promise<CalendarSync | null> {
  const key = { calendarAccountId: account.id, externalCalendarId: PRIMARY };
  await CalendarSync.findOrCreate({ where: key, defaults: { ...key, timezone: account.timezone } });
  const [, rows] = await CalendarSync.update(
    { leaseUntil: new Date(Date.now() + LEASE_MS) },
    {
      where: { ...key, [Op.or]: [{ leaseUntil: null }, { leaseUntil: { [Op.lt]: new Date() } }] },
      returning: true,
    },
  );
  return rows[0] ?? null;
}

async function pullInto(
  account: CalendarAccount,
  state: CalendarSync,
): Promise<{ kind: 'full' | 'incremental'; tally: Tally }> {
  const due = !state.cursor || !state.lastFullAt || Date.now() - state.lastFullAt.getTime() > FULL_EVERY_MS;
  if (due) return { kind: 'full', tally: await fullSync(account, state) };
  try {
    return { kind: 'incremental', tally: await incrementalSync(account, state) };
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind !== 'resync') throw error;
    return { kind: 'full', tally: await fullSync(account, state) };
  }
}

const windowAround = (now: Date): Window => ({
  from: new Date(now.getTime() - PAST_DAYS * DAY),
  to: new Date(now.getTime() + FUTURE_DAYS * DAY),
});

/**
 * Mark and sweep: rows of the new generation are written page by page; with the last page, in one transaction, what was
 * not seen is deleted and the cursor stored. A crash on the way leaves yesterday's events, never half a calendar.
 */
async function fullSync(account: CalendarAccount, state: CalendarSync, confirmed = false): Promise<Tally> {
  const window = windowAround(new Date());
  const generation = state.generation + 1;
  await state.update({ generation });
  const tally: Tally = { created: 0, updated: 0, deleted: 0 };
  let suspicious = false;
  await withAccess(account, async (provider, accessToken) => {
    for await (const page of provider.pull(accessToken, { window })) {
      await database().transaction(async (transaction) => {
        await upsert(account, page.events, { generation, window }, tally, transaction);
        if (page.cursor === null) return;
        const unseen = { calendarAccountId: account.id, generation: { [Op.lt]: generation } };
        suspicious = !confirmed && (await looksEmptied(account, unseen, transaction));
        if (suspicious) return;
        tally.deleted += await CalendarEvent.destroy({ where: unseen, transaction });
        await state.update(
          { cursor: page.cursor, windowStart: window.from, windowEnd: window.to, lastFullAt: new Date() },
          { transaction },
        );
      });
    }
  });
  return suspicious ? fullSync(account, state, true) : tally;
}

/** An empty answer by mistake must not empty a calendar (OGCS #1989). */
async function looksEmptied(
  account: CalendarAccount,
  unseen: WhereOptions,
  transaction: Transaction,
): Promise<boolean> {
  const [total, lost] = await Promise.all([
    CalendarEvent.count({ where: { calendarAccountId: account.id }, transaction }),
    CalendarEvent.count({ where: unseen, transaction }),
  ]);
  return total > SUSPICIOUS_SWEEP && lost > total / 2;
}

async function incrementalSync(account: CalendarAccount, state: CalendarSync): Promise<Tally> {
  const window = { from: state.windowStart ?? new Date(0), to: state.windowEnd ?? new Date(0) };
  const cursor = state.cursor ?? '';
  const seen = new Set<string>();
  const series = new Set<string>();
  const tally: Tally = { created: 0, updated: 0, deleted: 0 };
  await withAccess(account, async (provider, accessToken) => {
    for await (const page of provider.pull(accessToken, { cursor })) {
      await database().transaction(async (transaction) => {
        const outside = await upsert(
          account,
          page.events,
          { generation: state.generation, window },
          tally,
          transaction,
        );
        page.events.forEach((event) => seen.add(event.externalId));
        page.series.forEach((id) => series.add(id));
        await forget(account, { externalId: [...page.removed, ...outside] }, tally, transaction);
        await forget(account, { recurringEventId: page.removed }, tally, transaction);
        if (!page.cursor) return;
        await forget(
          account,
          { recurringEventId: [...series], externalId: { [Op.notIn]: [...seen] } },
          tally,
          transaction,
        );
        await state.update({ cursor: page.cursor }, { transaction });
      });
    }
  });
  return tally;
}

async function forget(
  account: CalendarAccount,
  which: WhereOptions<CalendarEvent>,
  tally: Tally,
  transaction: Transaction,
): Promise<void> {
  tally.deleted += await CalendarEvent.destroy({
    where: { calendarAccountId: account.id, ...which },
    transaction,
  });
}

/** A page may name an event more than once: the last word counts. */
const lastOfEach = (events: RemoteEvent[]): RemoteEvent[] => [
  ...new Map(events.map((event) => [event.externalId, event])).values(),
];

/** One event that cannot be read must not stop the calendar; it is not shown. */
const hasTimes = ({ times }: RemoteEvent): boolean =>
  times.isAllDay
    ? isDate(times.startDate) && isDate(times.endDate)
    : Number.isFinite(times.start.getTime()) && Number.isFinite(times.end.getTime());

/** Writes what is new or has another etag, and marks the rest as seen. Returns the ids that lie outside the window. */
async function upsert(
  account: CalendarAccount,
  events: RemoteEvent[],
  { generation, window }: { generation: number; window: Window },
  tally: Tally,
  transaction: Transaction,
): Promise<string[]> {
  const rows = lastOfEach(events)
    .filter(hasTimes)
    .map((event) => ({ ...eventColumns(account, event), generation }));
  const inside = rows.filter(
    (row) => row.start < window.to && row.end > window.from && row.status !== 'cancelled',
  );
  const kept = new Set(inside.map((row) => row.externalId));
  const outside = events.map((event) => event.externalId).filter((id) => !kept.has(id));
  if (!inside.length) return outside;
  const known = await CalendarEvent.findAll({
    where: { calendarAccountId: account.id, externalId: inside.map((row) => row.externalId) },
    attributes: ['externalId', 'etag'],
    transaction,
  });
  const etags = new Map(known.map((row) => [row.externalId, row.etag]));
  // An etag we have is our own write coming back, or nothing new: no row is rewritten and nobody is told.
  const changed = inside.filter(
    (row) => !etags.has(row.externalId) || row.etag === null || etags.get(row.externalId) !== row.etag,
  );
  const { calendarAccountId: _key, externalId: _id, ...columns } = changed[0] ?? inside[0] ?? {};
  await CalendarEvent.bulkCreate(changed, {
    updateOnDuplicate: [...(Object.keys(columns) as (keyof typeof columns)[]), 'updatedAt'],
    conflictAttributes: ['calendarAccountId', 'externalId'],
    transaction,
  });
  await CalendarEvent.update(
    { generation },
    {
      where: { calendarAccountId: account.id, externalId: inside.map((row) => row.externalId) },
      transaction,
      silent: true,
    },
  );
  const created = changed.filter((row) => !etags.has(row.externalId)).length;
  tally.created += created;
  tally.updated += changed.length - created;
  return outside;
}

function tell(account: CalendarAccount, tally: Tally): void {
  changes.emit('changed', {
    resource: 'calendar-accounts',
    id: account.id,
    rooms: [rooms.user(account.userId)],
  });
  if (tally.created + tally.updated + tally.deleted === 0) return;
  changes.emit('changed', { resource: 'calendar-events', id: null, rooms: [rooms.user(account.userId)] });
}

const resultOf = (account: CalendarAccount, kind: SyncResult['kind'], tally: Tally): SyncResult => ({
  accountId: account.id,
  kind,
  ...tally,
  lastSyncAt: account.lastSyncAt?.toISOString() ?? null,
});
