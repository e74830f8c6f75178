import type { Sequelize } from 'sequelize';
import { env } from '../../../config/env';
import { logger } from '../../../lib/logger';
import { database } from '../../../models';
import type { Grouped, Period } from '../compile';
import type { Dataset, SqlContext } from '../dataset';
import type { Seen } from '../answers';
import { connect } from '../pool';
import type { Run } from '../pool';
import type { Resolved } from '../resolve';
import type { Versions } from '../versions';
import { aggregate } from './aggregate';
import { groupings, rowsHeld } from './metrics';
import { isHeld, planOf, totalPlan } from './plan';
import type { Plan } from './plan';
import { relationOf } from './relation';
import { readScope, scopeMask } from './scope';
import { estimatedRows, heldOf, readAll, readChanges, readRows } from './source';
import type { AsOf } from './source';
import { rowBytes } from './table';
import type { ColumnTable, Held } from './table';

/** Below this the database answers as fast. */
const WORTH_IT = 10_000;
const ASK_AGAIN_MS = 60_000;
const UNUSED_MS = 30 * 60_000;

/** A dataset in memory, or on its way there. */
interface Holding {
  held: Held[];
  loaded: { table: ColumnTable; asOf: AsOf } | null;
  loading: Promise<void> | null;
  /** Before this nobody tries to load it again. */
  notBefore: number;
  /** One at a time: what is being read must not change meanwhile. */
  turn: Promise<unknown>;
  unused: NodeJS.Timeout | null;
}
const holdings = new WeakMap<Sequelize, Map<Dataset, Holding>>();

function holdingOf(dataset: Dataset): Holding {
  const mine = holdings.get(database()) ?? new Map<Dataset, Holding>();
  holdings.set(database(), mine);
  const known = mine.get(dataset);
  if (known) return known;
  const held = heldOf(dataset);
  const holding: Holding = {
    held,
    loaded: null,
    loading: null,
    notBefore: 0,
    turn: Promise.resolve(),
    unused: null,
  };
  mine.set(dataset, holding);
  return holding;
}

/**
 * Groups of a query from the columns in memory, as of the very snapshot that `run` and `versions` are of. Null when the
 * columns cannot answer this query, or are not there yet: then the database does. Loading begins with the first question
 * that they could have answered.
 */
export async function groupedInMemory(
  resolved: Resolved,
  context: SqlContext,
  period: Period,
  seen: Seen,
): Promise<Grouped | null> {
  const grouped = await fromColumns(resolved, context, period, seen);
  groupings.inc({ from: grouped ? 'columns' : 'database' });
  return grouped;
}

async function fromColumns(
  resolved: Resolved,
  { actor }: SqlContext,
  period: Period,
  { run, versions, signal }: Seen,
): Promise<Grouped | null> {
  const { dataset } = resolved;
  if (!dataset.held || env().REPORT_MEMORY_MB === 0) return null;
  const holding = holdingOf(dataset);
  const scope = readScope(dataset.scope(actor), holding.held);
  if (!scope || !isHeld(resolved, holding.held)) return null;
  if (!holding.loaded) {
    if (Date.now() >= holding.notBefore) void load(dataset, holding, WORTH_IT);
    return null;
  }
  keep(dataset, holding);
  return inTurn(holding, async () => {
    signal.throwIfAborted();
    const table = await upToDate(dataset, holding, run, versions);
    if (!table) return null;
    const plan = planOf(resolved, period, table, await scopeMask(scope, table, run));
    return plan && (await grouped(resolved, plan, table, signal));
  });
}

async function grouped(
  resolved: Resolved,
  plan: Plan,
  table: ColumnTable,
  signal: AbortSignal,
): Promise<Grouped | null> {
  const groups = await aggregate(table, plan, signal);
  const totals =
    resolved.totals && plan.keys.length ? await aggregate(table, totalPlan(plan), signal) : groups;
  if (!groups || !totals) return null;
  return {
    groups: relationOf(resolved, groups),
    totals: relationOf({ ...resolved, dimensions: [] }, totals),
  };
}

function inTurn<T>(holding: Holding, work: () => Promise<T>): Promise<T> {
  const result = holding.turn.then(work);
  holding.turn = result.catch(() => undefined);
  return result;
}

/** The table as the snapshot sees it, or null: brought up to date by what was written since, never back. */
async function upToDate(
  dataset: Dataset,
  holding: Holding,
  run: Run,
  versions: Versions,
): Promise<ColumnTable | null> {
  const { loaded, held } = holding;
  if (!loaded) return null;
  const { table, asOf } = loaded;
  const version = versions.get(dataset.model.name) ?? '0';
  if (version === asOf.version) return table;
  // Every transaction that writes to the table counts one: a smaller number is an older state.
  if (BigInt(version) < BigInt(asOf.version)) return null;
  const changes = await readChanges(dataset, asOf, run);
  const rows = changes && (await readRows(dataset, held, changes.ids, run));
  if (!changes || !rows || !table.hasRoomFor(rows.length)) {
    release(dataset, holding);
    if (Date.now() >= holding.notBefore) void load(dataset, holding, WORTH_IT);
    return null;
  }
  const there = new Set(rows.map(([id]) => id));
  for (const id of changes.ids) if (!there.has(id)) table.remove(id);
  for (const row of rows) table.put(row);
  loaded.asOf = { version, snapshot: changes.snapshot };
  return table;
}

/** For tests: loads a dataset now, however small. */
export async function loadNow(dataset: Dataset): Promise<void> {
  const holding = holdingOf(dataset);
  await holding.loading;
  await load(dataset, holding, 0);
}

function load(dataset: Dataset, holding: Holding, worthIt: number): Promise<void> {
  holding.notBefore = Date.now() + ASK_AGAIN_MS;
  holding.loading ??= loadOnce(dataset, holding, worthIt)
    .catch((error: unknown) => logger.warn({ err: error, dataset: dataset.key }, 'report columns not loaded'))
    .finally(() => {
      holding.loading = null;
    });
  return holding.loading;
}

async function loadOnce(dataset: Dataset, holding: Holding, worthIt: number): Promise<void> {
  const began = performance.now();
  const client = await connect();
  try {
    const rows = await estimatedRows(client, dataset);
    const most = (env().REPORT_MEMORY_MB * 1_048_576) / rowBytes(holding.held);
    if (rows < worthIt || rows > most) return;
    holding.loaded = await readAll(client, dataset, holding.held, { estimate: rows, most });
    rowsHeld.set({ dataset: dataset.key }, holding.loaded.table.rows);
    keep(dataset, holding);
    const ms = Math.round(performance.now() - began);
    logger.info({ dataset: dataset.key, rows: holding.loaded.table.rows, ms }, 'report columns loaded');
  } finally {
    client.release();
  }
}

/** Lets go of what nobody has asked for half an hour. */
function keep(dataset: Dataset, holding: Holding): void {
  if (holding.unused) {
    holding.unused.refresh();
    return;
  }
  holding.unused = setTimeout(() => {
    holding.unused = null;
    release(dataset, holding);
  }, UNUSED_MS).unref();
}

function release(dataset: Dataset, holding: Holding): void {
  holding.loaded = null;
  rowsHeld.set({ dataset: dataset.key }, 0);
}
