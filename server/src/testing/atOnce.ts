import pg from 'pg';

/**
 * Lets several calls meet at one row: it is held (`lock` is a SELECT … FOR UPDATE) until every one of them waits for a lock,
 * then let go. Whoever looked without locking has looked by then.
 */
export async function meetAt<T>(
  url: string,
  lock: string,
  calls: readonly (() => PromiseLike<T>)[],
): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('BEGIN');
    const { rowCount } = await client.query(lock);
    if (!rowCount) throw new Error('There is nothing to hold.');
    const running = Promise.all(calls.map(async (call) => call()));
    const waiting = async () => {
      const { rows } = await client.query<{ count: string }>(
        `SELECT count(*), pg_sleep(0.005) FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return Number(rows[0]?.count);
    };
    while ((await waiting()) < calls.length);
    await client.query('COMMIT');
    return await running;
  } finally {
    await client.end();
  }
}
