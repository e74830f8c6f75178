import { generateKeyPairSync, sign } from 'node:crypto';
import request from 'supertest';
import type { httpClient } from './http';

const PATH = '/api/integrations/sendgrid/webhook';

/**
 * SendGrid's side of the signed event webhook, with a key of the test's own: to be made before anything reads the
 * environment. For events that the stand-in would not send by itself, or not in this order.
 */
export function signedWebhook(api: () => ReturnType<typeof httpClient>) {
  const pair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const [{ publicKey, privateKey }, stranger] = [pair(), pair()];
  process.env['SENDGRID_WEBHOOK_SIGNING_KEY'] = publicKey
    .export({ format: 'der', type: 'spki' })
    .toString('base64');
  /** Posts bytes as they are; signed as if they were others (`as`), or by somebody else. */
  async function postText(
    body: string,
    { timestamp = String(Math.floor(Date.now() / 1000)), as = body, forged = false } = {},
  ) {
    const key = forged ? stranger.privateKey : privateKey;
    const answer = await request(api().app)
      .post(PATH)
      .set({
        'content-type': 'application/json',
        'X-Twilio-Email-Event-Webhook-Signature': sign('sha256', Buffer.from(timestamp + as), key).toString(
          'base64',
        ),
        'X-Twilio-Email-Event-Webhook-Timestamp': timestamp,
      })
      .send(body);
    const { data } = answer.body as { data: { stored: number; quarantined: number } | null };
    return { status: answer.status, ...data };
  }
  return { postText, post: (...events: unknown[]) => postText(JSON.stringify(events)) };
}
