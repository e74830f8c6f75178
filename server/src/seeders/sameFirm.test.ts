import { QueryTypes } from 'sequelize';
import { expect, it } from 'vitest';
import { dateIn, dayStart } from '../lib/time';
import { database } from '../models';
import { useDatabase } from '../testing/db';
import { seedDemo } from './index';

useDatabase();
const ZONE = 'America/Chicago';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** What is salted, and what follows from the times beside it. */
const NOT_COMPARED = new Set(['User.passwordHash', 'EmailEvent.metadata', 'DealStageEvent.secondsInStage']);

/** Tables that count changes of others and hold nothing of the firm. */
const OURS = new Set(['TableVersion', 'TableChange', 'TableChangePruning']);

const select = <T extends object>(sql: string) => database().query<T>(sql, { type: QueryTypes.SELECT });

/** Days or milliseconds from the firm's today: what is left of a date when the day of seeding is taken out of it. */
function relate(value: unknown, type: string, now: Date): unknown {
  if (value === null || value === undefined) return null;
  if (type === 'date') return (Date.parse(value as string) - Date.parse(dateIn(ZONE, now))) / DAY;
  if (type === 'timestamp with time zone') return (value as Date).getTime();
  return value;
}

interface Firm {
  now: Date;
  /** Rows by table, in the order of their keys. */
  tables: Map<string, Record<string, unknown>[]>;
}

async function seedAt(instant: string): Promise<Firm> {
  const now = new Date(instant);
  const columns = await select<{ table: string; column: string; type: string }>(
    `SELECT c.table_name AS "table", c.column_name AS "column", c.data_type AS "type"
     FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND c.is_generated = 'NEVER' ORDER BY 1, 2`,
  );
  const names = [...new Set(columns.map(({ table }) => table))].filter(
    (name) => /^[A-Z]/.test(name) && !OURS.has(name),
  );
  await database().query(`TRUNCATE ${names.map((name) => `"${name}"`).join(', ')} CASCADE`);
  expect(await seedDemo(now)).toBe(true);
  const tables = new Map<string, Record<string, unknown>[]>();
  for (const name of names) {
    const own = columns.filter(
      ({ table, column }) => table === name && !NOT_COMPARED.has(`${name}.${column}`),
    );
    const key = own.some(({ column }) => column === 'id')
      ? 'id'
      : own
          .map(({ column }) => column)
          .filter((c) => c.endsWith('Id'))
          .join('","');
    const rows = key
      ? await select<Record<string, unknown>>(`SELECT * FROM "${name}" ORDER BY "${key}"`)
      : [];
    tables.set(
      name,
      rows.map((row) =>
        Object.fromEntries(
          own.map(({ column, type }) => [`${column}:${type}`, relate(row[column], type, now)]),
        ),
      ),
    );
  }
  return { now, tables };
}

/** Equal in days and hours from today, give or take the hour of a clock change; what happened “today” keeps to now. */
function isSameTime(one: number, firm: Firm, other: number, reference: Firm): boolean {
  const from = (at: number, { now }: Firm) => at - dayStart(ZONE, now).getTime();
  const recent = (at: number, { now }: Firm) => now.getTime() - at < 28 * HOUR && at <= now.getTime();
  if (Math.abs(from(one, firm) - from(other, reference)) <= HOUR) return true;
  return recent(one, firm) && recent(other, reference);
}

function differences(firm: Firm, reference: Firm): string[] {
  const found: string[] = [];
  for (const [table, rows] of reference.tables) {
    const others = firm.tables.get(table) ?? [];
    if (others.length !== rows.length) found.push(`${table}: ${others.length} rows for ${rows.length}`);
    rows.forEach((row, index) => {
      for (const [column, value] of Object.entries(row)) {
        const other = others[index]?.[column];
        const equal =
          column.endsWith(':timestamp with time zone') &&
          typeof value === 'number' &&
          typeof other === 'number'
            ? isSameTime(other, firm, value, reference)
            : JSON.stringify(other) === JSON.stringify(value);
        if (!equal) found.push(`${table}.${column}: ${JSON.stringify(other)} for ${JSON.stringify(value)}`);
      }
    });
  }
  return found;
}

/** Columns that say when something has happened: none of them may name a time that is still to come. */
const HAPPENED =
  /^(createdAt|updatedAt|occurredAt|completedAt|stageEnteredAt|sentAt|eventTimestamp|lastTouchAt|consentAt|emailOptOutAt|readAt|(accepted|delivered|bounced|dropped|firstOpen|firstClick)At):/;

function stillToCome({ now, tables }: Firm): string[] {
  return [...tables].flatMap(([table, rows]) =>
    rows.flatMap((row) =>
      Object.entries(row).flatMap(([column, value]) =>
        HAPPENED.test(column) && typeof value === 'number' && value > now.getTime()
          ? [`${table}.${column} ${new Date(value).toISOString()}`]
          : [],
      ),
    ),
  );
}

it('is the same firm at every instant: dates move, nothing else does, and what has happened is past', async () => {
  const reference = await seedAt('2026-11-23T15:00:00Z');
  expect(reference.tables.get('Deal')).toHaveLength(600);
  expect(stillToCome(reference)).toEqual([]);
  for (const instant of [
    '2026-11-23T22:55:00Z',
    '2027-03-14T08:30:00Z',
    '2028-02-29T13:00:00Z',
    '2026-12-31T23:59:50Z',
  ]) {
    const firm = await seedAt(instant);
    expect(differences(firm, reference).slice(0, 20)).toEqual([]);
    expect(stillToCome(firm)).toEqual([]);
  }
}, 120_000);
