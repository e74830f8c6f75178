import { once } from 'node:events';
import { createServer, request as send } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { symbols } from 'pino';
import { register } from 'prom-client';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { logger } from '../lib/logger';
import { useDatabase } from '../testing/db';
import { httpClient } from '../testing/http';
import { createFirm } from '../testing/people';
import type { Firm } from '../testing/people';

interface Line {
  level: number;
  msg: string;
  res?: { statusCode: number };
  err?: object;
}
const ERROR = 50;
const INFO = 30;

const db = useDatabase();
logger.level = 'debug';
const api = httpClient();
let firm: Firm;
let server: Server;
/** Holds locks. */
let outside: pg.Client;
/** Looks at what the database is doing: not in the transaction of the locks, which would see the same for ever. */
let observer: pg.Client;
/** What is logged, instead of on the console. */
const lines: Line[] = [];

beforeAll(async () => {
  const out = (logger as unknown as Record<symbol, { write(line: string): void }>)[symbols.streamSym]!;
  vi.spyOn(out, 'write').mockImplementation((line) => lines.push(JSON.parse(line) as Line));
  firm = await createFirm();
  outside = new pg.Client({ connectionString: db.url() });
  observer = new pg.Client({ connectionString: db.url() });
  await Promise.all([outside.connect(), observer.connect()]);
  server = createServer(api.app).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(async () => {
  server.closeAllConnections();
  await Promise.all([outside.end(), observer.end()]);
});

const waiting = async (): Promise<boolean> => {
  const { rows } = await observer.query(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rows.length > 0;
};
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('It never came to be.');
}

/** Asks for a report that waits for a lock on `table`, and hangs up. */
async function askAndHangUp(table: string): Promise<void> {
  lines.length = 0;
  await outside.query(`BEGIN; LOCK TABLE "${table}" IN ACCESS EXCLUSIVE MODE`);
  const req = send({
    port: (server.address() as AddressInfo).port,
    host: '127.0.0.1',
    method: 'POST',
    path: '/api/widgets/query',
    headers: { authorization: `Bearer ${firm.admin.token}`, 'content-type': 'application/json' },
  });
  req.on('error', () => undefined);
  req.end(JSON.stringify({ dataset: 'deals', metrics: ['count'] }));
  await until(waiting);
  req.destroy();
  await until(() => lines.some(({ res }) => res !== undefined));
  await outside.query('ROLLBACK');
  await until(async () => !(await waiting()));
  // What is refused hereafter is refused by now.
  await api.get('/auth/me', firm.admin);
}

it.each([
  ['before the work began', 'TableVersion'],
  ['while it was done', 'Deal'],
])('says that the caller hung up %s, and calls it no error', async (_when, table) => {
  await askAndHangUp(table);
  expect(lines.filter(({ level }) => level >= ERROR)).toEqual([]);
  const [aborted] = lines.filter(({ res }) => res?.statusCode === 499);
  expect(aborted).toMatchObject({ level: INFO, msg: 'request aborted by the client' });
  expect(aborted?.err).toBeUndefined();
  expect(await register.getSingleMetricAsString('http_request_duration_seconds')).not.toContain(
    'status="500"',
  );
});

it('says of what was answered that it was', async () => {
  lines.length = 0;
  await api.post('/widgets/query', firm.admin, { dataset: 'deals', metrics: ['count'] });
  expect(lines).toMatchObject([{ level: INFO, msg: 'request completed', res: { statusCode: 200 } }]);
});
