import { beforeAll, describe, expect, it } from 'vitest';
import type { Activity } from '@besahubs/contracts/activities';
import type { Page } from '@besahubs/contracts/common';
import type { Contact } from '@besahubs/contracts/contacts';
import type { Deal } from '@besahubs/contracts/deals';
import { Company } from '../models/Company';
import { Property } from '../models/Property';
import { useDatabase } from '../testing/db';
import { httpClient } from '../testing/http';
import { createFirm } from '../testing/people';
import type { Firm, Person } from '../testing/people';

useDatabase();
const api = httpClient();
let firm: Firm;
let company: Company;
let property: Property;
beforeAll(async () => {
  firm = await createFirm();
  company = await Company.create({ name: 'Acme' });
  property = await Property.create({ name: 'One Elm', type: 'office' });
});

const contact = async (values: object = {}, as: Person = firm.agent) =>
  (await api.post<Contact>('/contacts', as, { firstName: 'Jane', lastName: 'Doe', ...values })).data;
const post = (values: object, as: Person = firm.agent) =>
  api.post<Activity>('/activities', as, { type: 'note', ...values });
const log = async (values: object, as?: Person) => {
  const answer = await post(values, as);
  expect(answer.error).toBeNull();
  return answer.data;
};
const patch = (id: string, values: object, as: Person = firm.agent) =>
  api.patch<Activity>(`/activities/${id}`, as, values);
const touches = async (id: string) => {
  const { data } = await api.get<Contact>(`/contacts/${id}`, firm.admin);
  return { last: data.lastTouchAt, next: data.nextTouchAt, version: data.version };
};
const bodies = async (query: string, as: Person = firm.agent) =>
  (await api.get<Page<Activity>>(`/activities?${query}`, as)).data.items.map(({ body }) => body);

describe('activities', () => {
  it('creates, reads, changes, deletes and restores', async () => {
    const { id: contactId } = await contact();
    const made = await post({
      type: 'call',
      contactId,
      propertyId: property.id,
      subject: 'Intro',
      outcome: 'connected',
      direction: 'outbound',
      durationMinutes: 12,
    });
    expect(made.status).toBe(201);
    expect(made.data).toMatchObject({
      type: 'call',
      contact: { id: contactId, name: 'Jane Doe' },
      property: { id: property.id, name: 'One Elm' },
      company: null,
      outcome: 'connected',
      pinned: false,
      private: false,
      owner: { id: firm.agent.id },
      abilities: { update: true, delete: true },
    });
    const { id } = made.data;
    expect((await patch(id, { subject: 'Second call', version: 0 })).data).toMatchObject({
      subject: 'Second call',
      version: 1,
    });
    expect((await patch(id, { subject: 'X', version: 0 })).status).toBe(409);
    expect((await api.delete(`/activities/${id}`, firm.agent)).status).toBe(200);
    expect((await api.get(`/activities/${id}`, firm.agent)).status).toBe(404);
    expect((await api.post(`/activities/${id}/restore`, firm.agent)).status).toBe(200);
    expect((await api.get(`/activities/${id}`, firm.agent)).status).toBe(200);
  });

  it('names what is wrong with a bad request', async () => {
    const bad = await post({ type: 'system', durationMinutes: -1, outcome: 'maybe', occurredAt: 'today' });
    expect(Object.keys(bad.error?.fields ?? {}).sort()).toEqual([
      'durationMinutes',
      'occurredAt',
      'outcome',
      'type',
    ]);
    expect((await post({ body: 'of nothing' })).error?.fields).toHaveProperty('contactId');
    const { id: contactId } = await contact();
    expect((await post({ contactId }, firm.stranger)).error?.fields).toHaveProperty('contactId');
    const { id } = await log({ contactId });
    expect((await patch(id, { contactId: null })).error?.fields).toHaveProperty('contactId');
    expect((await api.get('/activities?sort=body', firm.agent)).error?.fields).toHaveProperty('sort');
  });
});

describe('the timeline', () => {
  it('shows what is pinned, then newest first, page by page, by record and type', async () => {
    const { id: contactId } = await contact();
    const on = (day: number) => ({ contactId, occurredAt: `2026-01-0${day}T12:00:00Z` });
    await log({ ...on(2), body: 'two' });
    await log({ ...on(1), body: 'one', pinned: true });
    await log({ ...on(3), body: 'three', type: 'call' });
    expect(await bodies(`contactId=${contactId}`)).toEqual(['one', 'three', 'two']);
    expect(await bodies(`contactId=${contactId}&pageSize=1&page=2`)).toEqual(['three']);
    expect(await bodies(`contactId=${contactId}&type=call,meeting`)).toEqual(['three']);
    expect(await bodies(`propertyId=${property.id}&type=meeting`)).toEqual([]);
  });

  it('of a company holds what happened with its people, where that may be seen', async () => {
    const works = { companyId: company.id };
    const mine = await contact(works);
    const theirs = await contact(works, firm.stranger);
    const hush = await contact({ ...works, confidential: true });
    await log({ contactId: mine.id, body: 'with mine' });
    await log({ contactId: theirs.id, body: 'with theirs' }, firm.stranger);
    await log({ contactId: hush.id, body: 'with hush' });
    await log({ ...works, body: 'about the company' });
    const of = async (as: Person) => (await bodies(`companyId=${company.id}`, as)).sort();
    expect(await of(firm.agent)).toEqual(['about the company', 'with hush', 'with mine']);
    expect(await of(firm.stranger)).toEqual(['about the company', 'with theirs']);
    expect(await of(firm.colleague)).toEqual(['about the company']);
    expect(await of(firm.manager)).toEqual(['about the company', 'with mine']);
    expect(await of(firm.otherManager)).toEqual(['about the company', 'with theirs']);
    expect((await of(firm.admin)).length).toBe(4);
  });

  it('of a deal is seen by whoever sees the deal', async () => {
    const base = { name: 'D', kind: 'sale', representation: 'seller', propertyId: property.id };
    const { id: dealId } = (await api.post<Deal>('/deals', firm.agent, base)).data;
    const { id } = await log({ dealId, body: 'on the deal' });
    expect((await api.get(`/activities/${id}`, firm.stranger)).status).toBe(404);
    await api.put(`/deals/${dealId}/members`, firm.agent, { members: [{ userId: firm.stranger.id }] });
    expect(await bodies(`dealId=${dealId}`, firm.stranger)).toEqual(['on the deal']);
    expect((await patch(id, { body: 'x' }, firm.stranger)).status).toBe(403);
    expect((await api.delete(`/activities/${id}`, firm.stranger)).status).toBe(403);
    expect((await api.delete(`/activities/${id}`, firm.manager)).status).toBe(200);
  });

  it('keeps private notes to their author and admins, in the audit log too', async () => {
    const { id: contactId } = await contact();
    const { id } = await log({ contactId, body: 'between us', private: true });
    await patch(id, { body: 'still between us' });
    for (const [person, status] of [
      [firm.agent, 200],
      [firm.admin, 200],
      [firm.manager, 404],
      [firm.colleague, 404],
      [firm.stranger, 404],
      [firm.otherManager, 404],
    ] as const) {
      expect((await api.get(`/activities/${id}`, person)).status).toBe(status);
      expect((await bodies(`contactId=${contactId}`, person)).length).toBe(status === 200 ? 1 : 0);
    }
    const audited = async (person: Person) =>
      JSON.stringify((await api.get('/audit?pageSize=200', person)).data).includes('between us');
    expect(await audited(firm.manager)).toBe(false);
    expect(await audited(firm.admin)).toBe(true);
    expect((await api.get('/activities', null)).status).toBe(401);
  });
});

describe('being in touch', () => {
  const at = (day: number) => `2026-01-${String(day).padStart(2, '0')}T15:00:00.000Z`;

  it('moves the last and the next touch of the contact, and leaves open forms alone', async () => {
    const { id: contactId, version } = await contact({ cadenceDays: 10 });
    await log({ type: 'call', contactId, occurredAt: at(5) });
    expect(await touches(contactId)).toEqual({ last: at(5), next: at(15), version });
    await log({ type: 'email', contactId, occurredAt: at(2) });
    expect((await touches(contactId)).last).toBe(at(5));
    await log({ type: 'meeting', contactId, occurredAt: at(6) });
    expect(await touches(contactId)).toMatchObject({ last: at(6), next: at(16) });
  });

  it('is no note, no call that nobody answered, no meeting to come', async () => {
    const { id: contactId } = await contact();
    await log({ type: 'note', contactId, occurredAt: at(5) });
    await log({ type: 'call', contactId, occurredAt: at(5), outcome: 'no_answer' });
    await log({ type: 'meeting', contactId, occurredAt: '2100-01-01T12:00:00Z' });
    expect((await touches(contactId)).last).toBeNull();
  });

  it('is taken back with what said so', async () => {
    const { id: contactId } = await contact({ cadenceDays: 10 });
    await log({ type: 'call', contactId, occurredAt: at(5) });
    const { id } = await log({ type: 'call', contactId, occurredAt: at(8) });
    await api.delete(`/activities/${id}`, firm.agent);
    expect(await touches(contactId)).toMatchObject({ last: at(5), next: at(15) });
    await api.post(`/activities/${id}/restore`, firm.agent);
    expect(await touches(contactId)).toMatchObject({ last: at(8), next: at(18) });
    await patch(id, { occurredAt: at(7) });
    expect(await touches(contactId)).toMatchObject({ last: at(7), next: at(17) });
    const { id: other } = await contact();
    await patch(id, { contactId: other });
    expect((await touches(contactId)).last).toBe(at(5));
    expect((await touches(other)).last).toBe(at(7));
    await api.patch(`/contacts/${other}`, firm.agent, { nextTouchAt: at(20) });
    await patch(id, { body: 'Only words' });
    expect((await touches(other)).next).toBe(at(20));
  });
});
