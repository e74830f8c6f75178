import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Contact, ContactShare } from '@besahubs/contracts/contacts';
import { contactInput, consentStatuses } from '@besahubs/contracts/contacts';
import { database } from '../models';
import { AuditLog } from '../models/AuditLog';
import { Company } from '../models/Company';
import { Contact as ContactRow } from '../models/Contact';
import { ContactShare as ShareRow } from '../models/ContactShare';
import { Notification } from '../models/Notification';
import { addToWallClock } from '../lib/time';
import { normalizeCompanyName } from '../services/crm/companies';
import { meetAt } from '../testing/atOnce';
import { useDatabase } from '../testing/db';
import { httpClient } from '../testing/http';
import { createFirm } from '../testing/people';
import type { Firm, Person } from '../testing/people';

/** What is kept about a person besides their name: consent, touches, phones, who may see them. */

const db = useDatabase();
const api = httpClient();
let firm: Firm;
beforeAll(async () => {
  firm = await createFirm();
  await Promise.all([1, 2, 3].map(() => database().query('SELECT pg_sleep(0.01)')));
});

const create = async (values: object = {}, as: Person = firm.agent): Promise<Contact> => {
  const answer = await api.post<Contact>('/contacts', as, { firstName: 'Jane', lastName: 'Doe', ...values });
  expect(answer.error).toBeNull();
  return answer.data;
};
const patch = async (id: string, values: object, as: Person = firm.agent): Promise<Contact> => {
  const answer = await api.patch<Contact>(`/contacts/${id}`, as, values);
  expect(answer.error).toBeNull();
  return answer.data;
};
const during = async <T>(work: () => Promise<T>) => {
  const from = Date.now();
  const result = await work();
  const to = Date.now();
  return {
    result,
    inIt: (text: string | null) => Date.parse(text ?? '') >= from && Date.parse(text ?? '') <= to,
  };
};
const consentOf = ({ emailOptOut, consentStatus, consentSource }: Contact) => ({
  emailOptOut,
  consentStatus,
  consentSource,
});
const BY = 'Entered by Ann Tester';

describe('consent', () => {
  it.each(consentStatuses)(
    'of a new contact that is %s has a source and a time, unless nothing was said',
    async (consentStatus) => {
      const { result, inIt } = await during(() => create({ consentStatus }));
      const said = consentStatus !== 'unknown';
      expect(consentOf(result)).toEqual({
        emailOptOut: false,
        consentStatus,
        consentSource: said ? BY : null,
      });
      if (said) expect(inIt(result.consentAt)).toBe(true);
      else expect(result.consentAt).toBeNull();
      expect(result.emailOptOutAt).toBeNull();
    },
  );

  it('is denied by opting out, whatever else was said, from where and when it was said', async () => {
    for (const more of [{}, { consentStatus: 'granted' }] as const) {
      const { result, inIt } = await during(() =>
        create({ emailOptOut: true, ...more, consentSource: 'By phone' }),
      );
      expect(consentOf(result)).toEqual({
        emailOptOut: true,
        consentStatus: 'denied',
        consentSource: 'By phone',
      });
      expect(inIt(result.emailOptOutAt) && inIt(result.consentAt)).toBe(true);
    }
  });

  it('is unknown again when an opt-out is taken back, unless it is given', async () => {
    for (const [more, status] of [
      [{}, 'unknown'],
      [{ consentStatus: 'granted' }, 'granted'],
      [{ consentStatus: 'denied' }, 'denied'],
    ] as const) {
      const { id } = await create({ emailOptOut: true, consentSource: 'A form' });
      const { result, inIt } = await during(() => patch(id, { emailOptOut: false, ...more }, firm.manager));
      expect(consentOf(result)).toEqual({
        emailOptOut: false,
        consentStatus: status,
        consentSource: 'Entered by Max Tester',
      });
      expect(result.emailOptOutAt).toBeNull();
      expect(inIt(result.consentAt)).toBe(true);
    }
  });

  it('keeps its time and source when it is sent back as it is', async () => {
    const { id } = await create({ emailOptOut: true, consentSource: 'A form' });
    const past = new Date('2024-01-01T00:00:00Z');
    await ContactRow.update({ emailOptOutAt: past, consentAt: past }, { where: { id } });
    const same = await patch(id, { emailOptOut: true, consentStatus: 'denied', city: 'Plano' });
    expect([same.emailOptOutAt, same.consentAt]).toEqual([past.toISOString(), past.toISOString()]);
    expect(same.consentSource).toBe('A form');
    const granted = await create({ consentStatus: 'granted' });
    await ContactRow.update({ consentAt: past }, { where: { id: granted.id } });
    expect(
      (await patch(granted.id, { consentStatus: 'granted', consentSource: 'Better known' })).consentAt,
    ).toBe(past.toISOString());
    const { result, inIt } = await during(() => patch(granted.id, { consentStatus: 'denied' }));
    expect(inIt(result.consentAt)).toBe(true);
    expect(result.consentSource).toBe(BY);
  });
});

describe('the next touch', () => {
  const CHICAGO = 'America/Chicago';

  it('is a cadence from now, or from the last touch, at the same time of the day there', async () => {
    const { result, inIt } = await during(() => create({ cadenceDays: 200 }));
    const back = addToWallClock(CHICAGO, new Date(result.nextTouchAt ?? ''), { days: -200 });
    expect(inIt(back.toISOString())).toBe(true);
    const last = new Date('2024-02-10T15:00:00Z');
    await ContactRow.update({ lastTouchAt: last }, { where: { id: result.id } });
    expect((await patch(result.id, { cadenceDays: 60 })).nextTouchAt).toBe('2024-04-10T14:00:00.000Z');
  });

  it('stays when the cadence does, when a date comes with it, and when the cadence ends', async () => {
    const at = '2024-05-05T12:00:00.000Z';
    const { id } = await create({ cadenceDays: 30 });
    expect((await patch(id, { cadenceDays: 10, nextTouchAt: at })).nextTouchAt).toBe(at);
    expect((await patch(id, { cadenceDays: 10 })).nextTouchAt).toBe(at);
    expect((await patch(id, { cadenceDays: null })).nextTouchAt).toBe(at);
    expect((await patch(id, { nextTouchAt: null, cadenceDays: 5 })).nextTouchAt).toBeNull();
  });

  it.each([
    [4, 3],
    [3, 4],
  ])('of two calls logged at once, of the %ith and the %ith, is counted from the later', async (...days) => {
    const { id } = await create({ cadenceDays: 10 });
    const calls = days.map(
      (day) => () =>
        api.post('/activities', firm.agent, {
          type: 'call',
          contactId: id,
          occurredAt: `2024-06-0${day}T15:00:00Z`,
        }),
    );
    // Each holds the key of the contact by then, as whoever links to it does, and asks for the rest of the row.
    const lock = `SELECT 1 FROM "Contact" WHERE id = '${id}' FOR NO KEY UPDATE`;
    const logged = await meetAt(db.url(), lock, calls);
    expect(logged.map(({ status }) => status)).toEqual([201, 201]);
    const { data } = await api.get<Contact>(`/contacts/${id}`, firm.agent);
    expect([data.lastTouchAt, data.nextTouchAt]).toEqual([
      '2024-06-04T15:00:00.000Z',
      '2024-06-14T15:00:00.000Z',
    ]);
  });

  it('goes back with the last call, to the one before it, or to when the contact was made', async () => {
    const contact = await create({ cadenceDays: 10 });
    const log = async (body: object) =>
      (
        await api.post<{ id: string }>('/activities', firm.agent, {
          type: 'call',
          contactId: contact.id,
          ...body,
        })
      ).data.id;
    const state = async () => {
      const { data } = await api.get<Contact>(`/contacts/${contact.id}`, firm.agent);
      return [data.lastTouchAt, data.nextTouchAt];
    };
    const first = await log({ occurredAt: '2024-06-01T15:00:00Z' });
    await log({ occurredAt: '2024-06-02T15:00:00Z', outcome: 'no_answer' });
    await log({ occurredAt: '2024-06-02T16:00:00Z', type: 'note' });
    const last = await log({ occurredAt: '2024-06-03T15:00:00Z', outcome: 'connected' });
    await api.delete(`/activities/${first}`, firm.agent);
    expect((await state())[0]).toBe('2024-06-03T15:00:00.000Z');
    await api.post(`/activities/${first}/restore`, firm.agent);
    await api.patch(`/activities/${last}`, firm.agent, { outcome: 'wrong_number' });
    expect(await state()).toEqual(['2024-06-01T15:00:00.000Z', '2024-06-11T15:00:00.000Z']);
    await api.patch(`/activities/${last}`, firm.agent, { outcome: 'meeting_set' });
    expect((await state())[0]).toBe('2024-06-03T15:00:00.000Z');
    for (const id of [first, last]) await api.delete(`/activities/${id}`, firm.agent);
    const next = addToWallClock(CHICAGO, new Date(contact.createdAt), { days: 10 }).toISOString();
    expect(await state()).toEqual([null, next]);
  });
});

describe('phones', () => {
  it.each([
    ['(214) 555-0100', null, '+12145550100', null],
    ['214.555.0100 x4781', null, '+12145550100', '4781'],
    ['+1 214 555 0100 ext. 9', null, '+12145550100', '9'],
    ['214-555-0100 x1', '2', '+12145550100', '2'],
    ['+49 30 901820', null, '+4930901820', null],
    ['ask for Bob', null, null, null],
    ['12', null, null, null],
  ])('%s (extension %j) is %s', async (number, extension, e164, read) => {
    const { phones } = await create({ phones: [{ number, ...(extension && { extension }) }] });
    expect(phones).toEqual([{ type: 'work', number, extension: read, primary: true, e164 }]);
  });

  it('have one primary, the first that says so or else the first, and come back as they were sent back', async () => {
    const one = fc.record({
      number: fc.constantFrom('214-555-0100', '+442071838750', 'x', '5550100 x12'),
      type: fc.constantFrom('work', 'mobile', 'home', 'other'),
      primary: fc.boolean(),
    });
    const { id } = await create();
    await fc.assert(
      fc.asyncProperty(fc.array(one, { maxLength: 10 }), async (phones) => {
        const stored = (await patch(id, { phones })).phones;
        const primary = Math.max(
          0,
          phones.findIndex((phone) => phone.primary),
        );
        expect(stored.map((phone) => phone.primary)).toEqual(phones.map((_, index) => index === primary));
        expect(stored.map(({ number, type }) => ({ number, type }))).toEqual(
          phones.map(({ number, type }) => ({ number, type })),
        );
        const again = await patch(id, { phones: stored });
        expect(again.phones).toEqual(stored);
      }),
      { numRuns: 15 },
    );
    expect(
      contactInput.safeParse({ firstName: 'A', lastName: 'B', phones: Array(11).fill({ number: '1' }) })
        .success,
    ).toBe(false);
  });
});

describe('an address', () => {
  it('that stays has bounced as it had; a new one, or none, has not', async () => {
    const { id } = await create({ email: 'old@example.com' });
    const bounce = () => ContactRow.update({ bounced: true }, { where: { id } });
    await bounce();
    expect((await patch(id, { email: 'OLD@example.com' })).bounced).toBe(true);
    expect((await patch(id, { email: null })).bounced).toBe(false);
    await bounce();
    expect((await patch(id, { email: 'new@example.com' })).bounced).toBe(false);
  });
});

describe('what is confidential', () => {
  it('has a history for admins alone, from when it is', async () => {
    const open = await create({ lastName: 'Open' });
    const { id } = await create({ lastName: 'Hush', confidential: true });
    await patch(id, { city: 'Nowhere' });
    const teamsOf = async (resourceId: string) =>
      (await AuditLog.findAll({ where: { resourceId } })).map(({ teamId }) => teamId);
    expect(await teamsOf(open.id)).toEqual([firm.north.id]);
    expect(await teamsOf(id)).toEqual([null, null]);
  });

  it('is given and hidden by whoever may share it, and by nobody it was shared with', async () => {
    const { id } = await create({ lastName: 'Given' });
    await api.post(`/contacts/${id}/shares`, firm.agent, { userId: firm.colleague.id });
    for (const values of [{ ownerId: firm.colleague.id }, { confidential: true }])
      expect((await api.patch(`/contacts/${id}`, firm.colleague, values)).status).toBe(403);
    // What does not change asks for nothing.
    await patch(id, { ownerId: firm.agent.id, confidential: false, city: 'Same' }, firm.colleague);
    await patch(id, { confidential: true });
    expect((await patch(id, { ownerId: firm.colleague.id }, firm.admin)).owner?.id).toBe(firm.colleague.id);
  });
});

describe('sharing', () => {
  const asks = (id: string, as = firm.colleague) => api.post(`/contacts/${id}/access-requests`, as);

  it('asked for twice at once is one request, of which the owner hears once', async () => {
    const { id } = await create({ lastName: 'Twice' });
    const [first, second] = await Promise.all([asks(id), asks(id)]);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(await ShareRow.count({ where: { contactId: id } })).toBe(1);
    const told = { resourceId: id, kind: 'contact.access_requested' };
    expect(await Notification.findAll({ where: told })).toMatchObject([
      {
        userId: firm.agent.id,
        title: 'Cole Tester asks for access to Jane Twice',
        actorId: firm.colleague.id,
      },
    ]);
    expect(await AuditLog.count({ where: { resourceId: id, action: 'contact.access_request' } })).toBe(1);
  });

  it('lists requests first, then who sees it, with who opened it', async () => {
    const { id } = await create({ lastName: 'Listed' });
    for (const person of [firm.stranger, firm.otherManager])
      await api.post(`/contacts/${id}/shares`, firm.manager, { userId: person.id });
    await asks(id);
    const { data } = await api.get<ContactShare[]>(`/contacts/${id}/shares`, firm.agent);
    expect(data.map(({ user, status, grantedBy }) => [user.id, status, grantedBy?.id ?? null])).toEqual([
      [firm.colleague.id, 'requested', null],
      [firm.stranger.id, 'granted', firm.manager.id],
      [firm.otherManager.id, 'granted', firm.manager.id],
    ]);
  });

  it('granted twice at once is granted once', async () => {
    const { id } = await create({ lastName: 'Granted' });
    const grant = () => api.post(`/contacts/${id}/shares`, firm.agent, { userId: firm.stranger.id });
    const answers = await Promise.all([grant(), grant()]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(await Notification.count({ where: { resourceId: id, kind: 'contact.shared' } })).toBe(1);
    expect(await AuditLog.count({ where: { resourceId: id, action: 'contact.share' } })).toBe(1);
  });

  it('ended twice at once is ended once', async () => {
    const { id } = await create({ lastName: 'Ended' });
    await asks(id);
    const end = () => api.delete(`/contacts/${id}/shares/${firm.colleague.id}`, firm.agent);
    const lock = `SELECT 1 FROM "ContactShare" WHERE "contactId" = '${id}' FOR UPDATE`;
    const answers = await meetAt(db.url(), lock, [end, end]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
    expect(await AuditLog.count({ where: { resourceId: id, action: 'contact.decline_access' } })).toBe(1);
    expect((await ShareRow.findOne({ where: { contactId: id } }))?.status).toBe('declined');
  });
});

describe('names of companies', () => {
  it.each([
    ['Acme, Inc.', 'acme'],
    ['ACME INC', 'acme'],
    ['Acme L.L.C.', 'acme'],
    ['Smith & Sons, Ltd.', 'smith and sons'],
    ['O’Neil’s (Dallas) Corporation', 'oneils dallas'],
    ['O\'Neil\'s "Dallas" Corp', 'oneils dallas'],
    ['  The   Company Co. ', 'the'],
    ['Incline Holdings', 'incline holdings'],
    ['Brücke GmbH', 'brücke'],
    ['One LP / Two LLP / Three PLC', 'one / two / three'],
  ])('%s is %s to a person', async (name, normalized) => {
    expect(normalizeCompanyName(name)).toBe(normalized);
    const { data } = await api.post<{ id: string }>('/companies', firm.agent, { name });
    const kept = async () => (await Company.findByPk(data.id))?.normalizedName;
    expect(await kept()).toBe(normalized);
    await api.patch(`/companies/${data.id}`, firm.agent, { city: 'Dallas' });
    expect(await kept()).toBe(normalized);
    await api.patch(`/companies/${data.id}`, firm.agent, { name: 'Other, Inc.' });
    expect(await kept()).toBe('other');
  });
});
