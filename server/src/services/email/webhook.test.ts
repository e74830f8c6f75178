import { beforeAll, describe, expect, it } from 'vitest';
import type { EmailEventBatch } from '@besahubs/contracts/events';
import { Campaign } from '../../models/Campaign';
import { Contact } from '../../models/Contact';
import { ContactShare } from '../../models/ContactShare';
import { EmailEvent } from '../../models/EmailEvent';
import { EmailLog } from '../../models/EmailLog';
import { Suppression } from '../../models/Suppression';
import { rooms } from '../../policies/policy';
import { useDatabase } from '../../testing/db';
import { breakWrites } from '../../testing/gate';
import { httpClient } from '../../testing/http';
import { createFirm } from '../../testing/people';
import type { Firm, Person } from '../../testing/people';
import { signedWebhook } from '../../testing/webhook';
import { changes } from '../changes';

const db = useDatabase();
const webhook = signedWebhook(() => api);
const api = httpClient();
let firm: Firm;
beforeAll(async () => {
  firm = await createFirm();
});

const seconds = () => Math.floor(Date.now() / 1000);
let made = 0;
const eventOf = (over: object = {}) => {
  made += 1;
  return {
    event: 'open',
    email: `e${made}@hook.example`,
    timestamp: seconds(),
    sg_event_id: `hook-${made}`,
    ...over,
  };
};
const stored = (sgEventId: string) => EmailEvent.findOne({ where: { sgEventId } });

describe('what is signed', () => {
  const body = JSON.stringify([eventOf()]);
  it.each([
    ['now', body, {}, 200],
    ['a day ago, as a retry may be', body, { timestamp: String(seconds() - 86_400) }, 200],
    ['the day before yesterday', body, { timestamp: String(seconds() - 2 * 86_400) }, 403],
    ['in an hour', body, { timestamp: String(seconds() + 3600) }, 403],
    ['with another body', body, { as: body.replace('open', 'click') }, 403],
    ['without its last byte', `${body}\n`, { as: body }, 403],
  ])('%s is answered as it deserves', async (_when, text, how, status) => {
    expect((await webhook.postText(text, how)).status).toBe(status);
  });

  it('by another key is refused, and nothing of it is kept', async () => {
    const event = eventOf();
    const answer = await webhook.postText(JSON.stringify([event]), { forged: true });
    expect(answer.status).toBe(403);
    expect(await stored(event.sg_event_id)).toBeNull();
  });
});

describe('garbage in a batch', () => {
  const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  /** As JSON text, where `text` writes what no parsed event could hold. */
  const GARBAGE: [string, (id: string) => string, 'stored' | 'aside'][] = [
    [
      'NUL',
      (id) => `{"event":"open","timestamp":${made},"sg_event_id":"${id}","useragent":"a\\u0000b"}`,
      'stored',
    ],
    [
      'the six characters of NUL',
      (id) => `{"event":"open","timestamp":${made},"sg_event_id":"${id}","useragent":"a\\\\u0000b"}`,
      'stored',
    ],
    [
      'those six at the end',
      (id) => `{"event":"open","timestamp":${made},"sg_event_id":"${id}","useragent":"\\\\u0000"}`,
      'stored',
    ],
    [
      'half an emoji',
      (id) => `{"event":"open","timestamp":${made},"sg_event_id":"${id}","useragent":"\\ud83d"}`,
      'stored',
    ],
    [
      'NUL in a name',
      (id) => `{"event":"open","timestamp":${made},"sg_event_id":"${id}","a\\u0000\\udc00":1}`,
      'stored',
    ],
    [
      'NUL in an address',
      (id) => `{"event":"open","timestamp":${made},"sg_event_id":"${id}","email":"x\\u0000@y.example"}`,
      'stored',
    ],
    [
      'a message id of 9,000 characters',
      (id) =>
        `{"event":"open","timestamp":${made},"sg_event_id":"${id}","sg_message_id":"${randomLike(9000)}"}`,
      'stored',
    ],
    [
      'a type of 9,000 characters',
      (id) => `{"event":"${'e'.repeat(9000)}","timestamp":${made},"sg_event_id":"${id}"}`,
      'stored',
    ],
    [
      'a group beyond numbers',
      (id) => `{"event":"open","timestamp":${made},"sg_event_id":"${id}","asm_group_id":1e300}`,
      'stored',
    ],
    [
      'a bounce type that is an object',
      (id) => `{"event":"bounce","timestamp":${made},"sg_event_id":"${id}","type":{}}`,
      'stored',
    ],
    [
      'an address of 9,000 characters that leaves a group',
      (id) =>
        `{"event":"group_unsubscribe","timestamp":${made},"sg_event_id":"${id}","email":"${randomLike(9000)}"}`,
      'stored',
    ],
    [
      'ids that are none',
      (id) =>
        `{"event":"open","timestamp":${made},"sg_event_id":"${id}","crm_log_id":"x","crm_contact_id":[]}`,
      'stored',
    ],
    [
      'nesting without end',
      (id) => `{"event":"open","timestamp":${made},"sg_event_id":"${id}","x":${deep(20_000)}}`,
      'stored',
    ],
    ['nesting instead of an event', () => deep(20_000), 'aside'],
    ['a scalar', () => '"a\\u0000\\ud83d"', 'aside'],
    ['no time', () => '{"event":"open"}', 'aside'],
    ['a time before all time', () => '{"event":"open","timestamp":-1}', 'aside'],
  ];
  /** Text that does not compress: what an index has to hold in full. */
  function randomLike(length: number): string {
    let [state, text] = [1, ''];
    while (text.length < length) {
      state = (state * 48_271) % 2_147_483_647;
      text += state.toString(36);
    }
    return text.slice(0, length);
  }

  it.each(GARBAGE)('(%s) keeps nothing else from being taken', async (_what, write, what) => {
    const [before, after] = [eventOf(), eventOf()];
    const id = `garbage-${made}`;
    const aside = await EmailEvent.count({ where: { rawEventType: 'quarantined' } });
    const answer = await webhook.postText(
      `[${JSON.stringify(before)},${write(id)},${JSON.stringify(after)}]`,
    );
    expect(answer).toEqual({
      status: 200,
      stored: what === 'stored' ? 3 : 2,
      quarantined: what === 'aside' ? 1 : 0,
    });
    for (const { sg_event_id } of [before, after]) expect(await stored(sg_event_id)).not.toBeNull();
    expect((await stored(id)) !== null).toBe(what === 'stored');
    const more = what === 'aside' ? 1 : 0;
    expect(await EmailEvent.count({ where: { rawEventType: 'quarantined' } })).toBe(aside + more);
  });

  it('leaves the words of an event as they are', async () => {
    const event = eventOf({ useragent: 'C:\\users\\u0000d 🏢 é', nested: { list: [1, null, 'x'] } });
    await webhook.post(event);
    expect((await stored(event.sg_event_id))?.metadata).toEqual(event);
  });

  it.each([
    ['no JSON', '<html>'],
    ['half of it', '[{"event":"open"'],
    ['nothing', ''],
    ['bytes that are no text', '"\xff\xfe'],
  ])('(%s as the whole body) is put aside and not asked for again', async (_what, text) => {
    expect(await webhook.postText(text)).toMatchObject({ status: 200, stored: 0, quarantined: 1 });
  });
});

describe('who hears of it', () => {
  type Heard = { batch: EmailEventBatch; rooms: string[] };
  const hearing = async (act: () => Promise<unknown>) => {
    const heard: Heard[] = [];
    const contacts: string[][] = [];
    const listen = (event: Heard) => void heard.push(event);
    const note = (change: { resource: string; rooms: string[] }) =>
      change.resource === 'contacts' && contacts.push(change.rooms);
    changes.on('email:event', listen).on('changed', note);
    await act();
    changes.off('email:event', listen).off('changed', note);
    return { heard, contacts };
  };
  const contactOf = (owner: Person, over: Partial<Contact> = {}) => {
    made += 1;
    return Contact.create({
      firstName: 'Dana',
      lastName: `Hook${made}`,
      email: `dana${made}@hook.example`,
      ownerId: owner.id,
      teamId: owner.user.teamId,
      ...over,
    });
  };
  const mailTo = (contact: Contact, over: Partial<EmailLog> = {}) =>
    EmailLog.create({
      kind: 'transactional',
      toEmail: contact.email ?? '',
      contactId: contact.id,
      status: 'accepted',
      ...over,
    });
  const about = (log: EmailLog, over: object = {}) =>
    eventOf({ crm_log_id: log.id, email: log.toEmail, ...over });
  const groups = (heard: Heard[]) => heard.map((event) => [...event.rooms].sort().join(' + ')).sort();

  it('each audience once, however many events: owner and manager, who it is shared with, sender, campaign', async () => {
    const [mine, theirs] = [await contactOf(firm.agent), await contactOf(firm.stranger)];
    await ContactShare.bulkCreate([
      { contactId: mine.id, userId: firm.colleague.id, status: 'granted' },
      { contactId: mine.id, userId: firm.otherManager.id, status: 'requested' },
    ]);
    const campaign = await Campaign.create({ name: 'Hook', ownerId: firm.manager.id, teamId: firm.north.id });
    const direct = await mailTo(mine, { senderId: firm.agent.id });
    const promo = await mailTo(theirs, {
      campaignId: campaign.id,
      kind: 'campaign',
      senderId: firm.colleague.id,
    });
    const { heard } = await hearing(() =>
      webhook.post(
        about(direct),
        about(direct, { event: 'delivered' }),
        about(promo),
        about(promo, { event: 'deferred' }),
      ),
    );
    const of = (person: Person, team?: string) =>
      [...(team ? [rooms.managersOf(team)] : []), rooms.user(person.id)].sort().join(' + ');
    expect(groups(heard)).toEqual(
      [
        rooms.admins,
        of(firm.agent, firm.north.id),
        of(firm.agent),
        of(firm.colleague),
        of(firm.stranger, firm.south.id),
        of(firm.manager, firm.north.id),
      ].sort(),
    );
    const heardBy = (key: string) =>
      heard.find((event) => [...event.rooms].sort().join(' + ') === key)?.batch;
    expect(heardBy(of(firm.stranger, firm.south.id))).toEqual({
      contactIds: [theirs.id],
      campaignIds: [campaign.id],
      counts: { open: 1, deferred: 1 },
    });
    expect(heardBy(of(firm.agent, firm.north.id))?.contactIds).toEqual([mine.id]);
    expect(heardBy(rooms.admins)?.counts).toEqual({ open: 2, delivered: 1, deferred: 1 });
  });

  it('nobody, when it was known already or could not be read', async () => {
    const log = await mailTo(await contactOf(firm.agent));
    const event = about(log);
    await webhook.post(event);
    const { heard } = await hearing(async () => {
      await webhook.post(event, { ...event, sg_event_id: 'again' }, 'garbage');
    });
    expect(heard).toEqual([]);
  });

  it('not the manager of what is confidential, neither of the event nor of its consequence', async () => {
    const contact = await contactOf(firm.agent, { confidential: true });
    const log = await mailTo(contact);
    const { heard, contacts } = await hearing(() => webhook.post(about(log, { event: 'spamreport' })));
    expect(groups(heard)).toEqual([rooms.admins, rooms.user(firm.agent.id)].sort());
    expect(contacts.map((audience) => [...audience].sort())).toEqual([
      [rooms.admins, rooms.user(firm.agent.id)].sort(),
    ]);
  });

  it('every owner of a contact that may not be written to any more', async () => {
    const [mine, twin] = [await contactOf(firm.agent), await contactOf(firm.stranger)];
    await twin.update({ email: mine.email?.toUpperCase() ?? null });
    const deleted = await contactOf(firm.colleague, { email: mine.email, deletedAt: new Date() });
    const { contacts } = await hearing(() => webhook.post(eventOf({ event: 'bounce', email: mine.email })));
    expect(contacts.map((audience) => [...audience].sort())).toEqual([
      [
        rooms.admins,
        rooms.user(firm.agent.id),
        rooms.managersOf(firm.north.id),
        rooms.user(firm.stranger.id),
        rooms.managersOf(firm.south.id),
      ].sort(),
    ]);
    for (const each of [mine, twin]) expect((await each.reload()).bounced).toBe(true);
    expect((await deleted.reload({ paranoid: false })).bounced).toBe(false);
  });

  it.each([{ late: false }, { late: true }])(
    'nobody, when it is rolled back (%j), and it is taken at the next try',
    async ({ late }) => {
      const contact = await contactOf(firm.agent);
      const log = await mailTo(contact);
      const event = about(log, { event: 'spamreport' });
      const mend = await breakWrites(db.url(), 'Suppression', `NEW.reason = 'spam_report'`, { late });
      const failed = await hearing(async () => expect((await webhook.post(event)).status).toBe(500));
      await mend();
      expect(failed.heard).toEqual([]);
      // A commit that fails may have happened all the same, for all we know: screens then ask in vain.
      if (!late) expect(failed.contacts).toEqual([]);
      expect(await stored(event.sg_event_id)).toBeNull();
      expect((await log.reload()).status).toBe('accepted');
      expect((await contact.reload()).emailOptOut).toBe(false);
      const { heard } = await hearing(() => webhook.post(event));
      expect(heard.length).toBeGreaterThan(0);
      expect((await log.reload()).status).toBe('spam');
      const entry = await Suppression.findOne({ where: { email: contact.email ?? '' } });
      expect(entry).toMatchObject({ reason: 'spam_report', source: 'sendgrid:spamreport' });
      expect(entry?.createdAt).toEqual(new Date(event.timestamp * 1000));
    },
  );
});
