import { Client } from 'pg';
import { expect, inject, it } from 'vitest';
import { launchBrowser, newContext } from './support/browser';

/** What the suite would notice late, when it runs under a clock that is not the machine's own. */
const MINUTE = 60_000;

it('server, database and browser have the clock of the tests', async () => {
  const { url, databaseUrl } = inject('app');
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ now: Date }>('SELECT clock_timestamp() AS now');
  await client.end();
  const server = new Date((await fetch(`${url}/api/health`)).headers.get('date') ?? 0);
  const browser = await launchBrowser();
  try {
    const page = await (await newContext(browser)).newPage();
    await page.goto(`${url}/login`);
    const shown = await page.evaluate(() => Date.now());
    for (const clock of [rows[0]?.now.getTime() ?? 0, server.getTime(), shown])
      expect(Math.abs(clock - Date.now())).toBeLessThan(MINUTE);
  } finally {
    await browser.close();
  }
});
