import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { crawl, Watch } from './support/crawl';
import { journey } from './support/journey';
import { PASSWORD } from './support/signIn';

/** Without the page of the login: the refresh cookie is enough. */
async function signInAs(page: Page, role: string): Promise<void> {
  const data = { email: `${role}@besahubs.test`, password: PASSWORD };
  expect((await page.context().request.post('/api/auth/login', { data })).status()).toBe(200);
}

/** Begins signed in, on the home page. */
async function begin(page: Page, role: string): Promise<Watch> {
  await signInAs(page, role);
  const watch = new Watch(page);
  await page.goto('/');
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
  await watch.settled();
  return watch;
}

/** Every form of the create menu opens and closes again. */
async function openForms(page: Page): Promise<void> {
  const menu = page.getByRole('menu');
  const open = () => page.getByRole('banner').getByRole('button', { name: 'New' }).click();
  await open();
  const labels = await menu.getByRole('menuitem').allInnerTexts();
  expect(labels.length).toBeGreaterThan(5);
  await page.keyboard.press('Escape');
  for (const label of labels) {
    await open();
    await menu.getByRole('menuitem', { name: label, exact: true }).click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
}

/** What the keys and the top bar open: palette, shortcuts, notifications, account. */
async function openShell(page: Page, watch: Watch): Promise<void> {
  await page.keyboard.press('/');
  await page.getByRole('combobox', { name: 'Search records or type a command' }).fill('harbor');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('article').waitFor();
  await watch.settled();
  await watch.look();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Notifications/ }).click();
  await page.getByRole('link', { name: 'All notifications' }).click();
  await page.getByRole('heading', { name: 'Notifications', level: 1 }).waitFor();
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Profile' }).click();
  await page.getByRole('tab', { name: 'Integrations' }).waitFor();
  await watch.settled();
}

/**
 * Some twenty pages with their tabs, while the other journeys of this file go on (they only look, each in a window of its
 * own, and mostly wait), on a machine that does other things besides.
 */
const LIMIT = 300_000;

const EVERYBODY = [
  '/',
  '/properties',
  '/contacts',
  '/companies',
  '/deals',
  '/tasks',
  '/calendar',
  '/campaigns',
  '/dashboards',
  '/agents',
  '/settings/profile',
  '/settings/integrations',
  '/settings/audit',
  '/agents/:id',
  '/deals/:id',
  '/contacts/:id',
  '/companies/:id',
  '/properties/:id',
  '/dashboards/:id',
];
/** The demo's lists belong to a manager, and its campaigns to agents other than the one who signs in. */
const PLACES = {
  admin: [...EVERYBODY, '/campaigns/:id', '/lists/:id', '/settings/teams'],
  manager: [...EVERYBODY, '/campaigns/:id'],
  agent: EVERYBODY,
};

for (const [role, expected] of Object.entries(PLACES))
  journey.concurrent(
    `no link, form or menu of the ${role} is dead`,
    async ({ page }) => {
      const watch = await begin(page, role);
      await openForms(page);
      await openShell(page, watch);
      const places = await crawl(page, watch);
      expect(watch.problems).toEqual([]);
      expect(places).toEqual(expect.arrayContaining(expected));
    },
    LIMIT,
  );

journey.concurrent('a dead link would be noticed', async ({ page }) => {
  const watch = await begin(page, 'agent');
  await watch.visit('/nowhere');
  await watch.visit('/deals/00000000-0000-4000-8000-000000000000');
  expect(watch.problems).toEqual(
    expect.arrayContaining([
      '/nowhere: shows “There is nothing here”',
      expect.stringContaining(': 404 GET /api/deals/') as string,
    ]),
  );
});

declare global {
  interface Window {
    axe: { run(options: RunOptions): Promise<AxeResults> };
  }
}
const SERIOUS = ['serious', 'critical'];

async function findings(page: Page, rules?: string[]): Promise<string[]> {
  const runOnly = rules ?? ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
  const options: RunOptions = {
    runOnly: { type: rules ? 'rule' : 'tag', values: runOnly },
    resultTypes: ['violations'],
  };
  const { violations } = await page.evaluate((how) => window.axe.run(how), options);
  return violations
    .filter(({ impact }) => SERIOUS.includes(impact ?? ''))
    .flatMap(({ id, nodes }) => nodes.slice(0, 3).map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

journey.concurrent(
  'axe finds nothing serious on the main pages, in both themes, wide and narrow',
  async ({ page }) => {
    const watch = await begin(page, 'admin');
    const source = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
    await page.evaluate(await readFile(source, 'utf8'));
    // A colour half way between two themes is nobody's.
    await page.addStyleTag({ content: '*, *::before, *::after { transition: none !important; }' });
    const found: string[] = [];
    const inTheme = async (theme: string, where: string, rules?: string[]) => {
      await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme);
      for (const finding of await findings(page, rules)) found.push(`${where}, ${theme}: ${finding}`);
    };
    const pages = [...PLACES.admin.filter((path) => !path.includes(':')), '/notifications'];
    for (const width of [1440, 360]) {
      await page.setViewportSize({ width, height: width === 360 ? 780 : 900 });
      for (const path of pages) {
        await watch.visit(path);
        await inTheme('light', `${path} at ${width}`);
        // Structure is the same in the dark; colours are not.
        await inTheme('dark', `${path} at ${width}`, ['color-contrast']);
      }
    }
    expect(found).toEqual([]);
    expect(watch.problems).toEqual([]);
  },
  LIMIT,
);
