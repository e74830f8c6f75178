import { Script } from 'node:vm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startProvider, type TestEmulator } from '../testing/emulator';

const SECRET = '0x4AAAAAAAemulatorsecret';
let emulator: TestEmulator;

beforeAll(async () => {
  emulator = await startProvider('turnstile');
});
afterAll(() => emulator.close());
beforeEach(() => emulator.control('POST', '/reset'));

async function siteverify(fields: Record<string, string>, asJson = false): Promise<unknown> {
  const response = await fetch(`${emulator.url}/v0/siteverify`, {
    method: 'POST',
    ...(asJson
      ? { body: JSON.stringify(fields), headers: { 'Content-Type': 'application/json' } }
      : { body: new URLSearchParams(fields) }),
  });
  return response.json();
}

const mint = async (fields: Record<string, string> = {}) =>
  (await emulator.control<{ token: string }>('POST', '/tokens', fields)).token;

const challenge = async (sitekey: string, clicked = false): Promise<unknown> =>
  (
    await fetch(`${emulator.url}/v0/challenge`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ sitekey, hostname: 'crm.example.com', clicked }),
    })
  ).json();

describe('siteverify', () => {
  it.each([false, true])(
    'accepts a fresh token once and tells what it was for (JSON: %s)',
    async (asJson) => {
      const response = await mint({ hostname: 'crm.example.com', action: 'book', cdata: 'form-7' });
      expect(await siteverify({ secret: SECRET, response }, asJson)).toMatchObject({
        success: true,
        'error-codes': [],
        hostname: 'crm.example.com',
        action: 'book',
        cdata: 'form-7',
        challenge_ts: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      });
      expect(await siteverify({ secret: SECRET, response }, asJson)).toMatchObject({
        success: false,
        'error-codes': ['timeout-or-duplicate'],
      });
    },
  );

  it('repeats its answer under the same idempotency key', async () => {
    const request = { secret: SECRET, response: await mint(), idempotency_key: 'k1' };
    expect(await siteverify(request)).toMatchObject({ success: true });
    expect(await siteverify(request)).toMatchObject({ success: true });
    expect(await siteverify({ ...request, idempotency_key: 'k2' })).toMatchObject({ success: false });
  });

  it('refuses a token after five minutes', async () => {
    const response = await mint();
    await emulator.control('POST', '/clock', { advance: 5 * 60_000 + 1 });
    expect(await siteverify({ secret: SECRET, response })).toMatchObject({
      'error-codes': ['timeout-or-duplicate'],
    });
  });

  it.each([
    [{}, ['missing-input-secret', 'missing-input-response']],
    [{ response: 'x' }, ['missing-input-secret']],
    [{ secret: SECRET }, ['missing-input-response']],
    [{ secret: 'nonsense', response: 'x' }, ['invalid-input-secret']],
    [{ secret: SECRET, response: 'never-issued' }, ['invalid-input-response']],
    [{ secret: SECRET, response: 'XXXX.DUMMY.TOKEN.XXXX' }, ['invalid-input-response']],
  ])('answers %j with %j', async (fields, codes) => {
    expect(await siteverify(fields as Record<string, string>)).toMatchObject({
      success: false,
      'error-codes': codes,
    });
  });

  it('knows the documented dummy secrets', async () => {
    const response = 'XXXX.DUMMY.TOKEN.XXXX';
    const withSecret = (digit: number) =>
      siteverify({ secret: `${digit}x0000000000000000000000000000000AA`, response });
    expect(await withSecret(1)).toMatchObject({ success: true });
    expect(await withSecret(2)).toMatchObject({ success: false, 'error-codes': ['invalid-input-response'] });
    expect(await withSecret(3)).toMatchObject({ success: false, 'error-codes': ['timeout-or-duplicate'] });
  });

  it('takes POST only, and says what it cannot read', async () => {
    expect((await fetch(`${emulator.url}/v0/siteverify`)).status).toBe(405);
    const broken = await fetch(`${emulator.url}/v0/siteverify`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{',
    });
    expect(broken.status).toBe(400);
    expect(await broken.json()).toMatchObject({ 'error-codes': ['bad-request'] });
  });
});

describe('widget', () => {
  it('gets a token that siteverify accepts', async () => {
    const solved = (await challenge('0x4AAAAAAAsitekey')) as { outcome: string; token: string };
    expect(solved.outcome).toBe('solved');
    expect(await siteverify({ secret: SECRET, response: solved.token })).toMatchObject({
      success: true,
      hostname: 'crm.example.com',
    });
  });

  it('behaves as the documented sitekeys say, and as the control API says for others', async () => {
    expect(await challenge('1x00000000000000000000AA')).toMatchObject({ token: 'XXXX.DUMMY.TOKEN.XXXX' });
    expect(await challenge('2x00000000000000000000AB')).toEqual({ outcome: 'failed' });
    expect(await challenge('3x00000000000000000000FF')).toEqual({ outcome: 'interactive' });
    expect(await challenge('3x00000000000000000000FF', true)).toMatchObject({ outcome: 'solved' });
    await emulator.control('POST', '/widget', { mode: 'fail' });
    expect(await challenge('0x4AAAAAAAsitekey')).toEqual({ outcome: 'failed' });
  });

  it('serves a script that parses', async () => {
    const response = await fetch(`${emulator.url}/v0/api.js?render=explicit`);
    expect(response.headers.get('content-type')).toMatch(/javascript/);
    const script = await response.text();
    expect(() => new Script(script)).not.toThrow();
    const frame = await (await fetch(`${emulator.url}/v0/frame`)).text();
    expect(() => new Script(/<script>([\s\S]*)<\/script>/.exec(frame)?.[1] ?? '')).not.toThrow();
  });
});
