import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { journey, screenshot } from './support/journey';
import { apiAs, signIn } from './support/signIn';

const AGENT = 'agent@besahubs.test';

interface Made {
  id: string;
  version: number;
}
interface Deal extends Made {
  name: string;
  stage: string;
  agreementExpiry: string | null;
}
interface List<T> {
  items: T[];
  total: number;
}

/** From anywhere to a record, by its name, on the keyboard. */
async function goTo(page: Page, name: string): Promise<void> {
  await page.keyboard.press('/');
  await page.getByRole('combobox', { name: 'Search records' }).waitFor();
  await page.keyboard.type(name);
  await page.getByRole('option', { name }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}
/** Sends the form that is open. */
const submit = (page: Page) => page.keyboard.press('Control+Enter');
const dialog = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name });

/** Tabs on until a thing has the focus, as a person without a mouse would. */
async function tabTo(page: Page, label: string): Promise<void> {
  const field = page.getByRole('dialog').getByLabel(label, { exact: false }).first();
  for (let presses = 0; presses < 40; presses += 1) {
    if (await field.evaluate((node) => node === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${label} cannot be reached by Tab`);
}

async function dealOfAgent(url: string): Promise<{ deal: Deal; contact: string }> {
  const api = await apiAs(url, AGENT);
  const contact = await api.post<Made>('/contacts', { firstName: 'Noor', lastName: 'Castellan' });
  const deal = await api.post<Deal>('/deals', {
    name: 'Castellan flex lease',
    kind: 'lease',
    representation: 'tenant',
    clientContactId: contact.id,
    rentableSF: 12_500,
  });
  return { deal, contact: 'Noor Castellan' };
}

// First, while the demo firm is as it was seeded.
journey(
  'every core screen, in both themes and on a phone',
  async ({ app, page }) => {
    const api = await apiAs(app.url, AGENT);
    const first = async (path: string) => (await api.get<List<Made>>(path)).items[0]?.id ?? '';
    const screens = {
      home: '/',
      contacts: '/contacts',
      contact: `/contacts/${await first('/contacts?pageSize=1&hasEmail=true')}`,
      companies: '/companies',
      properties: '/properties',
      property: `/properties/${await first('/properties?pageSize=1')}`,
      deals: '/deals',
      board: '/deals?view=board',
      deal: `/deals/${await first('/deals?pageSize=1&sort=-value')}`,
      tasks: '/tasks',
    };
    await signIn(page, AGENT);
    for (const [name, path] of Object.entries(screens)) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(path);
      await page.locator('main h1').first().waitFor();
      await page.waitForLoadState('networkidle');
      await screenshot(page, `${name}-1440-light`);
      await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'dark'));
      await screenshot(page, `${name}-1440-dark`);
      await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'light'));
      await page.setViewportSize({ width: 360, height: 780 });
      await page.locator('main h1').first().waitFor();
      await screenshot(page, `${name}-360-light`);
    }
  },
  180_000,
);

journey('a morning without a mouse: call, next task, the deal through its gate', async ({ app, page }) => {
  const { deal, contact } = await dealOfAgent(app.url);
  await signIn(page, AGENT);
  await page.getByRole('heading', { name: /^Good (morning|afternoon|evening), Dana/ }).waitFor();

  await goTo(page, contact);
  await page.keyboard.press('l');
  await dialog(page, 'Log call').waitFor();
  await page.keyboard.type('Wants to see 12,500 SF by the port before Friday.');
  await submit(page);
  await page.getByText('Call logged').waitFor();
  await page.getByText('Wants to see 12,500 SF').waitFor();

  await page.keyboard.press('t');
  await dialog(page, /task/i).waitFor();
  await page.keyboard.type('Send three options');
  await submit(page);
  await page.getByText(/Created Send three options/).waitFor();

  await goTo(page, deal.name);
  await page.keyboard.press('m');
  await page.getByRole('menu', { name: 'Move to stage' }).waitFor();
  await page.keyboard.press('e');
  await page.keyboard.press('Enter');
  await dialog(page, 'Move to Engaged').waitFor();
  await page.keyboard.type('Exclusive tenant representation');
  await tabTo(page, 'Expires');
  await page.keyboard.type('06302028');
  await screenshot(page, 'deal-gate-1440-light');
  await submit(page);
  await page.getByText(`${deal.name} is now in Engaged`).waitFor();

  const moved = await (await apiAs(app.url, AGENT)).get<Deal>(`/deals/${deal.id}`);
  expect(moved).toMatchObject({ stage: 'engaged', agreementExpiry: '2028-06-30' });
});

journey('creates a contact from anywhere, deletes it, and thinks again', async ({ app, page }) => {
  await signIn(page, AGENT);
  await page.keyboard.press('c');
  await page.getByRole('menuitem', { name: 'Contact', exact: true }).focus();
  await page.keyboard.press('Enter');
  await dialog(page, /contact/i).waitFor();
  await page.keyboard.type('Imani');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Vantongeren');
  await submit(page);
  await page.getByText(/Created Imani Vantongeren/).waitFor();

  await goTo(page, 'Imani Vantongeren');
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('alert').getByRole('button', { name: 'Undo' }).click();
  const api = await apiAs(app.url, AGENT);
  await expect
    .poll(async () => (await api.get<List<Made>>('/contacts?q=Vantongeren')).total, { timeout: 10_000 })
    .toBe(1);
});

journey('moves a card on the board with the space bar and the arrows', async ({ app, page }) => {
  const api = await apiAs(app.url, AGENT);
  const contact = await api.post<Made>('/contacts', { firstName: 'Bo', lastName: 'Lindqvist' });
  const deal = await api.post<Deal>('/deals', {
    name: 'Lindqvist showroom',
    kind: 'lease',
    representation: 'tenant',
    clientContactId: contact.id,
    rentableSF: 4_000,
    value: 480_000,
    commissionBasis: 'percent',
    commissionRate: 4,
  });
  await signIn(page, AGENT);
  await page.goto('/deals?view=board&q=Lindqvist');
  const card = page.getByRole('link', { name: deal.name });
  await card.focus();
  await page.keyboard.press('Space');
  await page.getByText(`${deal.name} is over Prospect`).waitFor({ state: 'attached' });
  await page.keyboard.press('ArrowRight');
  await page.getByText(`${deal.name} is over Pursuit`).waitFor({ state: 'attached' });
  await page.keyboard.press('Space');
  await page.getByText(`${deal.name} is now in Pursuit`).waitFor();
  expect((await api.get<Deal>(`/deals/${deal.id}`)).stage).toBe('pursuit');
});

journey("somebody else's deal does not exist", async ({ app, page }) => {
  const admin = await apiAs(app.url, 'admin@besahubs.test');
  const own = await (await apiAs(app.url, AGENT)).get<List<Deal>>('/deals?pageSize=200');
  const mine = new Set(own.items.map(({ id }) => id));
  const all = await admin.get<List<Deal>>('/deals?pageSize=200');
  const foreign = all.items.find(({ id }) => !mine.has(id));
  expect(own.total).toBeLessThan(all.total);
  await signIn(page, AGENT);
  await page.goto(`/deals/${foreign?.id ?? ''}`);
  await page.getByRole('heading', { name: 'Not found' }).waitFor();
  expect(await page.getByText(foreign?.name ?? '').count()).toBe(0);
  await page.goto('/nothing/here');
  await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
});

journey('keeps the theme and the time zone one has chosen', async ({ page }) => {
  await signIn(page, 'jonah@besahubs.test');
  await page.getByRole('button', { name: 'Account of' }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await page.goto('/settings/profile');
  await page.getByLabel('Time zone').fill('Tokyo');
  await page.getByRole('option', { name: /Tokyo/ }).first().click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Profile saved').waitFor();
  await page.goto('/calendar');
  expect(await page.evaluate(() => document.documentElement.getAttribute('data-theme'))).toBe('dark');
  await page.getByRole('button', { name: 'Account of' }).click();
  await page.getByText(/Tokyo/).waitFor();
  await screenshot(page, 'account-menu-1440-dark');
});
