import type { EmulatorContext } from '../core/context';
import { createAgenda, type Agenda } from './mail/agenda';
import { createMessageStore, type MessageStore } from './messages';
import type { SendgridState } from './state';
import { WEBHOOK_SWITCHES } from './types';
import { createDispatcher, type Dispatcher } from './webhook/dispatcher';

const LARGEST_OUTBOX = 20_000;
const EVERYTHING_SIGNED = {
  ...Object.fromEntries(WEBHOOK_SWITCHES.map((name) => [name, true])),
  signed: true,
};

/** The living parts of one SendGrid emulator. */
export interface Runtime {
  ctx: EmulatorContext<SendgridState>;
  state(): SendgridState;
  messages: MessageStore;
  webhooks: Dispatcher;
  agenda: Agenda;
  /** Hands the newest messages to the state and asks for it to be written. */
  save(): void;
  /** After the state was reset: forgets messages and events, keeps the webhooks' URLs and keys. */
  reset(): void;
  close(): Promise<void>;
}

const runtimes = new WeakMap<EmulatorContext<SendgridState>, Runtime>();

function createRuntime(ctx: EmulatorContext<SendgridState>): Runtime {
  const state = () => ctx.state.value;
  const messages = createMessageStore(state().recent);
  const webhooks = createDispatcher(state);
  state().outbox = [];
  // Always changed in place, so that a reset (which replaces the state) can put the same ones back.
  const hooks = state().webhooks;

  const runtime: Runtime = {
    ctx,
    state,
    messages,
    webhooks,
    agenda: createAgenda(() => runtime, ctx.clock),
    save() {
      state().recent = messages.recent();
      ctx.state.save();
    },
    reset() {
      messages.clear();
      webhooks.clear();
      // The app knows the verification key: a reset that changed it would break every later signature.
      state().webhooks = hooks;
      for (const hook of hooks) Object.assign(hook, EVERYTHING_SIGNED);
      runtime.save();
    },
    async close() {
      runtime.agenda.close();
      state().outbox = (await webhooks.close()).slice(-LARGEST_OUTBOX);
      runtime.save();
    },
  };
  return runtime;
}

export function runtimeOf(ctx: EmulatorContext<SendgridState>): Runtime {
  const known = runtimes.get(ctx);
  if (known) return known;
  const runtime = createRuntime(ctx);
  runtimes.set(ctx, runtime);
  runtime.agenda.wake();
  return runtime;
}
