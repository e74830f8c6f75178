import { expect } from 'vitest';
import { journey, screenshot } from './support/journey';
import { apiAs, PASSWORD, signIn } from './support/signIn';

interface Sent {
  id: string;
  subject: string;
  links: string[];
}
/** Waits until a mail lies in the inbox of the pretend SendGrid. */
async function mailTo(sendgrid: string, address: string): Promise<Sent> {
  const find = async () => {
    const answer = await fetch(`${sendgrid}/_control/messages?to=${encodeURIComponent(address)}`);
    return ((await answer.json()) as { messages: Sent[] }).messages[0];
  };
  await expect.poll(find, { timeout: 20_000 }).toBeTruthy();
  return (await find()) as Sent;
}
const act = (sendgrid: string, mail: Sent, action: string, body: object = {}) =>
  fetch(`${sendgrid}/_control/messages/${mail.id}/${action}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

journey(
  'invites a contact, and sees the mail opened and clicked without a reload',
  async ({ app, page, context }) => {
    const address = 'dana.rivers@harborpoint.example';
    const { id } = await (
      await apiAs(app.url, 'admin@besahubs.test')
    ).post<{ id: string }>('/contacts', {
      firstName: 'Dana',
      lastName: 'Rivers',
      email: address,
      title: 'Asset Manager',
    });

    await signIn(page, 'admin@besahubs.test');
    await page.goto(`/contacts/${id}?tab=email`);
    await page.getByText('No e-mail yet').waitFor();
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Send invitation' }).click();
    await page.getByLabel('A personal line').fill('It was good to meet you at the Oakland tour.');
    await screenshot(page, 'contact-invite-1440-light');
    await page.getByRole('button', { name: 'Send invitation' }).click();

    const mail = await mailTo(app.emulators.sendgrid, address);
    const link = mail.links.find((url) => url.includes('/welcome/')) ?? '';
    await page.getByRole('table', { name: 'E-mail events' }).getByText('Delivered').waitFor();
    await act(app.emulators.sendgrid, mail, 'open');
    await page.getByRole('table', { name: 'E-mail events' }).getByText('Opened').waitFor();
    await act(app.emulators.sendgrid, mail, 'click', { url: link });
    await page.getByRole('table', { name: 'E-mail events' }).getByText('Clicked').waitFor();
    await page.getByTestId('email-clicks').getByText('100%').waitFor();
    await screenshot(page, 'contact-email-activity-1440-light');
    await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'dark'));
    await screenshot(page, 'contact-email-activity-1440-dark');
    await page.setViewportSize({ width: 360, height: 780 });
    await screenshot(page, 'contact-email-activity-360-dark');

    const inbox = await context.newPage();
    await inbox.goto(`${app.emulators.sendgrid}/inbox`);
    await inbox.getByText(mail.subject).first().waitFor();
    await screenshot(inbox, 'sendgrid-inbox-1440-light');

    const guest = await context.newPage();
    await guest.goto(link);
    await guest.getByRole('heading', { name: 'Welcome, Dana' }).waitFor();
    await guest.getByLabel('Phone').fill('+1 510 555 0134');
    await guest.getByLabel('Properties and market news that fit me').check();
    await screenshot(guest, 'welcome-1440-light');
    await guest.getByRole('button', { name: 'Save' }).click();
    await guest.getByRole('heading', { name: 'Thank you' }).waitFor();
  },
);

journey(
  'sends a campaign: audience, preview as a contact, send, counters that move',
  async ({ app, page }) => {
    await signIn(page, 'manager@besahubs.test');
    await page.goto('/campaigns');
    await page.getByRole('heading', { name: 'Campaigns' }).waitFor();
    await page.getByText('Market report, autumn').waitFor();
    await screenshot(page, 'campaigns-1440-light');
    await page.getByRole('button', { name: 'New campaign' }).click();
    await page.getByLabel('Name', { exact: false }).first().fill('Harbor Street launch');
    await page.getByLabel('Subject').fill('42,000 SF of dock-high industrial by the port');
    await page.getByLabel('Or by filters').check();
    await page.getByLabel('Roles').fill('Lender');
    await page.getByRole('option', { name: 'Lender' }).click();
    await page.keyboard.press('Escape');
    await screenshot(page, 'campaign-form-1440-light');
    await page.getByRole('button', { name: 'Create campaign' }).click();
    await page.getByRole('alert').getByRole('button', { name: 'Open' }).click();

    await page.getByRole('tab', { name: 'Preview' }).click();
    await page.frameLocator('iframe[title="The mail"]').getByText('Hello Dana').waitFor();
    await screenshot(page, 'campaign-preview-1440-light');
    await page.getByRole('tab', { name: 'Audience' }).click();
    await page.getByText('would get this mail').waitFor();
    await screenshot(page, 'campaign-audience-1440-light');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await screenshot(page, 'campaign-send-1440-light');
    await page.getByRole('button', { name: /^Send to/ }).click();

    await page.getByText('Sent', { exact: true }).first().waitFor();
    await page.getByRole('tab', { name: 'Recipients' }).click();
    await page.getByText('Handed over').first().waitFor();
    await page.getByRole('tab', { name: 'E-mail activity' }).click();
    await page.getByTestId('email-opens').waitFor();
    const { messages } = (await (
      await fetch(`${app.emulators.sendgrid}/_control/messages?q=dock-high&limit=3`)
    ).json()) as { messages: Sent[] };
    for (const mail of messages) await act(app.emulators.sendgrid, mail, 'open');
    await page.getByRole('table', { name: 'E-mail events' }).getByText('Opened').first().waitFor();
    await screenshot(page, 'campaign-activity-1440-light');
    expect(messages.length).toBeGreaterThan(0);
  },
);

journey('resets a forgotten password', async ({ app, page }) => {
  await page.goto('/forgot-password');
  await page.getByLabel('E-mail').fill('agent@besahubs.test');
  await page.waitForFunction(
    () => document.querySelector<HTMLInputElement>('[name="cf-turnstile-response"]')?.value,
  );
  await page.getByRole('button', { name: 'Send the link' }).click();
  await page.getByText('Check your inbox').waitFor();
  const mail = await mailTo(app.emulators.sendgrid, 'agent@besahubs.test');
  const link = mail.links.find((url) => url.includes('/reset-password'));
  await page.goto(link ?? '');
  await page.getByLabel('New password').fill(PASSWORD);
  await page
    .getByRole('button', { name: /password/i })
    .last()
    .click();
  await page.waitForURL(/\/login|\/$/);
});
