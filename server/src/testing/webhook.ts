import { generateKeyPairSync, sign } from 'node:crypto';
import request from 'supertest';
import type { httpClient } from './http';

const PATH = '/api/integrations/sendgrid/webhook';

/**
 * SendGrid's side of the signed event webhook, with a key of the test's own: to be made before anything reads the
 * environment. For events that the stand-in would not send by itself, or not in this order.
 */
export function signedWebhook(api: () => ReturnType<typeof httpClient>) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  process.env['SENDGRID_WEBHOOK_SIGNING_KEY'] = publicKey
    .export({ format: 'der', type: 'spki' })
    .toString('base64');
  const signature = (timestamp: string, body: string) =>
    sign('sha256', Buffer.from(timestamp + body), privateKey).toString('base64');

  /** Posts bytes as they are; `as` signs other ones. */
  async function postText(
    body: string,
    { timestamp = String(Math.floor(Date.now() / 1000)), as = body } = {},
  ) {
    const answer = await request(api().app)
      .post(PATH)
      .set({
        'content-type': 'application/json',
        'X-Twilio-Email-Event-Webhook-Signature': signature(timestamp, as),
        'X-Twilio-Email-Event-Webhook-Timestamp': timestamp,
      })
      .send(body);
    const { data } = answer.body as { data: { stored: number; quarantined: number } | null };
    return { status: answer.status, ...data };
  }
  return { postText, post: (...events: unknown[]) => postText(JSON.stringify(events)) };
}
