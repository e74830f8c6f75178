import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';

export interface SigningKeys {
  /** base64 of SPKI DER */
  publicKey: string;
  /** base64 of PKCS #8 DER */
  privateKey: string;
}

/** A new P-256 key pair, in the form that SendGrid hands out its verification key. */
export function newSigningKeys(): SigningKeys {
  const { publicKey, privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'prime256v1',
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  });
  return { publicKey: publicKey.toString('base64'), privateKey: privateKey.toString('base64') };
}

/**
 * The two headers of a signed event webhook: base64 of the ASN.1 DER ECDSA signature (SHA-256) over timestamp and
 * raw body, and the timestamp (unix seconds) as text.
 */
export function signatureHeaders(
  privateKey: string,
  timestamp: string,
  body: string,
): Record<string, string> {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  return {
    'X-Twilio-Email-Event-Webhook-Signature': sign('sha256', Buffer.from(timestamp + body), key).toString(
      'base64',
    ),
    'X-Twilio-Email-Event-Webhook-Timestamp': timestamp,
  };
}
