import type { EmulatorContext } from '../core/context';
import { DUMMY_TOKEN, TOKEN_LIFE_MS, type TurnstileState } from './tokens';

/** Cloudflare's documented error codes. */
type ErrorCode =
  | 'missing-input-secret'
  | 'invalid-input-secret'
  | 'missing-input-response'
  | 'invalid-input-response'
  | 'bad-request'
  | 'timeout-or-duplicate'
  | 'internal-error';

/** The body of every answer of /siteverify. */
export interface Verification {
  success: boolean;
  'error-codes': ErrorCode[];
  messages: string[];
  /** ISO 8601, when the challenge was solved. */
  challenge_ts?: string;
  hostname?: string;
  action?: string;
  cdata?: string;
  metadata?: { interactive?: boolean; result_with_testing_key?: boolean };
}

const ALWAYS_PASSES = '1x0000000000000000000000000000000AA';
const ALWAYS_FAILS = '2x0000000000000000000000000000000AA';
const ALREADY_SPENT = '3x0000000000000000000000000000000AA';
const MAX_TOKEN_LENGTH = 2048;

const failure = (...codes: ErrorCode[]): Verification => ({
  success: false,
  'error-codes': codes,
  messages: [],
});

function withDummySecret(secret: string, now: Date): Verification | undefined {
  const metadata = { result_with_testing_key: true };
  if (secret === ALWAYS_FAILS) return { ...failure('invalid-input-response'), metadata };
  if (secret === ALREADY_SPENT) return { ...failure('timeout-or-duplicate'), metadata };
  if (secret !== ALWAYS_PASSES) return undefined;
  return {
    success: true,
    'error-codes': [],
    messages: [],
    challenge_ts: now.toISOString(),
    hostname: 'example.com',
    action: '',
    cdata: '',
    metadata,
  };
}

export interface VerifyInput {
  secret?: unknown;
  response?: unknown;
  idempotency_key?: unknown;
}

const given = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** Verifies once: spends the token. Real secrets begin with 0x; the dummies do what Cloudflare documents. */
export function verify(ctx: EmulatorContext<TurnstileState>, input: VerifyInput): Verification {
  const { secret, response, idempotency_key: idempotencyKey } = input;
  const missing: ErrorCode[] = [];
  if (!given(secret)) missing.push('missing-input-secret');
  if (!given(response)) missing.push('missing-input-response');
  if (!given(secret) || !given(response)) return failure(...missing);

  const dummy = withDummySecret(secret, ctx.clock.now());
  if (dummy) return dummy;
  if (!/^0x\S{8,}$/.test(secret)) return failure('invalid-input-secret');
  if (response === DUMMY_TOKEN || response.length > MAX_TOKEN_LENGTH)
    return failure('invalid-input-response');

  const { tokens } = ctx.state.value;
  const token = Object.hasOwn(tokens, response) ? tokens[response] : undefined;
  if (!token) return failure('invalid-input-response');
  const isRepeat = given(idempotencyKey) && token.idempotencyKey === idempotencyKey;
  if (token.spent && !isRepeat) return failure('timeout-or-duplicate');
  if (ctx.clock.epochMs() - token.mintedAt > TOKEN_LIFE_MS) return failure('timeout-or-duplicate');

  token.spent = true;
  if (given(idempotencyKey)) token.idempotencyKey = idempotencyKey;
  ctx.state.save();
  return {
    success: true,
    'error-codes': [],
    messages: [],
    challenge_ts: new Date(token.mintedAt).toISOString(),
    hostname: token.hostname,
    action: token.action,
    cdata: token.cdata,
  };
}
