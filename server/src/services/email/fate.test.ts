import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { emailStatuses } from '@besahubs/contracts/email';
import { uuidv7 } from '../../lib/ids';
import { EmailEvent } from '../../models/EmailEvent';
import { EmailLog } from '../../models/EmailLog';
import { Suppression } from '../../models/Suppression';
import { useDatabase } from '../../testing/db';
import { httpClient } from '../../testing/http';
import { createFirm } from '../../testing/people';
import { signedWebhook } from '../../testing/webhook';

useDatabase();
const webhook = signedWebhook(() => api);
const api = httpClient();
beforeAll(async () => void (await createFirm()));

type Status = EmailLog['status'];
/** A time that does not pass; events are so many seconds later. */
const START = Date.UTC(2025, 0, 31, 23, 59, 0) / 1000;
const instant = (second: number) => new Date((START + second) * 1000);

/** Every kind of event, as SendGrid sends it. */
const KINDS = {
  processed: { event: 'processed' },
  deferred: { event: 'deferred', attempt: '1', response: '450 later' },
  delivered: { event: 'delivered' },
  open: { event: 'open' },
  machine: { event: 'open', sg_machine_open: true },
  click: { event: 'click', url: 'https://crm.example/properties/1' },
  scanner: { event: 'click', url: 'https://crm.example/properties/1', useragent: 'BarracudaCentral/1.0' },
  bounce: { event: 'bounce', type: 'bounce', reason: '550 unknown user' },
  blocked: { event: 'bounce', type: 'blocked', reason: '421 too much mail' },
  dropped: { event: 'dropped', reason: 'Spam Content' },
  spamreport: { event: 'spamreport' },
  unsubscribe: { event: 'unsubscribe' },
  leave: { event: 'group_unsubscribe', asm_group_id: 7 },
  comeBack: { event: 'group_resubscribe', asm_group_id: 7 },
  leaveOther: { event: 'group_unsubscribe', asm_group_id: 8 },
  future: { event: 'something_of_2040' },
} as const;
type Kind = keyof typeof KINDS;
const kinds = Object.keys(KINDS) as Kind[];

interface Happening {
  kind: Kind;
  second: number;
}
/** Which moment of the mail's row a kind of event is. */
const MOMENTS = {
  deliveredAt: ['delivered'],
  firstOpenAt: ['open'],
  firstMachineOpenAt: ['machine'],
  firstClickAt: ['click'],
  bouncedAt: ['bounce', 'blocked'],
  droppedAt: ['dropped'],
  spamAt: ['spamreport'],
  unsubscribedAt: ['unsubscribe', 'leave', 'leaveOther'],
} as const satisfies Partial<Record<keyof EmailLog, readonly Kind[]>>;
type Moment = keyof typeof MOMENTS;
const moments = Object.keys(MOMENTS) as Moment[];
/** The furthest first: what a mail's status says when it has had several of these moments. */
const RANKS: [Moment | null, Status][] = [
  ['spamAt', 'spam'],
  ['unsubscribedAt', 'unsubscribed'],
  ['firstClickAt', 'clicked'],
  ['firstOpenAt', 'opened'],
  ['bouncedAt', 'bounced'],
  ['droppedAt', 'dropped'],
  ['deliveredAt', 'delivered'],
  [null, 'accepted'],
];

type Fate = Record<Moment, Date | null> & { status: Status; openCount: number; clickCount: number };
/** A mail that has come so far before the first of our events. */
function startOf(status: Status): Fate {
  const reached = RANKS.find(([, name]) => name === status)?.[0] ?? null;
  const fate = Object.fromEntries(moments.map((moment) => [moment, null])) as Record<Moment, null>;
  return {
    ...fate,
    ...(reached && { [reached]: instant(30) }),
    status,
    openCount: reached === 'firstOpenAt' ? 1 : 0,
    clickCount: reached === 'firstClickAt' ? 1 : 0,
  };
}
/** The slow and obvious way to say what becomes of it. */
function fateOf(status: Status, happened: Happening[]): Fate {
  const fate = startOf(status);
  if (!happened.length) return fate;
  for (const moment of moments) {
    const known = fate[moment] ? [fate[moment]] : [];
    const times = happened
      .filter(({ kind }) => (MOMENTS[moment] as readonly Kind[]).includes(kind))
      .map(({ second }) => instant(second));
    fate[moment] = [...known, ...times].sort((a, b) => Number(a) - Number(b))[0] ?? null;
  }
  fate.openCount += happened.filter(({ kind }) => kind === 'open').length;
  fate.clickCount += happened.filter(({ kind }) => kind === 'click').length;
  fate.status = RANKS.find(([moment]) => moment === null || fate[moment] !== null)?.[1] ?? 'accepted';
  return fate;
}

let mails = 0;
async function mailThatIs(status: Status): Promise<EmailLog> {
  mails += 1;
  return EmailLog.create({
    kind: 'transactional',
    toEmail: `Fate${mails}@Seen.example`,
    messageId: `message-${mails}`,
    ...startOf(status),
    acceptedAt: ['queued', 'submitting', 'unknown', 'failed', 'suppressed'].includes(status)
      ? null
      : instant(0),
  });
}
const eventOf = (log: EmailLog, { kind, second }: Happening, index: number) => ({
  ...KINDS[kind],
  email: log.toEmail,
  timestamp: START + second,
  sg_event_id: `${log.id}-${index}`,
  sg_message_id: `${log.messageId}.recvd-1-2-3.0`,
  crm_log_id: log.id,
  // Several events of one kind in one second are several.
  ip: `203.0.113.${index}`,
});
const rowOf = async (log: EmailLog) => {
  const row = await EmailLog.findByPk(log.id, { rejectOnEmpty: true });
  const known = Object.keys(startOf('queued')) as (keyof Fate)[];
  return Object.fromEntries(known.map((name) => [name, row[name]]));
};
const listedGroups = async (log: EmailLog) =>
  (await Suppression.findAll({ where: { email: log.toEmail.toLowerCase(), reason: 'group_unsubscribe' } }))
    .map(({ asmGroupId }) => asmGroupId)
    .sort();
function groupsOf(happened: Happening[]): number[] {
  const last = [...happened]
    .sort((a, b) => a.second - b.second)
    .findLast(({ kind }) => kind === 'leave' || kind === 'comeBack');
  return [
    ...(last?.kind === 'leave' ? [7] : []),
    ...(happened.some(({ kind }) => kind === 'leaveOther') ? [8] : []),
  ];
}

describe('the fate of a mail', () => {
  it.each(emailStatuses)(
    'follows from what happened to one that was %s, whatever came when and how often',
    async (status) => {
      const happenings = fc.uniqueArray(
        fc.record({ kind: fc.constantFrom(...kinds), second: fc.integer({ min: 1, max: 90 }) }),
        { maxLength: 9, selector: ({ second }) => second },
      );
      await fc.assert(
        fc.asyncProperty(happenings, fc.infiniteStream(fc.nat()), async (happened, draws) => {
          const log = await mailThatIs(status);
          const next = (below: number) => (draws.next().value as number) % below;
          // Each once, and some again: under the same id, or as SendGrid also does, under another one.
          const sent = happened.flatMap((happening, index) => {
            const event = eventOf(log, happening, index);
            const copies =
              [[], [event], [{ ...event, sg_event_id: `${event.sg_event_id}-again` }]][next(3)] ?? [];
            return [event, ...copies];
          });
          const shuffled = sent
            .map((event) => ({ event, at: next(1000) }))
            .sort((a, b) => a.at - b.at)
            .map(({ event }) => event);
          while (shuffled.length)
            expect((await webhook.post(...shuffled.splice(0, 1 + next(6)))).status).toBe(200);
          expect(await rowOf(log)).toEqual(fateOf(status, happened));
          expect(await listedGroups(log)).toEqual(groupsOf(happened));
        }),
        { numRuns: 6, seed: 20_261_201 },
      );
    },
  );

  it('leaves the last word about a group to what was said last, whatever came when', async () => {
    const words = fc.uniqueArray(
      fc.record({ kind: fc.constantFrom<Kind>('leave', 'comeBack', 'leaveOther'), second: fc.nat(60) }),
      { minLength: 2, maxLength: 6, selector: ({ second }) => second },
    );
    await fc.assert(
      fc.asyncProperty(words, fc.boolean(), async (happened, atOnce) => {
        const log = await mailThatIs('delivered');
        const events = happened.map((happening, index) => eventOf(log, happening, index));
        for (const post of atOnce ? [events] : events.map((event) => [event]))
          expect((await webhook.post(...post)).status).toBe(200);
        expect(await listedGroups(log)).toEqual(groupsOf(happened));
      }),
      { numRuns: 20, seed: 20_261_201 },
    );
  });

  it('has a rank for every status that events can bring about', () => {
    const never = ['queued', 'submitting', 'failed', 'unknown', 'suppressed'];
    expect([...RANKS.map(([, status]) => status), ...never].sort()).toEqual([...emailStatuses].sort());
  });

  it('is known to be accepted with its first event, and keeps what the provider had said', async () => {
    const unknown = await mailThatIs('unknown');
    const accepted = await mailThatIs('accepted');
    await unknown.update({ error: 'no answer', sealedData: 'sealed' });
    for (const log of [unknown, accepted])
      await webhook.post(eventOf(log, { kind: 'delivered', second: 50 }, 0));
    expect(await unknown.reload()).toMatchObject({
      acceptedAt: instant(50),
      error: null,
      sealedData: null,
    });
    expect((await accepted.reload()).acceptedAt).toEqual(instant(0));
  });

  it('proves the fate of its batch, and of no other', async () => {
    const [batch, other] = [uuidv7(), uuidv7()];
    const logs = await Promise.all(
      ['unknown', 'unknown', 'failed', 'unknown'].map((s) => mailThatIs(s as Status)),
    );
    await Promise.all(
      logs.map((log, index) => log.update({ batch: index < 3 ? batch : other, error: 'no answer' })),
    );
    const [first] = logs;
    if (!first) throw new Error('no mail');
    const event = eventOf(first, { kind: 'processed', second: 5 }, 0);
    await webhook.post({ ...event, crm_batch: batch });
    const after = await Promise.all(logs.map((log) => log.reload()));
    expect(after.map(({ status, error }) => [status, error])).toEqual([
      ['accepted', null],
      ['accepted', null],
      ['failed', 'no answer'],
      ['unknown', 'no answer'],
    ]);
    expect(after.map(({ acceptedAt }) => acceptedAt !== null)).toEqual([true, true, false, false]);
  });

  it('changes by events of that mail alone', async () => {
    const [log, neighbour] = [await mailThatIs('accepted'), await mailThatIs('accepted')];
    const event = eventOf(log, { kind: 'open', second: 9 }, 0);
    const before = await rowOf(neighbour);
    // The ids of one and the address of the other: the ids are ours and say more.
    await webhook.post({ ...event, email: neighbour.toEmail });
    // No ids, a message id of one and the address of the other: nobody's.
    await webhook.post({
      ...event,
      sg_event_id: 'mixed',
      crm_log_id: undefined,
      email: neighbour.toEmail,
      ip: 'x',
    });
    // No ids of ours, an address that nobody has: kept, and nobody's.
    const stray = { event: 'open', email: 'nobody@nowhere.example', timestamp: START, sg_event_id: 'stray' };
    expect(await webhook.post(stray)).toMatchObject({ status: 200, stored: 1 });
    expect(await rowOf(neighbour)).toEqual(before);
    expect((await rowOf(log))['openCount']).toBe(1);
    const kept = await EmailEvent.findOne({ where: { sgEventId: 'stray' } });
    expect(kept).toMatchObject({ emailLogId: null, contactId: null, campaignId: null, email: stray.email });
  });
});
