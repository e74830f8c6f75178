import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startProvider, type TestEmulator } from '../testing/emulator';
import { sendgridClients, type SendgridClients } from '../testing/sendgridClients';
import { SENDGRID_TEMPLATE_IDS } from './seed/templates';

interface SeenMessage {
  id: string;
  messageId: string;
  to: { email: string; name?: string };
  subject: string;
  html: string;
  text: string;
  status: string;
  note?: string;
  customArgs: Record<string, string>;
  headers: Record<string, string>;
  links: string[];
  events: { event: string; reason?: string }[];
}

let emulator: TestEmulator;
let clients: SendgridClients;

beforeAll(async () => {
  emulator = await startProvider('sendgrid');
  clients = sendgridClients(emulator.url);
});
afterAll(() => emulator.close());
beforeEach(() => emulator.control('POST', '/reset'));

const messages = async (query = '') =>
  (await emulator.control<{ messages: SeenMessage[] }>('GET', `/messages${query}`)).messages;

const plain = (more: object = {}) => ({
  to: 'dana@example.com',
  from: 'crm@example.com',
  subject: 'Hello',
  text: 'Hi there',
  ...more,
});

const body = (more: object = {}) => ({
  personalizations: [{ to: [{ email: 'dana@example.com' }] }],
  from: { email: 'crm@example.com' },
  subject: 'Hello',
  content: [{ type: 'text/plain', value: 'Hi there' }],
  ...more,
});

const send = (more: object) => clients.call('post', '/v3/mail/send', body(more));

const people = (count: number, prefix = 'p') =>
  Array.from({ length: count }, (_, index) => ({ to: [{ email: `${prefix}${index}@example.com` }] }));

describe('@sendgrid/mail', () => {
  it('sends: 202, empty body, X-Message-Id, and the mail lies in the inbox', async () => {
    const [response] = await clients.mail.send(
      plain({ html: '<p>Hi <b>there</b></p>', to: { email: 'dana@example.com', name: 'Dana' } }),
    );
    expect(response.statusCode).toBe(202);
    expect(response.body).toBe('');
    const messageId = (response.headers as Record<string, string>)['x-message-id'];
    expect(messageId).toMatch(/^[\w-]{22}$/);
    const [mail] = await messages();
    expect(mail).toMatchObject({ messageId, subject: 'Hello', status: 'delivered', text: 'Hi there' });
    expect(mail?.headers).toMatchObject({ To: 'Dana <dana@example.com>', From: 'crm@example.com' });
    expect(mail?.events.map(({ event }) => event)).toEqual(['processed', 'delivered']);
  });

  it('sends a campaign of 1000 personalizations in one request with one X-Message-Id', async () => {
    const answer = await send({ personalizations: people(1000) });
    expect(answer.status).toBe(202);
    const { total } = await emulator.control<{ total: number }>('GET', '/messages?limit=1');
    expect(total).toBe(1000);
    const [last] = await messages('?to=p999@example.com');
    expect(last?.messageId).toBe(answer.headers['x-message-id']);
  });

  it('rejects with the errors of the API, which the client carries on', async () => {
    await expect(clients.mail.send(plain({ from: '' }))).rejects.toMatchObject({ code: 400 });
  });

  it('validates only, in sandbox mode', async () => {
    const [response] = await clients.mail.send(plain({ mailSettings: { sandboxMode: { enable: true } } }));
    expect(response.statusCode).toBe(200);
    expect(await messages()).toEqual([]);
  });
});

describe('mail/send validation', () => {
  it.each<[string, object, string, string | RegExp]>([
    [
      'no personalization',
      { personalizations: [] },
      'personalizations',
      'You must have at least one personalization.',
    ],
    [
      '1001 personalizations',
      { personalizations: people(1001) },
      'personalizations',
      /limited to 1000.*provided 1001/,
    ],
    [
      'more than 1000 recipients',
      {
        personalizations: [...people(999), { to: [{ email: 'x@example.com' }, { email: 'y@example.com' }] }],
      },
      'personalizations',
      'There is a limit of 1000 total recipients (to + cc + bcc) per request.',
    ],
    ['no to', { personalizations: [{}] }, 'personalizations.0.to', /The to parameter is required/],
    [
      'a bad address',
      { personalizations: [{ to: [{ email: 'nobody' }] }] },
      'personalizations.0.to.0.email',
      'Does not contain a valid address.',
    ],
    [
      'a duplicate',
      { personalizations: [{ to: [{ email: 'a@example.com' }], cc: [{ email: 'A@example.com' }] }] },
      'personalizations.0',
      /should be unique between to, cc, and bcc.*\[a@example.com\] in the personalizations.0.cc field/,
    ],
    [
      'no from',
      { from: undefined },
      'from.email',
      /^The from object must be provided for every email send\./,
    ],
    ['no content', { content: undefined }, 'content', /^Unless a valid template_id is provided, the content/],
    [
      'empty content',
      { content: [{ type: 'text/plain', value: '' }] },
      'content.0.value',
      /at least one character/,
    ],
    [
      'the wrong order of parts',
      {
        content: [
          { type: 'text/html', value: '<p>x</p>' },
          { type: 'text/plain', value: 'x' },
        ],
      },
      'content',
      /RFC 1341/,
    ],
    ['no subject', { subject: undefined }, 'subject', /^The subject is required\./],
    [
      'a bad template id',
      { template_id: 'd-7' },
      'template_id',
      "The template_id must be a valid GUID, you provided 'd-7'.",
    ],
    [
      'a sandbox switch of the wrong type',
      { mail_settings: { sandbox_mode: { enable: 'yes' } } },
      'mail_settings.sandbox_mode.enable',
      'The sandbox mode enable param should be a boolean value.',
    ],
    [
      'a send_at too far away',
      { send_at: 4_000_000_000 },
      'send_at',
      'Scheduling more than 72 hours in advance is forbidden.',
    ],
    [
      'a reserved header',
      { headers: { Subject: 'x' } },
      'headers',
      'Header can not be one of the reserved keys.',
    ],
    ['a numeric custom arg', { custom_args: { id: 7 } }, 'custom_args', /must be strings/],
    ['huge custom args', { custom_args: { id: 'x'.repeat(10_000) } }, 'custom_args', /10,000 bytes/],
    [
      '11 categories',
      { categories: people(11).map((_, n) => `c${n}`) },
      'categories',
      /You provided 11 categories/,
    ],
    [
      'an unknown group',
      { asm: { group_id: 5 } },
      'asm.group_id',
      /must be a valid Group ID.*You provided 5\./,
    ],
    ['an unknown batch', { batch_id: 'nope' }, 'batch_id', 'invalid batch id'],
    [
      'a broken attachment',
      { attachments: [{ content: '§', filename: 'a' }] },
      'attachments.0.content',
      /base64/,
    ],
  ])('%s', async (_name, more, field, message) => {
    const answer = await send(more);
    expect(answer.status).toBe(400);
    const { errors } = answer.body as { errors: { message: string; field: string; help: string }[] };
    const error = errors.find((candidate) => candidate.field === field);
    expect(error?.message).toMatch(message);
    expect(error?.help).toContain('errors.html#message.');
  });

  it('answers what is not JSON, or too large, or the wrong method', async () => {
    const raw = (init: RequestInit) =>
      fetch(`${emulator.url}/v3/mail/send`, {
        method: 'POST',
        ...init,
        headers: { Authorization: 'Bearer SG.x', 'Content-Type': 'application/json', ...init.headers },
      });
    const broken = await raw({ body: '{"from":' });
    expect(broken.status).toBe(400);
    expect(await broken.json()).toEqual({ errors: [{ message: 'Bad Request', field: null, help: null }] });
    expect((await raw({ body: 'x', headers: { 'Content-Type': 'text/plain' } })).status).toBe(415);
    expect((await raw({ method: 'PUT', body: '{}' })).status).toBe(405);
    const large = await raw({ body: JSON.stringify({ filler: 'x'.repeat(31 * 1024 * 1024) }) });
    expect(large.status).toBe(413);
    expect(await large.json()).toMatchObject({ errors: [{ message: 'content too large' }] });
  });
});

describe('keys and scopes', () => {
  it('401 without a key, with a foreign or a revoked one; 403 without the scope', async () => {
    const none = await fetch(`${emulator.url}/v3/scopes`);
    expect(none.status).toBe(401);
    expect(await none.json()).toEqual({ errors: [{ message: 'authorization required', field: null }] });
    const scopes = (key: string) =>
      fetch(`${emulator.url}/v3/scopes`, { headers: { Authorization: `Bearer ${key}` } });
    expect((await scopes('nonsense')).status).toBe(401);

    await emulator.control('POST', '/api-keys', { key: 'SG.gone', revoked: true });
    expect((await scopes('SG.gone')).status).toBe(401);
    await emulator.control('POST', '/api-keys', { key: 'SG.sender', scopes: ['mail.send'] });
    expect(await (await scopes('SG.sender')).json()).toEqual({ scopes: ['mail.send'] });
    const limited = sendgridClients(emulator.url, 'SG.sender');
    expect((await limited.call('get', '/v3/templates')).status).toBe(403);
    expect((await limited.call('post', '/v3/mail/send', body())).status).toBe(202);
  });

  it('answers 429 with X-RateLimit headers once a limit is used up', async () => {
    await emulator.control('POST', '/settings', { rateLimit: { limit: 2, windowSeconds: 600 } });
    const answers = [await send({}), await send({}), await send({})];
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 429]);
    expect(answers[1]?.headers['x-ratelimit-remaining']).toBe('0');
    expect(answers[2]?.body).toMatchObject({ errors: [{ message: 'too many requests' }] });
    expect(Number(answers[2]?.headers['x-ratelimit-reset'])).toBeGreaterThan(Date.now() / 1000);
  });

  it('refuses unverified senders when it is told to be strict', async () => {
    await emulator.control('POST', '/settings', { strictSenders: true });
    expect((await send({})).status).toBe(403);
    await emulator.control('POST', '/senders', { from_email: 'crm@example.com' });
    expect((await send({})).status).toBe(202);
    expect((await clients.call('get', '/v3/verified_senders')).body).toMatchObject({
      results: [{ from_email: 'crm@example.com', verified: true }],
    });
  });
});

describe('templates', () => {
  it('renders the seeded invite with Handlebars and escapes what the data brings', async () => {
    await send({
      subject: undefined,
      content: undefined,
      template_id: SENDGRID_TEMPLATE_IDS.invite,
      personalizations: [
        {
          to: [{ email: 'dana@example.com' }],
          dynamic_template_data: {
            recipientName: '<Dana>',
            inviterName: "Morgan O'Neil",
            inviteUrl: 'https://crm.example.com/invite?token=a&x=1',
          },
        },
      ],
    });
    const [mail] = await messages();
    expect(mail?.subject).toBe("Morgan O'Neil invited you to BesaHubs");
    expect(mail?.html).toContain('Welcome, &lt;Dana&gt;');
    expect(mail?.text).toContain('https://crm.example.com/invite?token=a&x=1');
    expect(mail?.html).not.toContain('as {{role}}');
    expect(mail?.links[0]).toBe('https://crm.example.com/invite?token=a&x=1');
  });

  it.each(Object.values(SENDGRID_TEMPLATE_IDS))(
    '%s renders its own test data, and no data at all',
    async (id) => {
      const template = (await clients.call('get', `/v3/templates/${id}`)).body as {
        versions: { test_data: string }[];
      };
      const data = JSON.parse(template.versions[0]?.test_data ?? '{}') as Record<string, unknown>;
      for (const dynamicTemplateData of [data, {}]) {
        await clients.mail.send({
          to: 'a@example.com',
          from: 'b@example.com',
          templateId: id,
          dynamicTemplateData,
        });
      }
      for (const mail of await messages()) {
        expect(mail.status).toBe('delivered');
        expect(mail.subject).not.toBe('');
        expect(mail.html).not.toMatch(/\{\{|undefined|\[object/);
        expect(mail.text).not.toBe('');
      }
    },
  );

  it('keeps templates and versions through the API, one version active', async () => {
    const created = await clients.call('post', '/v3/templates', { name: 'Report', generation: 'dynamic' });
    expect(created.status).toBe(201);
    const { id } = created.body as { id: string };
    expect(id).toMatch(/^d-[0-9a-f]{32}$/);
    const version = (name: string, subject: string) =>
      clients.call('post', `/v3/templates/${id}/versions`, {
        name,
        subject,
        html_content:
          '<p>{{#equals kind "deal"}}Deal{{else}}Other{{/equals}} {{formatDate at "MMM D, YYYY HH:mm" "-0800"}}</p>',
      });
    const first = (await version('one', 'First')).body as { id: string };
    await version('two', 'Second {{{insert name "default=friend"}}}');
    await clients.mail.send({
      to: 'a@example.com',
      from: 'b@example.com',
      templateId: id,
      dynamicTemplateData: { kind: 'deal', at: '2026-03-01T02:30:00Z' },
    });
    const [mail] = await messages();
    expect(mail?.subject).toBe('Second friend');
    expect(mail?.html).toContain('<p>Deal Feb 28, 2026 18:30</p>');
    expect(mail?.text).toContain('Deal Feb 28');

    await clients.call('post', `/v3/templates/${id}/versions/${first.id}/activate`);
    const { versions } = (await clients.call('get', `/v3/templates/${id}`)).body as {
      versions: { active: number }[];
    };
    expect(versions.map(({ active }) => active)).toEqual([1, 0]);
    const list = await clients.call('get', '/v3/templates', undefined, {
      generations: 'dynamic',
      page_size: 50,
    });
    expect(list.body).toMatchObject({ _metadata: { count: 5 } });
    expect((await clients.call('delete', `/v3/templates/${id}`)).status).toBe(204);
    expect((await clients.call('get', `/v3/templates/${id}`)).status).toBe(404);
  });

  it('takes a well-formed unknown template with 202 and sends nothing', async () => {
    const answer = await send({ template_id: 'd-ffffffffffffffffffffffffffffffff' });
    expect(answer.status).toBe(202);
    const [mail] = await messages();
    expect(mail).toMatchObject({ status: 'void', events: [] });
  });

  it('drops mail whose template does not render, and still shows it', async () => {
    const id = 'd-0000000000000000000000000000000e';
    await emulator.control('POST', '/templates', {
      id,
      name: 'Broken',
      subject: 'x',
      html_content: '{{#if a}}',
    });
    await send({ template_id: id });
    const [mail] = await messages();
    expect(mail).toMatchObject({ status: 'dropped', html: '' });
    expect(mail?.events[0]?.reason).toMatch(/^Template rendering failed: Parse error/);
  });

  it('replaces substitution tags and sections of mail without a dynamic template', async () => {
    await send({
      personalizations: [
        { to: [{ email: 'a@example.com' }], substitutions: { '-name-': 'Ada', '-greet-': ':hi:' } },
      ],
      sections: { ':hi:': 'Good morning' },
      subject: 'For -name-',
      content: [{ type: 'text/plain', value: '-greet-, -name-!' }],
    });
    expect((await messages())[0]).toMatchObject({ subject: 'For Ada', text: 'Good morning, Ada!' });
  });
});

describe('many messages', () => {
  it('pages through 50,000 without breaking', async () => {
    for (let request = 0; request < 50; request += 1)
      await send({ personalizations: people(1000, `r${request}-`) });
    const page = await emulator.control<{ total: number; messages: SeenMessage[] }>(
      'GET',
      '/messages?limit=2&offset=49998&body=false',
    );
    expect(page.total).toBe(50_000);
    expect(page.messages.at(-1)?.to.email).toBe('r0-0@example.com');
    const [newest] = await messages('?limit=1');
    expect(newest?.text).toBe('Hi there');
    const oldest = await messages('?to=r0-0@example.com');
    expect(oldest[0]).toMatchObject({ status: 'delivered', html: null });
    expect((await fetch(`${emulator.url}/inbox?offset=49950`)).status).toBe(200);
  }, 60_000);
});
