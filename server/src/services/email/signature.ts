import { createPublicKey, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

export interface SignedPost {
  /** X-Twilio-Email-Event-Webhook-Signature: base64 of the ASN.1 DER signature. */
  signature: string | undefined;
  /** X-Twilio-Email-Event-Webhook-Timestamp: Unix seconds. */
  timestamp: string | undefined;
  /** The bytes as they came. */
  body: Buffer;
}
export interface Tolerance {
  /** Milliseconds. */
  past: number;
  future: number;
  now: number;
}

/** A verification key as SendGrid shows it: base64 of SPKI DER, P-256. Null when it is none. */
export function readVerificationKey(text: string): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(text.trim(), 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ec' ? key : null;
  } catch {
    return null;
  }
}

function matches(key: KeyObject, signed: Buffer, signature: Buffer): boolean {
  try {
    return verify('sha256', signed, key, signature);
  } catch {
    return false;
  }
}

/**
 * SendGrid's signed event webhook: ECDSA over timestamp and raw body, by any of the keys (the current and, while
 * rotating, the previous one), and not signed too long ago. Never throws.
 */
export function isSignedBySendgrid(
  post: SignedPost,
  keys: readonly KeyObject[],
  tolerance: Tolerance,
): boolean {
  const { signature, timestamp, body } = post;
  if (!signature || !timestamp || !/^\d{1,12}$/.test(timestamp)) return false;
  const age = tolerance.now - Number(timestamp) * 1000;
  if (age > tolerance.past || -age > tolerance.future) return false;
  const signed = Buffer.concat([Buffer.from(timestamp), body]);
  const bytes = Buffer.from(signature, 'base64');
  return keys.some((key) => matches(key, signed, bytes));
}
