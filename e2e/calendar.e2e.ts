import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { journey, screenshot } from './support/journey';
import { google, microsoft, type Provider } from './support/providers';
import { apiAs, signIn } from './support/signIn';

/** A demo user without a calendar. */
const WHO = 'admin@besahubs.test';
const ADDRESS = { Google: 'alex.rivera@gmail.example', Microsoft: 'alex.rivera@besahubs.example' };
const DAY = 86_400_000;
/** Journeys run at any hour: what they look at is tomorrow at 15:00 UTC, in the first half of the agenda. */
const tomorrow = (hour: number) => new Date(Math.floor(Date.now() / DAY + 1) * DAY + hour * 3_600_000);
const fromNow = (days: number) => new Date(tomorrow(15).getTime() + days * DAY);

interface Account {
  id: string;
  email: string;
  lastSyncAt: string | null;
}
interface Stored {
  title: string | null;
}
const api = (url: string) => apiAs(url, WHO);

async function storedTitles(url: string): Promise<string[]> {
  const span = new URLSearchParams({ from: fromNow(-190).toISOString(), to: fromNow(190).toISOString() });
  const events = await (await api(url)).get<Stored[]>(`/calendar/events?${span.toString()}`);
  return events.map(({ title }) => title ?? '');
}

/** From the button that leaves for the provider to the calendar with what was read there. */
async function consent(page: Page, provider: Provider): Promise<void> {
  const address = page.locator(`input[type=radio][value="${ADDRESS[provider.name]}"]`);
  await address.check();
  await screenshot(page, `consent-${provider.name.toLowerCase()}-1440-light`);
  await page.getByRole('button', { name: provider.agree }).click();
  await page.getByText(`${provider.name} calendar connected`).waitFor();
}

const agendaRow = (page: Page, title: string) =>
  page.locator('.bh-calendar').getByRole('button', { name: title });

/** The time of an event on the wall of the person: “9 – 10am” begins with 9. */
const beginsAt = (at: Date, timeZone: string) =>
  new RegExp(
    `^${new Intl.DateTimeFormat('en-US', { hour: 'numeric', timeZone }).format(at).split(' ')[0]}\\D`,
  );

/** Created here, changed there, deleted here: what each side does, the other shows. */
async function bothWays(page: Page, url: string, provider: Provider): Promise<void> {
  const email = ADDRESS[provider.name];
  const title = `Walk the roof with ${provider.name}`;
  await page.getByRole('button', { name: 'New event' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Title').fill(title);
  await form.getByLabel('Location').fill('1200 Harbor Street');
  const start = form.getByLabel('Starts');
  const startsAt = (await start.inputValue()).replace(/^.{10}/, tomorrow(15).toISOString().slice(0, 10));
  await start.fill(startsAt);
  await form.getByLabel('Calendar').click();
  await page.getByRole('option', { name: email }).click();
  await screenshot(page, `event-form-${provider.name.toLowerCase()}-1440-light`);
  await form.getByRole('button', { name: 'Create event' }).click();
  await page.getByText(`Created ${title}`).waitFor();
  await agendaRow(page, title).waitFor();

  const made = (await provider.events(email)).find((event) => event.title === title);
  expect(made).toBeDefined();

  // The account's owner moves and renames it at the provider; a sync that this page did not ask for brings it here.
  const renamed = `${title}, with the engineer`;
  await provider.edit(email, made?.id ?? '', { title: renamed, start: tomorrow(17), minutes: 45 });
  const calls = await api(url);
  const accounts = await calls.get<Account[]>('/calendar/accounts');
  await calls.post('/calendar/sync', { accountId: accounts.find((one) => one.email === email)?.id });
  await agendaRow(page, renamed).waitFor();

  await agendaRow(page, renamed).click();
  await page.getByRole('complementary', { name: renamed }).getByText('1200 Harbor Street').waitFor();
  await screenshot(page, `calendar-event-${provider.name.toLowerCase()}-1440-light`);
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete event' }).click();
  await page.getByText(`Deleted ${renamed}`).waitFor();
  expect((await provider.events(email)).map((event) => event.title)).not.toContain(renamed);
  expect(await agendaRow(page, renamed).count()).toBe(0);
}

journey(
  'connects Google and Microsoft, and what either side does the other shows',
  async ({ app, page }) => {
    const providers = [google(app.emulators.google), microsoft(app.emulators.microsoft)];
    for (const { name, seed } of providers)
      await seed(ADDRESS[name], [
        { title: `${name} tour`, start: tomorrow(15), minutes: 60 },
        { title: `${name} within the past`, start: fromNow(-88), minutes: 30 },
        { title: `${name} too long ago`, start: fromNow(-93), minutes: 30 },
        { title: `${name} within the future`, start: fromNow(57), minutes: 30 },
        { title: `${name} too far ahead`, start: fromNow(63), minutes: 30 },
      ]);
    const { timezone } = await (await api(app.url)).get<{ timezone: string }>('/auth/me');

    await signIn(page, WHO);
    await page.goto('/calendar');
    await page.getByText('Your calendar, beside your deals').waitFor();
    await screenshot(page, 'calendar-empty-1440-light');
    for (const provider of providers) {
      const first = provider.name === 'Google';
      if (!first) await page.getByRole('button', { name: 'Add calendar' }).click();
      await page.getByRole(first ? 'button' : 'menuitem', { name: `Connect ${provider.name}` }).click();
      await consent(page, provider);
      await expect
        .poll(() => storedTitles(app.url), { timeout: 30_000 })
        .toContain(`${provider.name} within the future`);
      const titles = await storedTitles(app.url);
      expect(titles).toContain(`${provider.name} within the past`);
      expect(titles).not.toContain(`${provider.name} too long ago`);
      expect(titles).not.toContain(`${provider.name} too far ahead`);

      await page.getByRole('button', { name: 'Agenda' }).click();
      const row = agendaRow(page, `${provider.name} tour`);
      await row.getByText(beginsAt(tomorrow(15), timezone)).waitFor();
      await bothWays(page, app.url, provider);
    }
  },
  180_000,
);

journey('says no at the consent screen, and is told what that means', async ({ page }) => {
  await signIn(page, 'priya@besahubs.test');
  await page.goto('/calendar');
  await page.getByRole('button', { name: 'Connect Google' }).click();
  await page.getByRole('button', { name: 'Deny' }).click();
  await page.getByText('You did not allow access').waitFor();
  await page.getByRole('button', { name: 'Connect Microsoft' }).waitFor();
});

journey('shows month, week, day and agenda in both themes and on a phone', async ({ page }) => {
  await signIn(page, 'agent@besahubs.test');
  for (const view of ['month', 'week', 'day', 'agenda']) {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`/calendar?view=${view}`);
    await page.locator('.bh-face').first().waitFor();
    await screenshot(page, `calendar-${view}-1440-light`);
    await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'dark'));
    await screenshot(page, `calendar-${view}-1440-dark`);
    await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'light'));
    await page.setViewportSize({ width: 360, height: 780 });
    await screenshot(page, `calendar-${view}-360-light`);
  }
});
