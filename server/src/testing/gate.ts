import pg from 'pg';
import { onTestFinished } from 'vitest';

/** Any number that nobody else locks. */
const KEY = 20_261;

export interface Gate {
  /** Resolves when so many stand before it. */
  arrived(count?: number): Promise<void>;
  /** Lets them on, and whoever comes after; for good. */
  open(): Promise<void>;
}

const functionFor = (body: string) =>
  `CREATE OR REPLACE FUNCTION at_the_gate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body} END $$`;

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

/**
 * Holds up a write on purpose: whoever writes a row of the table for which `when` holds (SQL over NEW) waits inside its
 * transaction, the row locked, until the gate is opened; without `when` whoever begins such a statement, with no row
 * locked yet. So a test can act while somebody else is half done. One gate at a time.
 */
export async function closeGate(
  url: string,
  table: string,
  when: string | null,
  verb = 'UPDATE',
): Promise<Gate> {
  const client = await connected(url);
  await client.query(functionFor(`PERFORM pg_advisory_xact_lock_shared(${KEY}); RETURN NEW;`));
  await client.query(
    `CREATE TRIGGER at_the_gate BEFORE ${verb} ON "${table}" FOR EACH ${when === null ? 'STATEMENT' : `ROW WHEN (${when})`} EXECUTE FUNCTION at_the_gate()`,
  );
  await client.query('SELECT pg_advisory_lock($1)', [KEY]);
  const waiting = async () => {
    const { rows } = await client.query<{ count: string }>(
      `SELECT count(*), pg_sleep(0.005) FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND NOT granted
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      [KEY],
    );
    return Number(rows[0]?.count);
  };
  const open = once(async () => {
    await client.query('SELECT pg_advisory_unlock($1)', [KEY]);
    await client.query(`DROP TRIGGER at_the_gate ON "${table}"`);
    await client.end();
  });
  return {
    async arrived(count = 1) {
      while ((await waiting()) < count);
    },
    open,
  };
}

/** Runs once, at the latest when the test has ended, failed or not: nobody is left waiting. */
function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  const run = () => (done ??= work());
  onTestFinished(run);
  return run;
}

/**
 * Lets a write fail: at once, or (`late`) when its transaction commits, so that all that went before is rolled back.
 * Answers how to mend it.
 */
export async function breakWrites(
  url: string,
  table: string,
  when: string,
  { verb = 'INSERT OR UPDATE', late = false } = {},
): Promise<() => Promise<void>> {
  const client = await connected(url);
  await client.query(functionFor(`RAISE EXCEPTION 'broken on purpose';`));
  await client.query(
    `CREATE CONSTRAINT TRIGGER at_the_gate AFTER ${verb} ON "${table}"
      ${late ? 'DEFERRABLE INITIALLY DEFERRED' : ''} FOR EACH ROW WHEN (${when}) EXECUTE FUNCTION at_the_gate()`,
  );
  return once(async () => {
    await client.query(`DROP TRIGGER at_the_gate ON "${table}"`);
    await client.end();
  });
}
