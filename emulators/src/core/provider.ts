import type { Router } from 'express';
import type { EmulatorContext } from './context';

export type ProviderName = 'sendgrid' | 'google' | 'microsoft' | 'turnstile';

/** One emulated vendor. S is its state: plain JSON. Bodies are parsed by the provider's own router. */
export interface Provider<S> {
  name: ProviderName;
  initialState(): S;
  /** The vendor's HTTP API, mounted at /<name>. */
  router(ctx: EmulatorContext<S>): Router;
  /** Extra routes mounted at /<name>/_control; JSON bodies are parsed already. */
  control?(ctx: EmulatorContext<S>): Router;
  /** Stops timers and deliveries. The state is flushed afterwards. */
  close?(ctx: EmulatorContext<S>): void | Promise<void>;
  /** Called after state, clock, faults and request log were reset. */
  reset?(ctx: EmulatorContext<S>): void;
}
