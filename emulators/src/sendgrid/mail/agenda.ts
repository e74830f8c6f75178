import type { Clock } from '../../core/clock';
import { deliver } from '../recipient';
import type { Runtime } from '../runtime';
import type { HeldMail, SendgridState } from '../state';
import { deliverMail } from './deliver';

/** A paused mail whose time passed this long ago is lost. */
const PAUSE_EXPIRES_MS = 72 * 60 * 60_000;
/** Pausing or cancelling reaches only mail that is due later than this. */
const TOO_LATE_MS = 10 * 60_000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** What the provider will do later: held mail, and second attempts. */
export interface Agenda {
  /** Does what is due, and sets the alarm for what comes next. */
  wake(): void;
  close(): void;
}

/** Whether a pause or cancel stops this mail: it must have been asked for ten minutes ahead. */
function stoppedBy(state: SendgridState, held: HeldMail): 'pause' | 'cancel' | undefined {
  const order = state.scheduledSends.find(({ batch_id }) => batch_id === held.batchId);
  return order && held.dueAt - order.since >= TOO_LATE_MS ? order.status : undefined;
}

function takeDueMail(state: SendgridState, now: number): HeldMail[] {
  const due = state.held.filter((held) => held.dueAt <= now && !stoppedBy(state, held));
  const over = (held: HeldMail) =>
    due.includes(held) ||
    (held.dueAt <= now && stoppedBy(state, held) === 'cancel') ||
    (held.dueAt + PAUSE_EXPIRES_MS <= now && stoppedBy(state, held) === 'pause');
  state.held = state.held.filter((held) => !over(held));
  return due.sort((a, b) => a.dueAt - b.dueAt);
}

function deliverDeferred(runtime: Runtime, now: number): void {
  const state = runtime.state();
  const due = state.deferred.filter((deferred) => deferred.dueAt <= now);
  state.deferred = state.deferred.filter((deferred) => deferred.dueAt > now);
  for (const { messageId } of due) {
    const message = runtime.messages.get(messageId);
    if (message?.status === 'deferred') deliver(runtime, message);
  }
}

function nextDue(state: SendgridState, now: number): number | undefined {
  const times = [...state.held, ...state.deferred].map(({ dueAt }) => dueAt).filter((dueAt) => dueAt > now);
  return times.length > 0 ? Math.min(...times) : undefined;
}

export function createAgenda(runtime: () => Runtime, clock: Clock): Agenda {
  let timer: NodeJS.Timeout | undefined;

  const run = () => {
    const now = clock.epochMs();
    const state = runtime().state();
    for (const held of takeDueMail(state, now)) {
      deliverMail(runtime(), held.body, held.messageId, held.indexes, Math.floor(held.dueAt / 1000));
    }
    deliverDeferred(runtime(), now);
    runtime().save();
  };

  const agenda: Agenda = {
    wake() {
      clearTimeout(timer);
      run();
      const next = nextDue(runtime().state(), clock.epochMs());
      if (next === undefined || clock.isFrozen()) return;
      timer = setTimeout(() => agenda.wake(), Math.min(next - clock.epochMs(), LONGEST_TIMER_MS)).unref();
    },
    close() {
      clearTimeout(timer);
      stopListening();
    },
  };
  const stopListening = clock.onChange(() => agenda.wake());
  return agenda;
}
