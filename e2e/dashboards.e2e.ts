import { readFile } from 'node:fs/promises';
import pg from 'pg';
import type { Download, Page } from 'playwright-core';
import { expect } from 'vitest';
import { newContext } from './support/browser';
import { journey, screenshot } from './support/journey';
import { apiAs, signIn } from './support/signIn';

const ADMIN = 'admin@besahubs.test';
const MANAGER = 'manager@besahubs.test';
const AGENT = 'agent@besahubs.test';

interface Position {
  widgetId: string;
  x: number;
  y: number;
  w: number;
  h: number;
}
interface Dashboard {
  id: string;
  name: string;
  layout: Position[];
  widgets: { id: string; title: string; type: string }[];
}

/** One figure straight from the database, past everything of ours. */
async function figure(databaseUrl: string, sql: string, values: unknown[] = []): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ n: string }>(sql, values);
    return Number(rows[0]?.n);
  } finally {
    await client.end();
  }
}
const ALL_DEALS = `SELECT count(*) AS n FROM "Deal" WHERE "deletedAt" IS NULL`;
const OF_AGENT = `${ALL_DEALS} AND ("ownerId" = (SELECT id FROM "User" WHERE email = $1)
  OR id IN (SELECT "dealId" FROM "DealMember" WHERE "userId" = (SELECT id FROM "User" WHERE email = $1)))`;

const number = (value: number): string => new Intl.NumberFormat('en-US').format(value);
const tile = (page: Page, title: string) => page.locator('[data-tile]').filter({ hasText: title }).first();

interface NewWidget {
  type: 'Number' | 'Bars' | 'Funnel' | 'Table';
  title: string;
}
/** What the editor proposes for deals, as another picture. */
async function addWidget(page: Page, { type, title }: NewWidget): Promise<void> {
  await page.getByRole('button', { name: 'Add widget' }).first().click();
  const editor = page.getByRole('dialog', { name: /widget/i });
  await editor.getByRole('radio', { name: new RegExp(`^${type}`) }).click();
  await editor.getByLabel('Title', { exact: true }).fill(title);
  await page.keyboard.press('Control+Enter');
  await editor.waitFor({ state: 'detached' });
  await tile(page, title).waitFor();
}

async function downloaded(
  page: Page,
  start: () => Promise<void>,
): Promise<{ file: Download; bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent('download'), start()]);
  return { file, bytes: await readFile(await file.path()) };
}

const idOf = (page: Page): string => new URL(page.url()).pathname.split('/').at(-1) ?? '';

journey(
  'a dashboard from nothing: widgets, arranging, filters, rows, sharing, files',
  async ({ app, browser, page }) => {
    const all = await figure(app.databaseUrl, ALL_DEALS);
    await signIn(page, ADMIN);
    await page.goto('/dashboards');
    await page.getByRole('button', { name: 'New dashboard' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Pipeline review');
    await screenshot(page, 'dashboard-templates-1440-light');
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByText('No widgets yet').waitFor();

    // The editor shows the answer while the question is asked.
    await page.getByRole('button', { name: 'Add widget' }).first().click();
    await page.getByText('9 stages').waitFor();
    await screenshot(page, 'widget-editor-1440-light');
    await page.keyboard.press('Escape');

    await addWidget(page, { type: 'Number', title: 'All deals' });
    await addWidget(page, { type: 'Bars', title: 'Deals by stage' });
    await addWidget(page, { type: 'Funnel', title: 'Stage funnel' });
    await addWidget(page, { type: 'Table', title: 'Stage table' });
    await tile(page, 'All deals').getByText(number(all), { exact: true }).waitFor();

    // Arranged by mouse, and by keyboard; both are kept.
    const api = await apiAs(app.url, ADMIN);
    const id = idOf(page);
    const saved = () => api.get<Dashboard>(`/dashboards/${id}`);
    const placeOf = async (title: string) => {
      const { widgets, layout } = await saved();
      const widget = widgets.find((each) => each.title === title);
      return layout.find(({ widgetId }) => widgetId === widget?.id);
    };
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    const group = page.getByRole('group', { name: /^All deals:/ });
    const wide = (await placeOf('All deals'))?.w ?? 0;
    await group.focus();
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(async () => (await placeOf('All deals'))?.w).toBe(wide + 1);
    const before = await placeOf('Stage table');
    const handle = page.getByRole('group', { name: /^Stage table:/ }).locator('.tile-handle');
    // Not to the lower edge, where messages lie.
    await handle.evaluate((node) => node.scrollIntoView({ block: 'center' }));
    const from = await handle.boundingBox();
    if (!from) throw new Error('no handle to drag');
    await page.mouse.move(from.x + 8, from.y + 8);
    await page.mouse.down();
    await page.mouse.move(from.x + (before?.x ? -560 : 560), from.y + 12, { steps: 12 });
    await page.mouse.up();
    await expect.poll(async () => (await placeOf('Stage table'))?.x).not.toBe(before?.x);
    await screenshot(page, 'dashboard-arrange-1440-light');
    await page.getByRole('button', { name: 'Done', exact: true }).click();

    // The offer to take it back goes with the dashboard that it is about.
    await page.getByText('Layout changed').waitFor();
    await page.getByRole('link', { name: 'All dashboards' }).click();
    await page.getByText('Layout changed').waitFor({ state: 'hidden', timeout: 2_000 });
    await page.goBack();
    await tile(page, 'All deals').waitFor();

    // Filtered for all widgets; the address says so.
    await page.getByRole('button', { name: /\(date range\)$/ }).click();
    await page.getByRole('menuitem', { name: 'This quarter' }).click();
    await page.waitForURL(/range=this_quarter/);
    const quarter = await figure(
      app.databaseUrl,
      `${ALL_DEALS} AND date_trunc('quarter', "createdAt" AT TIME ZONE $1) = date_trunc('quarter', now() AT TIME ZONE $1)`,
      [(await api.get<{ timezone: string }>('/auth/me')).timezone],
    );
    await tile(page, 'All deals').getByText(number(quarter), { exact: true }).waitFor();
    await page.reload();
    await tile(page, 'All deals').getByText(number(quarter), { exact: true }).waitFor();
    await page.goto(`/dashboards/${id}`);
    await tile(page, 'All deals').getByText(number(all), { exact: true }).waitFor();

    // From a bar to its rows, and on to the list: the same number three times.
    const stages = `SELECT count(*) AS n FROM "Deal" WHERE "deletedAt" IS NULL AND stage = 'prospect'`;
    const prospects = await figure(app.databaseUrl, stages);
    await tile(page, 'Deals by stage').locator('.recharts-bar-rectangle path').first().click();
    await page.getByRole('menuitem', { name: `See the ${number(prospects)} deals` }).waitFor();
    await screenshot(page, 'dashboard-bar-menu-1440-light');
    await page.keyboard.press('Enter');
    const drill = page.getByRole('dialog', { name: /Deals by stage: rows of/ });
    await drill.getByText(`${number(prospects)} rows`).waitFor();
    await screenshot(page, 'dashboard-rows-1440-light');
    await drill.getByRole('button', { name: 'Open as list' }).click();
    await page.waitForURL(/\/deals\?.*segment=/);
    await page
      .getByText(new RegExp(`^${number(prospects)} `))
      .first()
      .waitFor();
    await screenshot(page, 'deals-from-report-1440-light');

    // Shared with roles; each sees their own rows.
    await page.goto(`/dashboards/${id}`);
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await page.getByRole('switch', { name: /managers/i }).click();
    await page.getByRole('switch', { name: /agents/i }).click();
    await expect
      .poll(async () => (await apiAs(app.url, AGENT)).get<Dashboard>(`/dashboards/${id}`))
      .toBeTruthy();
    await screenshot(page, 'dashboard-share-1440-light');
    await page.getByRole('button', { name: 'Done', exact: true }).click();

    const picture = await downloaded(page, async () => {
      await page.getByRole('button', { name: 'More actions' }).click();
      await page.getByRole('menuitem', { name: 'Save as PNG' }).click();
      await page.getByRole('button', { name: 'Save', exact: true }).click();
    });
    expect(picture.bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(picture.bytes.readUInt32BE(16)).toBeGreaterThan(2000);
    const table = await downloaded(page, async () => {
      await page.getByRole('button', { name: 'Actions of Stage table' }).click();
      await page.getByRole('menuitem', { name: 'Export CSV' }).click();
    });
    const lines = table.bytes.toString('utf8').trim().split(/\r?\n/);
    expect(lines).toHaveLength(10);
    expect(lines.slice(1).reduce((sum, line) => sum + Number(line.split(',').at(-1)), 0)).toBe(all);

    const agent = await newContext(browser, { baseURL: app.url });
    const theirs = await agent.newPage();
    await signIn(theirs, AGENT);
    await theirs.goto('/dashboards?view=shared');
    await theirs.getByText('Pipeline review').click();
    const own = await figure(app.databaseUrl, OF_AGENT, [AGENT]);
    expect(own).toBeLessThan(all);
    await tile(theirs, 'All deals').getByText(number(own), { exact: true }).waitFor();
    await expect(theirs.getByRole('button', { name: 'Share', exact: true }).count()).resolves.toBe(0);
    await agent.close();
  },
  240_000,
);

journey(
  'a sales leader’s dashboard moves while one looks at it, in both themes and on a phone',
  async ({ app, page }) => {
    const admin = await apiAs(app.url, ADMIN);
    const { items } = await admin.get<{ items: Dashboard[] }>('/dashboards?view=mine');
    const leader = items.find(({ name }) => /sales leader/i.test(name));
    await signIn(page, ADMIN);
    await page.goto(`/dashboards/${leader?.id}`);
    const closed = page.locator('[data-tile][aria-label="Closed commission"]');
    await closed.getByText(/\$/).first().waitFor();
    // Whose dates a figure is of stands below its title, also once the dashboard replaces them.
    await closed.getByText('Quarter to date').waitFor();
    await page.getByRole('button', { name: /\(date range\)$/ }).click();
    await page.getByRole('menuitem', { name: 'Last 12 months' }).click();
    const dates = closed.locator('[data-dates]');
    await expect.poll(() => dates.innerText()).toBe('Last 12 months (dashboard) · Actual close');
    await tile(page, 'Weighted pipeline').getByText('Any date (fixed)').waitFor();
    await page.goBack();
    await closed.getByText('Quarter to date').waitFor();
    await page.waitForLoadState('networkidle');
    await screenshot(page, 'dashboard-sales-leader-1440-light', { fullPage: true });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'dark'));
    await screenshot(page, 'dashboard-sales-leader-1440-dark');
    await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'light'));

    const manager = await apiAs(app.url, MANAGER);
    const companies = await manager.get<{ items: { id: string }[] }>('/companies?pageSize=1');
    const pipeline = () =>
      tile(page, 'Weighted pipeline')
        .getByRole('button', { name: /Show the rows/ })
        .first()
        .textContent();
    const before = await pipeline();
    await manager.post('/deals', {
      name: 'A very large listing',
      kind: 'sale',
      representation: 'seller',
      clientCompanyId: companies.items[0]?.id,
      value: 900_000_000,
      commissionBasis: 'flat',
      commissionRate: 400_000_000,
    });
    await expect.poll(pipeline, { timeout: 20_000 }).not.toBe(before);

    await page.setViewportSize({ width: 360, height: 780 });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await screenshot(page, 'dashboard-sales-leader-360-light');
  },
  120_000,
);
