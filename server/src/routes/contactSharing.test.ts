import { beforeAll, describe, expect, it } from 'vitest';
import type { Contact, ContactShare, MaskedContact } from '@besahubs/contracts/contacts';
import type { Page } from '@besahubs/contracts/common';
import { Notification } from '../models/Notification';
import { useDatabase } from '../testing/db';
import { httpClient } from '../testing/http';
import { createFirm } from '../testing/people';
import type { Firm, Person } from '../testing/people';

useDatabase();
const api = httpClient();
let firm: Firm;
let wanted: Contact;
beforeAll(async () => {
  firm = await createFirm();
  wanted = await create({ firstName: 'Wanda', lastName: 'Wanted', email: 'wanda@secret.example' });
});

const create = async (values: object, as: Person = firm.agent) =>
  (await api.post<Contact>('/contacts', as, { firstName: 'Jane', lastName: 'Doe', ...values })).data;
const directory = async (query: string, as: Person) =>
  (await api.get<Page<MaskedContact>>(`/contacts/directory?${query}`, as)).data;
const told = async (person: Person) =>
  (await Notification.findAll({ where: { userId: person.id }, order: ['createdAt'] })).map(
    ({ kind }) => kind,
  );

describe('the directory of masked contacts', () => {
  it('shows team-mates name, company and owner, and nothing else', async () => {
    const { items, total } = await directory('', firm.colleague);
    expect(total).toBe(1);
    expect(items).toEqual([
      {
        id: wanted.id,
        name: 'Wanda Wanted',
        company: null,
        owner: { id: firm.agent.id, name: 'Ann Tester' },
        accessRequested: false,
      },
    ]);
  });

  it('is empty for owner, manager and admin, who see the whole record, and for other teams', async () => {
    for (const person of [firm.agent, firm.manager, firm.admin, firm.stranger, firm.otherManager])
      expect((await directory('', person)).total).toBe(0);
  });

  it('finds by name only: nothing hidden can be guessed at through search, sort or filters', async () => {
    expect((await directory('q=wanted+wan', firm.colleague)).total).toBe(1);
    for (const guess of ['secret', 'wanda@secret.example', '%25', 'a%25d'])
      expect((await directory(`q=${guess}`, firm.colleague)).total).toBe(0);
    for (const query of ['sort=email', 'sort=city', 'hasEmail=true', 'city=x', 'emailOptOut=false'])
      expect((await api.get(`/contacts/directory?${query}`, firm.colleague)).status).toBe(400);
    for (const query of ['q=wanda', 'hasEmail=true', `ownerId=${firm.agent.id}`, 'sort=email'])
      expect((await api.get<Page<Contact>>(`/contacts?${query}`, firm.colleague)).data.total).toBe(0);
    const found = await api.get<{ groups: unknown[] }>('/search?q=wanda', firm.colleague);
    expect(JSON.stringify(found.data)).not.toContain(wanted.id);
  });

  it('leaves out what is confidential', async () => {
    const { id } = await create({ lastName: 'Hidden', confidential: true });
    expect((await directory('q=hidden', firm.colleague)).total).toBe(0);
    expect((await api.post(`/contacts/${id}/access-requests`, firm.colleague)).status).toBe(404);
  });
});

describe('asking for access and sharing', () => {
  it('asks once, tells the owner once', async () => {
    const path = `/contacts/${wanted.id}/access-requests`;
    const asked = await api.post<MaskedContact>(path, firm.colleague);
    expect(asked.status).toBe(201);
    expect(asked.data).toMatchObject({ id: wanted.id, accessRequested: true });
    expect(asked.data).not.toHaveProperty('email');
    expect((await api.post(path, firm.colleague)).status).toBe(201);
    expect(await told(firm.agent)).toEqual(['contact.access_requested']);
    expect((await directory('', firm.colleague)).items[0]?.accessRequested).toBe(true);
    expect((await api.get(`/contacts/${wanted.id}`, firm.colleague)).status).toBe(404);
  });

  it('is 404 to those who may not even know the name, 409 to those who see it', async () => {
    const path = `/contacts/${wanted.id}/access-requests`;
    for (const person of [firm.stranger, firm.otherManager])
      expect((await api.post(path, person)).status).toBe(404);
    for (const person of [firm.agent, firm.manager, firm.admin])
      expect((await api.post(path, person)).status).toBe(409);
  });

  it('opens the contact when granted: to work with, not to give away', async () => {
    const shares = `/contacts/${wanted.id}/shares`;
    expect((await api.get<ContactShare[]>(shares, firm.manager)).data).toMatchObject([
      { user: { id: firm.colleague.id }, status: 'requested', grantedBy: null },
    ]);
    expect((await api.post(shares, firm.stranger, { userId: firm.stranger.id })).status).toBe(404);
    const granted = await api.post<ContactShare>(shares, firm.agent, { userId: firm.colleague.id });
    expect(granted.status).toBe(201);
    expect(granted.data).toMatchObject({ status: 'granted', grantedBy: { id: firm.agent.id } });
    await api.post(shares, firm.agent, { userId: firm.colleague.id });
    expect(await told(firm.colleague)).toEqual(['contact.shared']);

    const seen = await api.get<Contact>(`/contacts/${wanted.id}`, firm.colleague);
    expect(seen.data.email).toBe('wanda@secret.example');
    expect(seen.data.abilities).toEqual({ update: true, delete: false, share: false, invite: false });
    expect((await directory('', firm.colleague)).total).toBe(0);
    const change = (body: object) => api.patch(`/contacts/${wanted.id}`, firm.colleague, body);
    expect((await change({ city: 'Dallas' })).status).toBe(200);
    expect((await change({ ownerId: firm.colleague.id })).status).toBe(403);
    expect((await change({ confidential: true })).status).toBe(403);
    expect((await api.delete(`/contacts/${wanted.id}`, firm.colleague)).status).toBe(403);
    expect((await api.get(shares, firm.colleague)).status).toBe(403);
    expect((await api.post(shares, firm.colleague, { userId: firm.stranger.id })).status).toBe(403);
  });

  it('closes it again', async () => {
    const share = `/contacts/${wanted.id}/shares/${firm.colleague.id}`;
    expect((await api.delete(share, firm.colleague)).status).toBe(403);
    expect((await api.delete(share, firm.agent)).status).toBe(200);
    expect((await api.delete(share, firm.agent)).status).toBe(404);
    expect((await api.get(`/contacts/${wanted.id}`, firm.colleague)).status).toBe(404);
  });

  it('tells the one who asked when it was turned down; they may ask again', async () => {
    const { id } = await create({ lastName: 'Declined' });
    const path = `/contacts/${id}/access-requests`;
    await api.post(path, firm.colleague);
    expect((await api.delete(`/contacts/${id}/shares/${firm.colleague.id}`, firm.agent)).status).toBe(200);
    expect((await api.get<unknown[]>(`/contacts/${id}/shares`, firm.agent)).data).toEqual([]);
    expect((await directory('q=declined', firm.colleague)).items[0]?.accessRequested).toBe(false);
    expect((await told(firm.colleague)).at(-1)).toBe('contact.access_declined');
    expect((await api.post(path, firm.colleague)).status).toBe(201);
    expect((await told(firm.agent)).at(-1)).toBe('contact.access_requested');
  });

  it('refuses to share with nobody, and with the owner', async () => {
    const shares = `/contacts/${wanted.id}/shares`;
    for (const userId of [firm.agent.id, wanted.id])
      expect((await api.post(shares, firm.admin, { userId })).error?.fields).toHaveProperty('userId');
    expect((await api.post(shares, firm.admin, { userId: 'x' })).error?.fields).toHaveProperty('userId');
  });
});
