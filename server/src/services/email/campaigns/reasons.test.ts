import { QueryTypes } from 'sequelize';
import { beforeAll, describe, expect, it } from 'vitest';
import { exclusionReasons } from '@besahubs/contracts/campaigns';
import type { Audience, Campaign, CampaignRecipient } from '@besahubs/contracts/campaigns';
import type { Page } from '@besahubs/contracts/common';
import { database } from '../../../models';
import { Contact } from '../../../models/Contact';
import { EmailLog } from '../../../models/EmailLog';
import { Suppression } from '../../../models/Suppression';
import { useMail } from '../../../testing/mail';
import { createFirm } from '../../../testing/people';
import type { Firm } from '../../../testing/people';
import { signedWebhook } from '../../../testing/webhook';
import { DROPPED } from '../suppressions';
import { UNREACHABLE, UNWELCOME } from './exclusion';

const mail = useMail();
const webhook = signedWebhook(() => mail.api());
let firm: Firm;
beforeAll(async () => {
  firm = await createFirm();
});

type Exclusion = (typeof exclusionReasons)[number];
interface Case {
  name: string;
  /** Why there is no mail; null: there is one, and one only. */
  reason: Exclusion | 'deleted' | null;
  /** Makes it so, through the door by which it comes about in life. */
  happen(contact: Contact): Promise<unknown>;
  /** How it is counted when it was so before the launch; null: not at all. `reason` unless said otherwise. */
  counted?: Exclusion[];
  /** Whether somebody stands in the campaign for it, when it was so before the launch. */
  listed?: boolean;
}

/** What SendGrid documents as its reasons for dropping a mail to an address on its own lists. */
const SENDGRIDS_WORDS: typeof DROPPED = {
  'Bounced Address': 'bounce',
  'Spam Reporting Address': 'spam_report',
  'Unsubscribed Address': 'unsubscribe',
  Invalid: 'invalid',
};

/** Reasons that stand in the suppression list; the others follow from the contact itself. */
const OF_CONTACTS: Exclusion[] = ['no_email', 'denied', 'duplicate'];
const OF_THE_LIST = exclusionReasons.filter((reason) => !OF_CONTACTS.includes(reason));

const patch = (body: object) => async (contact: Contact) => {
  const answer = await mail.api().patch(`/contacts/${contact.id}`, firm.agent, body);
  expect(answer.status).toBe(200);
};
let told = 0;
const event = (body: object) => async (contact: Contact) => {
  told += 1;
  const answer = await webhook.post({
    email: contact.email,
    timestamp: Math.floor(Date.now() / 1000),
    sg_event_id: `told-${told}`,
    ...body,
  });
  expect(answer).toMatchObject({ status: 200, stored: 1 });
};
/** Somebody else with the same address, not in this audience. */
const twin =
  (over: Partial<Contact>) =>
  ({ email }: Contact) =>
    Contact.create({ firstName: 'Twin', lastName: 'Elsewhere', email, ownerId: firm.stranger.id, ...over });

const CASES: Case[] = [
  ...OF_THE_LIST.map((reason): Case => ({
    name: `an entry “${reason}” in the suppression list`,
    reason,
    happen: ({ email }) =>
      Suppression.create({ email: email?.toLowerCase() ?? '', reason: reason as Suppression['reason'] }),
  })),
  ...Object.entries({ ...SENDGRIDS_WORDS, ...DROPPED }).map(([words, reason]): Case => ({
    name: `a mail dropped as “${words}”`,
    reason,
    happen: event({ event: 'dropped', reason: words }),
  })),
  {
    name: 'a mail dropped for its unsubscribe group',
    reason: 'group_unsubscribe',
    happen: event({ event: 'dropped', reason: 'Unsubscribed Address', asm_group_id: 7 }),
  },
  {
    name: 'a mail dropped as spam',
    reason: null,
    happen: event({ event: 'dropped', reason: 'Spam Content' }),
  },
  { name: 'a hard bounce', reason: 'bounce', happen: event({ event: 'bounce', type: 'bounce' }) },
  { name: 'a block', reason: null, happen: event({ event: 'bounce', type: 'blocked' }) },
  { name: 'a deferral', reason: null, happen: event({ event: 'deferred', response: 'later' }) },
  { name: 'a spam report', reason: 'spam_report', happen: event({ event: 'spamreport' }) },
  { name: 'an unsubscribe at SendGrid', reason: 'unsubscribe', happen: event({ event: 'unsubscribe' }) },
  {
    name: 'leaving a group',
    reason: 'group_unsubscribe',
    happen: event({ event: 'group_unsubscribe', asm_group_id: 7 }),
  },
  { name: 'an opt-out noted by hand', reason: 'unsubscribe', happen: patch({ emailOptOut: true }) },
  {
    name: 'an opt-out that came with an import',
    reason: 'unsubscribe',
    happen: (contact) => contact.update({ emailOptOut: true }),
  },
  { name: 'consent denied', reason: 'denied', happen: patch({ consentStatus: 'denied' }) },
  {
    name: 'a bounce noted on the contact',
    reason: 'bounce',
    happen: (contact) => contact.update({ bounced: true }),
  },
  { name: 'an opt-out of a twin', reason: 'unsubscribe', happen: twin({ emailOptOut: true }) },
  { name: 'consent denied by a twin', reason: 'denied', happen: twin({ consentStatus: 'denied' }) },
  { name: 'a bounce of a twin', reason: 'bounce', happen: twin({ bounced: true }) },
  {
    name: 'an opt-out of a twin who is deleted',
    reason: null,
    happen: twin({ emailOptOut: true, deletedAt: new Date() }),
  },
  {
    name: 'a twin in the same audience',
    reason: null,
    counted: ['duplicate'],
    happen: ({ tags, email, lastName }) =>
      Contact.create({
        firstName: 'Twin',
        lastName,
        tags,
        email,
        ownerId: firm.agent.id,
        teamId: firm.north.id,
      }),
  },
  {
    name: 'a twin in the same audience who has left',
    reason: 'unsubscribe',
    counted: ['unsubscribe', 'unsubscribe'],
    happen: ({ tags, email, lastName }) =>
      Contact.create({
        firstName: 'Twin',
        lastName,
        tags,
        email,
        ownerId: firm.agent.id,
        teamId: firm.north.id,
        emailOptOut: true,
      }),
  },
  { name: 'no address', reason: 'no_email', happen: patch({ email: null }), listed: false },
  {
    name: 'an address of blanks',
    reason: 'no_email',
    happen: (contact) => contact.update({ email: '  ' }),
    listed: false,
  },
  {
    name: 'a deletion',
    reason: 'deleted',
    counted: [],
    listed: false,
    happen: async (contact) =>
      expect((await mail.api().delete(`/contacts/${contact.id}`, firm.agent)).status).toBe(200),
  },
  {
    name: 'an erasure',
    reason: 'deleted',
    counted: [],
    listed: false,
    happen: (contact) => contact.destroy({ force: true }),
  },
  { name: 'nothing at all', reason: null, happen: () => Promise.resolve() },
];

describe('the reasons', () => {
  it('are those of the contract, of the list in the database and of the rules, each with a case here', async () => {
    const [check] = await database().query<{ text: string }>(
      `SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint
        WHERE conrelid = '"Suppression"'::regclass AND contype = 'c' AND pg_get_constraintdef(oid) LIKE '%reason%'`,
      { type: QueryTypes.SELECT },
    );
    const inDatabase = [...(check?.text ?? '').matchAll(/'(\w+)'/g)].map((match) => match[1]);
    expect(inDatabase.sort()).toEqual([...OF_THE_LIST].sort());
    const tested = new Set(CASES.flatMap(({ reason, counted = [] }) => [reason, ...counted]));
    for (const reason of [...exclusionReasons, ...Object.keys({ ...UNREACHABLE, ...UNWELCOME })])
      expect([...tested]).toContain(reason);
  });
});

describe.each(['before the launch', 'between launch and submit'] as const)('%s', (when) => {
  const before = when === 'before the launch';
  const tag = when.replaceAll(' ', '-');
  // In capitals here and there, as people type them.
  const addressOf = (index: number) => `Person-${index}@${tag}.Example`;
  const at = (index: number) => addressOf(index).toLowerCase();
  let campaign: Campaign;
  let audience: Audience;
  let recipients: Map<string, CampaignRecipient>;

  beforeAll(async () => {
    const contacts = await Contact.bulkCreate(
      CASES.map((_case, index) => ({
        firstName: 'Pat',
        lastName: `Number${index}`,
        email: addressOf(index),
        tags: [tag],
        ownerId: firm.agent.id,
        teamId: firm.north.id,
      })),
    );
    const api = mail.api();
    const happen = async () => {
      for (const [index, contact] of contacts.entries()) await CASES[index]?.happen(contact);
    };
    const made = await api.post<Campaign>('/campaigns', firm.manager, {
      name: tag,
      filters: { tags: [tag] },
    });
    const { id } = made.data;
    if (before) await happen();
    audience = (await api.get<Audience>(`/campaigns/${id}/audience`, firm.manager)).data;
    expect((await api.post<Campaign>(`/campaigns/${id}/send`, firm.manager, {})).data.status).toBe('sending');
    if (!before) await happen();
    await mail.deliver();
    campaign = (await api.get<Campaign>(`/campaigns/${id}`, firm.manager)).data;
    const rows = await api.get<Page<CampaignRecipient>>(
      `/campaigns/${id}/recipients?pageSize=200`,
      firm.manager,
    );
    recipients = new Map(rows.data.items.map((row) => [row.email, row]));
  });

  it.each(CASES.map((entry, index) => ({ ...entry, index })))(
    '$name means: $reason',
    async ({ reason, index, listed = true }) => {
      const row = recipients.get(at(index));
      if (reason === null) expect(row).toMatchObject({ status: 'accepted', reason: null });
      else if (before && !listed) expect(row).toBeUndefined();
      else expect(row).toMatchObject({ status: 'suppressed', reason });
      const mails = reason === null ? 1 : 0;
      expect(await mail.inbox(at(index))).toHaveLength(mails);
      expect(await EmailLog.count({ where: { campaignId: campaign.id, toEmail: at(index) } })).toBe(mails);
    },
  );

  it('all of them are counted, and nobody else', () => {
    const sent = CASES.filter(({ reason }) => reason === null).length;
    const known = CASES.filter(({ listed = true }) => listed || !before).length;
    expect(campaign.status).toBe('sent');
    expect(campaign.counters).toMatchObject({
      recipients: sent,
      suppressed: known - sent,
      pending: 0,
      failed: 0,
    });
    expect(recipients.size).toBe(known);
  });

  it('the audience said so beforehand', () => {
    const counts = new Map<string, number>();
    for (const { reason, counted = reason === null ? [] : [reason as Exclusion] } of before ? CASES : [])
      for (const name of counted) counts.set(name, (counts.get(name) ?? 0) + 1);
    expect(new Map(audience.excluded.map(({ reason, count }) => [reason, count]))).toEqual(counts);
    const recipientCount = before ? CASES.filter(({ reason }) => reason === null).length : CASES.length;
    expect(audience.recipients).toBe(recipientCount);
    expect(audience.total).toBe(recipientCount + [...counts.values()].reduce((sum, count) => sum + count, 0));
  });
});
