import type { Message } from '../messages';
import {
  block,
  bounce,
  click,
  defer,
  deliver,
  drop,
  linksOf,
  open,
  scan,
  spamReport,
  unsubscribeFromGroup,
} from '../recipient';
import type { Runtime } from '../runtime';
import { suppress } from '../suppressions';

type Fate = (runtime: Runtime, message: Message) => void;

const invalid: Fate = (runtime, message) => {
  const created = Math.floor(runtime.ctx.clock.epochMs() / 1000);
  const reason = 'Mail domain mentioned in email address is unknown';
  suppress(runtime.state(), 'invalid_emails', { email: message.to.email, created, reason });
  drop(runtime, message, 'Invalid');
};

const deferThenDeliver: Fate = (runtime, message) => {
  defer(runtime, message);
  const dueAt = runtime.ctx.clock.epochMs() + runtime.state().settings.deferMs;
  runtime.state().deferred.push({ messageId: message.id, dueAt });
  runtime.agenda.wake();
};

const deliveredAnd =
  (then: Fate): Fate =>
  (runtime, message) => {
    deliver(runtime, message);
    then(runtime, message);
  };

const openAndClick: Fate = (runtime, message) => {
  open(runtime, message);
  if (linksOf(runtime, message).length > 0) click(runtime, message);
};

/** What happens to addresses whose local part begins with one of these words. */
const FATES: Record<string, Fate> = {
  bounce,
  block,
  invalid,
  defer: deferThenDeliver,
  spam: deliveredAnd(spamReport),
  unsubscribe: deliveredAnd(unsubscribeFromGroup),
  open: deliveredAnd(open),
  click: deliveredAnd(openAndClick),
  machine: deliveredAnd((runtime, message) => open(runtime, message, { machine: true })),
  scanner: deliveredAnd(scan),
};

/** A word counts when the local part is it, or goes on with something that is no letter: `bounce-7@`, not `bouncer@`. */
const MAGIC = /^([a-z]+)(?![a-z])[^@]*@/i;

/** Decides what becomes of a mail that is really sent: normally it is delivered. */
export function meetFate(runtime: Runtime, message: Message): void {
  const word = MAGIC.exec(message.to.email)?.[1]?.toLowerCase() ?? '';
  const fate = Object.hasOwn(FATES, word) ? FATES[word] : undefined;
  (fate ?? deliver)(runtime, message);
  if (message.status !== 'delivered') return;
  const { machineOpens, scannerClicks } = runtime.state().chaos;
  if (machineOpens) open(runtime, message, { machine: true });
  if (scannerClicks) scan(runtime, message);
}
