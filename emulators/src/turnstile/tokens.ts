import { randomBytes } from 'node:crypto';
import type { EmulatorContext } from '../core/context';

/** Cloudflare: a token is good for five minutes and for one verification. */
export const TOKEN_LIFE_MS = 5 * 60_000;
/** What the dummy sitekeys produce; only dummy secrets accept it. */
export const DUMMY_TOKEN = 'XXXX.DUMMY.TOKEN.XXXX';
const FORGOTTEN_MS = 60 * 60_000;

export interface Token {
  sitekey: string;
  hostname: string;
  action: string;
  cdata: string;
  /** Epoch ms. */
  mintedAt: number;
  spent: boolean;
  /** The verification that spent it may be repeated under the same key. */
  idempotencyKey?: string;
}

export interface TurnstileState {
  tokens: Record<string, Token>;
  /** What the widget does with an ordinary sitekey: solve alone, ask for a click, or fail. */
  widget: 'managed' | 'interactive' | 'fail';
}

export const initialState = (): TurnstileState => ({ tokens: {}, widget: 'managed' });

/** How a sitekey behaves: Cloudflare's documented dummies, or the mode set by the control API. */
export function behaviourOf(sitekey: string, state: TurnstileState): TurnstileState['widget'] {
  if (/^1x0{20}(AA|BB)$/.test(sitekey)) return 'managed';
  if (/^2x0{20}(AB|BB)$/.test(sitekey)) return 'fail';
  if (/^3x0{20}FF$/.test(sitekey)) return 'interactive';
  return state.widget;
}

function forgetOld(tokens: Record<string, Token>, now: number): void {
  for (const [text, { mintedAt }] of Object.entries(tokens)) {
    if (mintedAt + FORGOTTEN_MS < now) delete tokens[text];
  }
}

/** A new token for a solved challenge. Dummy sitekeys give the dummy token. */
export function mint(
  ctx: EmulatorContext<TurnstileState>,
  fields: Pick<Token, 'sitekey' | 'hostname' | 'action' | 'cdata'>,
): string {
  if (/^[13]x0{20}/.test(fields.sitekey)) return DUMMY_TOKEN;
  const now = ctx.clock.epochMs();
  const text = `0.${randomBytes(96).toString('base64url')}`;
  forgetOld(ctx.state.value.tokens, now);
  ctx.state.value.tokens[text] = { ...fields, mintedAt: now, spent: false };
  ctx.state.save();
  return text;
}
