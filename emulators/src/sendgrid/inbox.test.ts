import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startProvider, type TestEmulator } from '../testing/emulator';
import { startReceiver, type Receiver } from '../testing/receiver';
import { sendgridClients, type SendgridClients } from '../testing/sendgridClients';

let emulator: TestEmulator;
let clients: SendgridClients;
let receiver: Receiver;

beforeAll(async () => {
  emulator = await startProvider('sendgrid');
  clients = sendgridClients(emulator.url);
  receiver = await startReceiver();
});
afterAll(async () => {
  await emulator.close();
  await receiver.close();
});
beforeEach(async () => {
  await emulator.control('POST', '/reset');
  await emulator.control('POST', '/settings', { batchMs: 600_000 });
  await emulator.control('POST', '/webhook', { url: receiver.url });
  receiver.clear();
});

const TARGET = 'https://crm.example.com/p/1200?x=1&y=2';

async function send(more: object = {}): Promise<string> {
  await clients.mail.send({
    to: { email: 'dana@example.com', name: 'Dana <b>' },
    from: 'crm@example.com',
    subject: 'News & <script>alert(1)</script>',
    text: `See ${TARGET}`,
    html: `<html><head></head><body><a href="${TARGET.replace('&', '&amp;')}">See</a> <a clicktracking="off" href="https://crm.example.com/plain">plain</a> <a href="mailto:x@example.com">mail</a></body></html>`,
    ...more,
  });
  const { messages } = await emulator.control<{ messages: { id: string }[] }>('GET', '/messages?limit=1');
  return messages[0]?.id ?? '';
}

const text = async (path: string) => (await fetch(emulator.url + path)).text();
const events = async () => {
  await emulator.control('POST', '/flush');
  return receiver.events();
};

describe('inbox', () => {
  it('lists mail and shows a message without running what is in it', async () => {
    const id = await send();
    const list = await text('/inbox');
    expect(list).toContain(`/sendgrid/inbox/${id}`);
    expect(list).not.toContain('<script>alert');
    const page = await text(`/inbox/${id}`);
    expect(page).toContain(`src="/sendgrid/inbox/${id}/body" sandbox=`);
    expect(page).not.toMatch(/<script>alert|Dana <b>/);
    const body = await fetch(`${emulator.url}/inbox/${id}/body`);
    expect(body.headers.get('content-security-policy')).toMatch(/^sandbox/);
    expect((await fetch(`${emulator.url}/inbox/nope`)).status).toBe(404);
    expect(page).not.toMatch(/(src|href)="https?:\/\/(?!localhost)/);
  });

  it('finds mail by recipient and subject', async () => {
    await send();
    expect(await text('/inbox?q=DANA')).toContain('News &amp;');
    expect(await text('/inbox?q=nobody')).toContain('No mail matches');
  });

  it('a reader who opens the mail and clicks makes open and click events, and lands on the page', async () => {
    const id = await send({ customArgs: { crm_log_id: 'log-1' } });
    const body = await text(`/inbox/${id}/body`);
    const pixel = /<img src="([^"]+\/wf\/open[^"]*)"/.exec(body)?.[1] ?? '';
    const link = /<a href="([^"]+\/ls\/click[^"]*)"/
      .exec(body)?.[1]
      ?.replaceAll('&amp;', '&')
      .replaceAll('&#x3D;', '=');
    expect(body).toContain('href="https://crm.example.com/plain"');
    expect(body).toContain('href="mailto:x@example.com"');

    const image = await fetch(pixel, { headers: { 'User-Agent': 'Reader/1' } });
    expect(image.headers.get('content-type')).toBe('image/gif');
    const redirect = await fetch(link ?? '', { redirect: 'manual', headers: { 'User-Agent': 'Reader/1' } });
    expect([redirect.status, redirect.headers.get('location')]).toEqual([302, TARGET]);

    const [, , open, click] = await events();
    expect(open).toMatchObject({
      event: 'open',
      sg_machine_open: false,
      useragent: 'Reader/1',
      crm_log_id: 'log-1',
    });
    expect(click).toMatchObject({ event: 'click', url: TARGET, url_offset: { index: 0, type: 'html' } });
    expect(click?.ip).toEqual(expect.any(String));
    const page = await text(`/inbox/${id}`);
    expect(page).toContain('<strong>click</strong>');
  });

  it('respects switched off tracking', async () => {
    const id = await send({
      trackingSettings: { clickTracking: { enable: false }, openTracking: { enable: false } },
    });
    expect(await text(`/inbox/${id}/body`)).not.toMatch(/ls\/click|wf\/open/);
  });

  it('is no open redirect for foreign schemes', async () => {
    const upn = Buffer.from(JSON.stringify({ m: 'x', u: 'javascript:alert(1)' })).toString('base64url');
    expect((await fetch(`${emulator.url}/ls/click?upn=${upn}`, { redirect: 'manual' })).status).toBe(404);
    expect((await fetch(`${emulator.url}/ls/click?upn=%00`)).status).toBe(404);
  });

  it('unsubscribes through the link in the mail', async () => {
    const id = await send({ trackingSettings: { subscriptionTracking: { enable: true } } });
    const url = /href="([^"]+\/wf\/unsubscribe[^"]*)"/.exec(await text(`/inbox/${id}/body`))?.[1] ?? '';
    expect(await (await fetch(url)).text()).toContain('You are unsubscribed');
    expect((await events()).at(-1)).toMatchObject({ event: 'unsubscribe', email: 'dana@example.com' });
    expect((await clients.call('get', '/v3/suppression/unsubscribes')).body).toHaveLength(1);
  });

  it('offers what a recipient can do as buttons', async () => {
    const id = await send();
    const act = (action: string) =>
      fetch(`${emulator.url}/inbox/${id}/act`, { method: 'POST', body: new URLSearchParams({ action }) });
    expect((await act('spamreport')).status).toBe(204);
    expect((await act('constructor')).status).toBe(400);
    expect((await events()).at(-1)).toMatchObject({ event: 'spamreport' });
  });

  it('hands out attachments and shows inline images', async () => {
    const content = Buffer.from('BEGIN:VCALENDAR').toString('base64');
    // Through the plain client: @sendgrid/mail 8 turns content_id into contentId, which the API does not know.
    await clients.call('post', '/v3/mail/send', {
      personalizations: [{ to: [{ email: 'dana@example.com' }] }],
      from: { email: 'crm@example.com' },
      subject: 'Files',
      content: [{ type: 'text/html', value: '<img src="cid:logo">' }],
      attachments: [
        { content, filename: 'invite.ics', type: 'text/calendar' },
        {
          content: 'R0lGODlhAQABAAAAACw=',
          filename: 'logo.gif',
          type: 'image/gif',
          content_id: 'logo',
          disposition: 'inline',
        },
      ],
    });
    const { messages } = await emulator.control<{ messages: { id: string }[] }>('GET', '/messages?limit=1');
    const id = messages[0]?.id ?? '';
    const file = await fetch(`${emulator.url}/inbox/${id}/attachments/0`);
    expect(file.headers.get('content-disposition')).toContain('invite.ics');
    expect(await file.text()).toBe('BEGIN:VCALENDAR');
    expect(await text(`/inbox/${id}/body`)).toContain('src="data:image/gif;base64,R0lGODlhAQABAAAAACw="');
  });
});

describe('acting as the recipient through the control API', () => {
  it('opens, clicks and bounces', async () => {
    const id = await send({ customArgs: { crm_log_id: 'log-1' } });
    const act = (action: string, fields: object = {}) =>
      emulator.control<{ result: object }>('POST', `/messages/${id}/${action}`, fields);
    expect((await act('open', { machine: true })).result).toMatchObject({ sg_machine_open: true });
    expect((await act('click')).result).toMatchObject({ url: TARGET });
    expect((await act('bounce', { asynchronous: true })).result).not.toHaveProperty('sg_message_id');
    const bounce = (await events()).at(-1);
    expect(bounce).toMatchObject({ event: 'bounce', email: 'dana@example.com' });
    expect(bounce).not.toHaveProperty('crm_log_id');
    await expect(act('fly')).rejects.toThrow(/404.*Actions: deliver/);
  });

  it('presses the one-click unsubscribe button of a mail program', async () => {
    const id = await send({
      headers: {
        'List-Unsubscribe': `<${receiver.url}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      },
    });
    expect(await text(`/inbox/${id}`)).toContain('One-click unsubscribe');
    const { result } = await emulator.control<{ result: object }>(
      'POST',
      `/messages/${id}/one_click_unsubscribe`,
    );
    expect(result).toEqual({ url: receiver.url, status: 204 });
    expect(receiver.posts[0]).toMatchObject({
      body: 'List-Unsubscribe=One-Click',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    const plain = await send();
    await expect(emulator.control('POST', `/messages/${plain}/one_click_unsubscribe`)).rejects.toThrow(/409/);
  });

  it('seeds templates under fixed ids', async () => {
    const id = 'd-0000000000000000000000000000000f';
    await emulator.control('POST', '/templates', {
      id,
      name: 'Own',
      subject: 'Hi {{name}}',
      html_content: '<p>x</p>',
    });
    expect((await clients.call('get', `/v3/templates/${id}`)).body).toMatchObject({
      generation: 'dynamic',
      versions: [{ active: 1, subject: 'Hi {{name}}', plain_content: 'x' }],
    });
  });
});
