import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isSignedBySendgrid, readVerificationKey } from './signature';

// The vector SendGrid's own SDKs are tested with (sendgrid-nodejs, packages/eventwebhook; MIT).
const KEY =
  'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==';
const OTHER_KEY =
  'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqTxd43gyp8IOEto2LdIfjRQrIbsd4SXZkLW6jDutdhXSJCWHw8REntlo7aNDthvj+y7GjUuFDb/R1NGe1OPzpA==';
const SIGNATURE =
  'MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh89M15TluLtEZtM=';
const TIMESTAMP = '1600112502';
const BODY = `${JSON.stringify([
  {
    email: 'hello@world.com',
    event: 'dropped',
    reason: 'Bounced Address',
    sg_event_id: 'ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA',
    sg_message_id: 'LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0',
    'smtp-id': '<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>',
    timestamp: 1600112492,
  },
])}\r\n`;

const keys = (...texts: string[]) => texts.map(readVerificationKey).filter((key) => key !== null);
const tolerance = { past: 26 * 3_600_000, future: 300_000, now: Number(TIMESTAMP) * 1000 + 1000 };
const post = (over: Partial<{ signature: string; timestamp: string; body: string }> = {}) => {
  const { signature, timestamp, body } = { signature: SIGNATURE, timestamp: TIMESTAMP, body: BODY, ...over };
  return { signature, timestamp, body: Buffer.from(body) };
};

describe('the signed event webhook', () => {
  it("accepts SendGrid's own vector, with the current or the previous key", () => {
    expect(isSignedBySendgrid(post(), keys(KEY), tolerance)).toBe(true);
    expect(isSignedBySendgrid(post(), keys(OTHER_KEY, KEY), tolerance)).toBe(true);
  });

  it.each([
    ['another key', post(), keys(OTHER_KEY)],
    ['no key', post(), []],
    ['a changed body', post({ body: BODY.replace('dropped', 'open') }), keys(KEY)],
    ['a body without its final CRLF', post({ body: BODY.trimEnd() }), keys(KEY)],
    ['another timestamp', post({ timestamp: '1600112503' }), keys(KEY)],
    ['a timestamp that is none', post({ timestamp: 'timestamp' }), keys(KEY)],
    ['no timestamp', { ...post(), timestamp: undefined }, keys(KEY)],
    ['no signature', { ...post(), signature: undefined }, keys(KEY)],
    ['garbage', post({ signature: '%%%not base64%%%' }), keys(KEY)],
    ['bytes that are no DER', post({ signature: Buffer.alloc(70, 7).toString('base64') }), keys(KEY)],
    ['an empty signature', post({ signature: '' }), keys(KEY)],
  ])('refuses %s, without throwing', (_what, signed, known) => {
    expect(isSignedBySendgrid(signed, known, tolerance)).toBe(false);
  });

  it('refuses what was signed too long ago or in the future, and takes the retries of a day', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const now = 1_800_000_000_000;
    const at = (offset: number) => {
      const timestamp = String((now + offset) / 1000);
      const signature = sign('sha256', Buffer.from(`${timestamp}[]`), privateKey).toString('base64');
      return isSignedBySendgrid({ signature, timestamp, body: Buffer.from('[]') }, [publicKey], {
        ...tolerance,
        now,
      });
    };
    expect(at(-25 * 3_600_000)).toBe(true);
    expect(at(-27 * 3_600_000)).toBe(false);
    expect(at(60_000)).toBe(true);
    expect(at(600_000)).toBe(false);
  });

  it('reads no key out of garbage', () => {
    for (const text of ['', 'x', KEY.slice(0, 40), Buffer.alloc(91).toString('base64')])
      expect(readVerificationKey(text)).toBeNull();
  });
});
