import { beforeAll, describe, expect, it } from 'vitest';
import type { Contact } from '@besahubs/contracts/contacts';
import type { Page } from '@besahubs/contracts/common';
import { AuditLog } from '../models/AuditLog';
import { Company } from '../models/Company';
import { Contact as ContactModel } from '../models/Contact';
import { useDatabase } from '../testing/db';
import { httpClient } from '../testing/http';
import { createFirm } from '../testing/people';
import type { Firm, Person } from '../testing/people';

useDatabase();
const api = httpClient();
let firm: Firm;
beforeAll(async () => {
  firm = await createFirm();
});

const create = async (values: object = {}, as: Person = firm.agent) =>
  (await api.post<Contact>('/contacts', as, { firstName: 'Jane', lastName: 'Doe', ...values })).data;
const read = (id: string, as: Person = firm.agent) => api.get<Contact>(`/contacts/${id}`, as);
const patch = (id: string, values: object, as: Person = firm.agent) =>
  api.patch<Contact>(`/contacts/${id}`, as, values);
const list = async (query: string, as: Person = firm.agent) =>
  (await api.get<Page<Contact>>(`/contacts?${query}`, as)).data;
const names = async (query: string, as?: Person) => (await list(query, as)).items.map(({ name }) => name);

describe('contacts', () => {
  it('creates, reads, changes, deletes and restores, and audits each step', async () => {
    const company = await Company.create({ name: 'Acme' });
    const made = await api.post<Contact>('/contacts', firm.agent, {
      firstName: 'Nora',
      lastName: 'Quist',
      email: 'Nora.Quist@Example.com',
      companyId: company.id,
      roles: ['tenant'],
      birthday: '1980-02-29',
    });
    expect(made.status).toBe(201);
    expect(made.data).toMatchObject({
      name: 'Nora Quist',
      email: 'nora.quist@example.com',
      company: { id: company.id, name: 'Acme' },
      owner: { id: firm.agent.id, name: 'Ann Tester' },
      roles: ['tenant'],
      birthday: '1980-02-29',
      consentStatus: 'unknown',
      abilities: { update: true, delete: true, share: true, invite: true },
    });
    const { id } = made.data;
    expect((await patch(id, { city: 'Dallas', version: 0 })).data).toMatchObject({
      city: 'Dallas',
      version: 1,
    });
    expect((await patch(id, { city: 'Plano', version: 0 })).status).toBe(409);
    expect((await api.delete(`/contacts/${id}`, firm.agent)).status).toBe(200);
    expect((await read(id)).status).toBe(404);
    expect((await api.post<Contact>(`/contacts/${id}/restore`, firm.agent)).data.city).toBe('Dallas');
    const entries = await AuditLog.findAll({ where: { resourceId: id }, order: ['createdAt'] });
    expect(entries.map(({ action }) => action)).toEqual([
      'contact.create',
      'contact.update',
      'contact.delete',
      'contact.restore',
    ]);
  });

  it('names what is wrong with a bad request', async () => {
    const bad = await api.post('/contacts', firm.agent, {
      firstName: ' ',
      email: 'no address',
      phones: [{ number: '', type: 'fax' }],
      companyId: firm.agent.id,
      birthday: '2021-02-30',
    });
    expect(bad.status).toBe(400);
    expect(Object.keys(bad.error?.fields ?? {}).sort()).toEqual([
      'birthday',
      'email',
      'firstName',
      'lastName',
      'phones.0.number',
      'phones.0.type',
    ]);
    const dangling = await api.post('/contacts', firm.agent, {
      firstName: 'A',
      lastName: 'B',
      companyId: firm.agent.id,
    });
    expect(dangling.error?.fields).toEqual({ companyId: 'There is no such record.' });
    expect((await api.get('/contacts?sort=description', firm.agent)).error?.fields).toHaveProperty('sort');
    expect((await api.get('/contacts?secret=1', firm.agent)).error?.fields).toHaveProperty('secret');
  });

  it('reads phone numbers as people type them, with one of them the primary', async () => {
    const { id, phones } = await create({
      phones: [
        { number: '(214) 555-0100 x4781' },
        { number: '972.555.0111', type: 'mobile', primary: true },
        { number: 'ask at the desk', type: 'other' },
      ],
    });
    expect(phones).toEqual([
      {
        type: 'work',
        number: '(214) 555-0100 x4781',
        extension: '4781',
        primary: false,
        e164: '+12145550100',
      },
      { type: 'mobile', number: '972.555.0111', extension: null, primary: true, e164: '+19725550111' },
      { type: 'other', number: 'ask at the desk', extension: null, primary: false, e164: null },
    ]);
    // What was read can be sent back as it came.
    const again = await patch(id, { phones });
    expect(again.data.phones).toEqual(phones);
    expect(again.data.version).toBe(0);
    const one = (await patch(id, { phones: [{ number: '1 (469) 555-0123', extension: '9' }] })).data.phones;
    expect(one).toMatchObject([{ e164: '+14695550123', extension: '9', primary: true }]);
  });

  it('keeps the books on opting out and consent', async () => {
    const { id } = await create({ email: 'consent@example.com' });
    const out = (await patch(id, { emailOptOut: true })).data;
    expect(out).toMatchObject({
      emailOptOut: true,
      consentStatus: 'denied',
      consentSource: 'Entered by Ann Tester',
    });
    expect(out.emailOptOutAt).not.toBeNull();
    expect(out.consentAt).toBe(out.emailOptOutAt);
    const same = (await patch(id, { emailOptOut: true, city: 'X' })).data;
    expect(same.emailOptOutAt).toBe(out.emailOptOutAt);
    const back = (await patch(id, { emailOptOut: false })).data;
    expect(back).toMatchObject({ emailOptOut: false, emailOptOutAt: null, consentStatus: 'unknown' });
    const granted = (await patch(id, { consentStatus: 'granted', consentSource: 'Open house form' })).data;
    expect(granted).toMatchObject({ consentStatus: 'granted', consentSource: 'Open house form' });
    expect(granted.consentAt).not.toBeNull();
  });

  it('plans the next touch by the cadence, unless a date was given', async () => {
    const before = Date.now();
    const { id, nextTouchAt } = await create({ cadenceDays: 30 });
    const days = (Date.parse(nextTouchAt ?? '') - before) / 86_400_000;
    expect(days).toBeGreaterThan(29.9);
    expect(days).toBeLessThan(30.1);
    const set = await patch(id, { cadenceDays: 7, nextTouchAt: '2027-01-01T10:00:00Z' });
    expect(set.data.nextTouchAt).toBe('2027-01-01T10:00:00.000Z');
  });

  it('sorts names as people do', async () => {
    for (const lastName of ['Zhang', 'Émile', 'de Vries', 'Emil', 'Unit 10', 'Unit 9', 'Öz', 'Orr'])
      await create({ firstName: 'Kit', lastName, city: 'Collation' });
    const sorted = ['de Vries', 'Emil', 'Émile', 'Orr', 'Öz', 'Unit 9', 'Unit 10', 'Zhang'];
    expect(await names('city=Collation&sort=name')).toEqual(sorted.map((lastName) => `Kit ${lastName}`));
  });

  it('searches, filters, sorts and pages', async () => {
    await create({ firstName: 'Zoe', lastName: 'Abel', city: 'Zürich', tags: ['zz', '100%'] });
    await create({ firstName: 'Adam', lastName: 'Zeal', city: 'Zürich', roles: ['lender'], email: 'a@z.io' });
    await create({ firstName: 'Bob', lastName: 'Abel', city: 'Zürich', emailOptOut: true });
    expect(await names('city=zürich&sort=name')).toEqual(['Bob Abel', 'Zoe Abel', 'Adam Zeal']);
    expect(await names('city=zürich&sort=-name&pageSize=1&page=2')).toEqual(['Zoe Abel']);
    expect(await names('q=abel+zoe')).toEqual(['Zoe Abel']);
    expect(await names('city=z%25rich')).toEqual([]);
    expect(await names('tag=100%25,nope')).toEqual(['Zoe Abel']);
    expect(await names('role=lender,attorney')).toEqual(['Adam Zeal']);
    expect(await names('city=zürich&hasEmail=true')).toEqual(['Adam Zeal']);
    expect(await names('city=zürich&emailOptOut=true')).toEqual(['Bob Abel']);
    expect((await list('city=zürich&touchedBefore=2020-01-01T00:00:00Z')).total).toBe(3);
    expect((await list('city=zürich&createdTo=2020-01-01T00:00:00Z')).total).toBe(0);
    expect((await list('city=zürich&ownerId=me')).total).toBe(3);
  });

  it('is in the scope of its owner, their manager and admins; 404 to everybody else', async () => {
    const { id } = await create({ lastName: 'Scoped' });
    for (const [person, status] of [
      [firm.admin, 200],
      [firm.manager, 200],
      [firm.agent, 200],
      [firm.colleague, 404],
      [firm.stranger, 404],
      [firm.otherManager, 404],
    ] as const) {
      expect((await read(id, person)).status).toBe(status);
      expect((await patch(id, { title: person.id }, person)).status).toBe(status);
      expect((await list('q=scoped', person)).total).toBe(status === 200 ? 1 : 0);
      if (status === 404) expect((await api.delete(`/contacts/${id}`, person)).status).toBe(404);
    }
    expect((await api.get(`/contacts/${id}`, null)).status).toBe(401);
  });

  it('hides what is confidential from the manager too, until it is shared', async () => {
    const { id } = await create({ lastName: 'Hush', confidential: true });
    expect((await read(id, firm.manager)).status).toBe(404);
    expect((await read(id, firm.admin)).status).toBe(200);
    expect((await api.post(`/contacts/${id}/shares`, firm.agent, { userId: firm.manager.id })).status).toBe(
      201,
    );
    expect((await read(id, firm.manager)).status).toBe(200);
  });

  it('goes to another owner, and with them to their team', async () => {
    const { id } = await create({ lastName: 'Moving' });
    expect((await patch(id, { ownerId: firm.stranger.id })).error?.fields).toHaveProperty('ownerId');
    const moved = await patch(id, { ownerId: firm.stranger.id }, firm.admin);
    expect(moved.data.owner?.id).toBe(firm.stranger.id);
    expect((await read(id)).status).toBe(404);
    expect((await read(id, firm.otherManager)).status).toBe(200);
    expect((await read(id, firm.manager)).status).toBe(404);
  });

  it('forgets the bounce when the address changes', async () => {
    const { id } = await create({ email: 'old@example.com' });
    await ContactModel.update({ bounced: true }, { where: { id } });
    expect((await patch(id, { city: 'Y' })).data.bounced).toBe(true);
    expect((await patch(id, { email: 'new@example.com' })).data.bounced).toBe(false);
  });
});
