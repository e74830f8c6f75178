import { setTimeout as wait } from 'node:timers/promises';
import type { EmulatorContext } from '../../core/context';
import type { MicrosoftState } from '../state';
import { GraphError } from './errors';

const RETRY_AFTER_SECONDS = 1;

/** Exchange's limit of concurrent calls per app and mailbox: the one too many answers 429 at once. */
export interface Throttle {
  run<T>(key: string, work: () => T | Promise<T>): Promise<T>;
  /** Calls that passed wait, holding their place, until opened: makes concurrency testable. */
  hold(): void;
  open(): void;
  /** Calls holding a place now. */
  inFlight(): number;
}

export function createThrottle(ctx: EmulatorContext<MicrosoftState>): Throttle {
  const running = new Map<string, number>();
  let gate: Promise<void> | null = null;
  let openGate: (() => void) | null = null;

  return {
    async run(key, work) {
      const { mailboxConcurrency, graphLatencyMs } = ctx.state.value.settings;
      const busy = running.get(key) ?? 0;
      if (busy >= mailboxConcurrency) {
        throw new GraphError(
          429,
          'ApplicationThrottled',
          'Application is over its MailboxConcurrency limit.',
          {
            headers: { 'retry-after': String(RETRY_AFTER_SECONDS) },
          },
        );
      }
      running.set(key, busy + 1);
      try {
        if (gate) await gate;
        if (graphLatencyMs > 0) await wait(graphLatencyMs, undefined, { ref: false });
        return await work();
      } finally {
        running.set(key, (running.get(key) ?? 1) - 1);
      }
    },
    hold() {
      gate ??= new Promise((resolve) => (openGate = resolve));
    },
    open() {
      openGate?.();
      gate = null;
      openGate = null;
    },
    inFlight: () => [...running.values()].reduce((sum, one) => sum + one, 0),
  };
}
