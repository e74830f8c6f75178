import { beforeAll, describe, expect, it } from 'vitest';
import type { AuditEntry } from '@besahubs/contracts/audit';
import type { Page } from '@besahubs/contracts/common';
import { useDatabase } from '../testing/db';
import { httpClient } from '../testing/http';
import { createFirm, TEST_PASSWORD } from '../testing/people';
import type { Firm, Person } from '../testing/people';

useDatabase();
const api = httpClient();
let firm: Firm;
let contactId: string;
beforeAll(async () => {
  firm = await createFirm();
  await api.post('/auth/login', null, { email: firm.agent.user.email, password: TEST_PASSWORD });
  contactId = (
    await api.post<{ id: string }>('/contacts', firm.agent, { firstName: 'Ida', lastName: 'Stone' })
  ).data.id;
  await api.patch(`/contacts/${contactId}`, firm.manager, { title: 'Broker', ownerId: firm.colleague.id });
  await api.post('/contacts', firm.stranger, { firstName: 'Far', lastName: 'Away' });
});
const entries = async (as: Person, query = ''): Promise<AuditEntry[]> =>
  (await api.get<Page<AuditEntry>>(`/audit?${query}`, as)).data.items;
const own = async () =>
  (await api.post<{ id: string }>('/contacts', firm.agent, { firstName: 'Own', lastName: 'One' })).data.id;
const actions = async (as: Person, query = '') => (await entries(as, query)).map(({ action }) => action);

describe('the audit log', () => {
  it('is all for admins, the team’s for managers, their own sign-ins for agents', async () => {
    expect((await actions(firm.admin)).sort()).toEqual([
      'auth.login',
      'contact.create',
      'contact.create',
      'contact.update',
    ]);
    expect(await actions(firm.manager)).toEqual(['contact.update', 'contact.create', 'auth.login']);
    expect(await actions(firm.agent)).toEqual(['auth.login']);
    expect(await actions(firm.otherManager)).toEqual(['contact.create']);
  });

  it('names the record and the people among the changes', async () => {
    const [entry] = await entries(firm.admin, 'action=contact.update');
    expect(entry).toMatchObject({
      actor: { name: 'Max Tester' },
      record: { id: contactId, name: 'Ida Stone', deleted: false },
      changes: { title: [null, 'Broker'], ownerId: [firm.agent.id, firm.colleague.id] },
      names: { [firm.agent.id]: 'Ann Tester', [firm.colleague.id]: 'Cole Tester' },
    });
    await api.delete(`/contacts/${contactId}`, firm.admin);
    expect((await entries(firm.admin, 'action=contact.update'))[0]?.record?.deleted).toBe(true);
    await api.post(`/contacts/${contactId}/restore`, firm.admin);
  });

  it('filters by actor, action, resource, record and time, and finds an entry by its request', async () => {
    expect(await actions(firm.admin, `actorId=${firm.manager.id}`)).toEqual(['contact.update']);
    expect(await entries(firm.admin, 'resource=contacts&action=contact.update,contact.delete')).toHaveLength(
      2,
    );
    expect((await entries(firm.admin, `resourceId=${contactId}`)).length).toBeGreaterThan(2);
    expect(await entries(firm.admin, 'to=2020-01-01T00:00:00Z')).toEqual([]);
    const [login] = await entries(firm.admin, 'q=auth.');
    expect(await entries(firm.admin, `q=${login?.requestId ?? ''}`)).toHaveLength(1);
  });

  it('opens one entry, within the same scope', async () => {
    const [login] = await entries(firm.agent);
    expect((await api.get<AuditEntry>(`/audit/${login?.id ?? ''}`, firm.agent)).data).toEqual(login);
    expect((await api.get(`/audit/${login?.id ?? ''}`, firm.stranger)).status).toBe(404);
    expect((await api.get(`/audit/${login?.id ?? ''}`, firm.admin)).status).toBe(200);
  });

  it('keeps what was noted on a confidential contact, and private notes, from managers', async () => {
    const hidden = await api.post<{ id: string }>('/contacts', firm.agent, {
      firstName: 'Hid',
      lastName: 'Den',
      confidential: true,
    });
    const note = async (more: object) =>
      (await api.post<{ id: string }>('/activities', firm.agent, { type: 'note', body: 'Sells', ...more }))
        .data.id;
    const secret = [
      hidden.data.id,
      await note({ contactId: hidden.data.id }),
      await note({ contactId: await own(), private: true }),
    ];
    const open = await note({ contactId: await own() });
    const about = async (as: Person) =>
      (await entries(as, 'pageSize=100')).map(({ resourceId }) => resourceId);
    expect(await about(firm.admin)).toEqual(expect.arrayContaining([...secret, open]));
    const managers = await about(firm.manager);
    expect(managers).toContain(open);
    expect(secret.filter((id) => managers.includes(id))).toEqual([]);
  });
});
