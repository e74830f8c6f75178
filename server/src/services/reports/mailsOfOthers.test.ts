import { beforeAll, describe, expect, it } from 'vitest';
import type { ReportQueryInput, ReportResult } from '@besahubs/contracts/reports';
import { Contact } from '../../models/Contact';
import { EmailEvent } from '../../models/EmailEvent';
import { EmailLog } from '../../models/EmailLog';
import { useDatabase } from '../../testing/db';
import { httpClient } from '../../testing/http';
import { createFirm } from '../../testing/people';
import type { Firm, Person } from '../../testing/people';

useDatabase();
const api = httpClient();
let firm: Firm;
const SECRET = 'Secret offer';

beforeAll(async () => {
  firm = await createFirm();
  const contactOf = ({ id, user }: Person) =>
    Contact.create({ firstName: 'A', lastName: 'B', ownerId: id, teamId: user.teamId });
  const [mine, theirs] = [await contactOf(firm.agent), await contactOf(firm.stranger)];
  const mailOf = (sender: Person, contact: Contact, subject: string) =>
    EmailLog.create({
      kind: 'campaign',
      toEmail: 'a@x.example',
      dynamicData: {},
      subject,
      contactId: contact.id,
      senderId: sender.id,
      teamId: sender.user.teamId,
    });
  const mails = [
    await mailOf(firm.agent, mine, 'Open letter'),
    // Events about a contact of the agent, of a mail that was the stranger's to somebody else.
    await mailOf(firm.stranger, theirs, SECRET),
  ];
  for (const { id } of mails)
    await EmailEvent.create({
      emailLogId: id,
      contactId: mine.id,
      eventType: 'open',
      rawEventType: 'open',
      eventTimestamp: new Date('2026-11-01T12:00:00Z'),
      fingerprint: id,
      metadata: {},
    } as never);
});

const ask = async (as: Person, query: Omit<ReportQueryInput, 'dataset'>) => {
  const body = { dataset: 'emailEvents', metrics: ['count'], ...query };
  const { status, data } = await api.post<ReportResult>('/widgets/query', as, body);
  expect(status).toBe(200);
  return data;
};
const countOf = async (as: Person, filters: ReportQueryInput['filters']) =>
  (await ask(as, filters ? { filters } : {})).rows[0]?.['count'];

describe('a mail that one may not see', () => {
  it('keeps its subject and its sender, while what happened counts', async () => {
    expect(await countOf(firm.agent, undefined)).toBe(2);
    const { rows } = await ask(firm.agent, { groupBy: ['subject', 'owner'] });
    expect(rows.map(({ subject, owner }) => [subject, owner])).toEqual(
      expect.arrayContaining([
        ['Open letter', `${firm.agent.user.firstName} ${firm.agent.user.lastName}`],
        [null, null],
      ]),
    );
    expect(await countOf(firm.agent, [{ field: 'subject', op: 'eq', value: SECRET }])).toBe(0);
    expect(await countOf(firm.agent, [{ field: 'subject', op: 'startsWith', value: 'Secret' }])).toBe(0);
    expect(await countOf(firm.agent, [{ field: 'owner', op: 'eq', value: firm.stranger.id }])).toBe(0);
    const distinct = await ask(firm.agent, { metrics: ['countDistinct:subject'] });
    expect(distinct.rows[0]?.['countDistinct_subject']).toBe(1);
  });

  it('is open to who sent it', async () => {
    expect(await countOf(firm.stranger, [{ field: 'subject', op: 'eq', value: SECRET }])).toBe(1);
    expect(await countOf(firm.admin, [{ field: 'owner', op: 'eq', value: firm.stranger.id }])).toBe(1);
  });
});
