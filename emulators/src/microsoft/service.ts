import type { EmulatorContext } from '../core/context';
import { deliver } from './calendar/invitations';
import type { MailboxPort } from './calendar/mailbox';
import { createNotifier } from './graph/notifier';
import type { Graph } from './graph/request';
import { createThrottle, type Throttle } from './graph/throttle';
import type { MicrosoftState } from './state';

/** What the routers of one emulator share: its deliveries, its throttle and how mailboxes speak to both. */
export interface Service extends Graph {
  throttle: Throttle;
}

const services = new WeakMap<EmulatorContext<MicrosoftState>, Service>();

function create(ctx: EmulatorContext<MicrosoftState>): Service {
  const notifier = createNotifier(ctx);
  const port: MailboxPort = {
    now: () => ctx.clock.now(),
    joinUrl: (meetingId) => `${ctx.baseUrl()}/l/meetup-join/${meetingId}`,
    changed(account, event, change) {
      ctx.state.save();
      notifier.changed(account, event, change);
      deliver(Object.values(ctx.state.value.accounts), account, event, change, port);
    },
  };
  return { ctx, port, notifier, throttle: createThrottle(ctx) };
}

/** The router and the control API are built separately by the core: both get the same service. */
export function serviceOf(ctx: EmulatorContext<MicrosoftState>): Service {
  const existing = services.get(ctx);
  if (existing) return existing;
  const service = create(ctx);
  services.set(ctx, service);
  return service;
}
