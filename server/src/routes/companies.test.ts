import { beforeAll, describe, expect, it } from 'vitest';
import type { Company } from '@besahubs/contracts/companies';
import type { Page } from '@besahubs/contracts/common';
import { AuditLog } from '../models/AuditLog';
import { useDatabase } from '../testing/db';
import { httpClient } from '../testing/http';
import { createFirm } from '../testing/people';
import type { Firm } from '../testing/people';

useDatabase();
const api = httpClient();
let firm: Firm;
beforeAll(async () => {
  firm = await createFirm();
});

const create = async (name: string, as = firm.agent) =>
  (await api.post<Company>('/companies', as, { name, types: ['tenant'] })).data;

describe('companies', () => {
  it('creates, reads, changes, deletes and restores, and audits each step', async () => {
    const made = await api.post<Company>('/companies', firm.manager, {
      name: 'Acme, Inc.',
      types: ['tenant'],
      city: 'Dallas',
    });
    expect(made.status).toBe(201);
    expect(made.data).toMatchObject({
      name: 'Acme, Inc.',
      types: ['tenant'],
      city: 'Dallas',
      version: 0,
      dba: null,
    });
    expect(made.data.owner).toEqual({ id: firm.manager.id, name: 'Max Tester' });

    const changed = await api.patch<Company>(`/companies/${made.data.id}`, firm.manager, {
      city: 'Austin',
      version: 0,
    });
    expect(changed.data).toMatchObject({ city: 'Austin', version: 1 });

    expect((await api.delete(`/companies/${made.data.id}`, firm.manager)).status).toBe(200);
    expect((await api.get(`/companies/${made.data.id}`, firm.manager)).status).toBe(404);
    expect((await api.post<Company>(`/companies/${made.data.id}/restore`, firm.manager)).data.city).toBe(
      'Austin',
    );

    const entries = await AuditLog.findAll({ where: { resourceId: made.data.id }, order: ['createdAt'] });
    expect(entries.map((entry) => entry.action)).toEqual([
      'company.create',
      'company.update',
      'company.delete',
      'company.restore',
    ]);
    expect(entries[1]?.changes).toEqual({ city: ['Dallas', 'Austin'] });
  });

  it('lists with search, filters, sorting and paging', async () => {
    for (const name of ['Zephyr Logistics', 'Zenith Capital', 'Zebra 100% Partners']) await create(name);
    const names = async (query: string) =>
      (await api.get<Page<Company>>(`/companies?${query}`, firm.agent)).data.items.map(
        (company) => company.name,
      );
    expect(await names('q=ze&sort=-name')).toEqual([
      'Zephyr Logistics',
      'Zenith Capital',
      'Zebra 100% Partners',
    ]);
    expect(await names('q=100%25')).toEqual(['Zebra 100% Partners']);
    expect(await names('q=ze&sort=name&pageSize=1&page=2')).toEqual(['Zenith Capital']);
    expect(await names('q=ze&type=lender')).toEqual([]);
  });

  it('names what is wrong with a bad request', async () => {
    const bad = await api.post('/companies', firm.agent, { name: '', employees: 'many', colour: 'red' });
    expect(bad.status).toBe(400);
    expect(Object.keys(bad.error?.fields ?? {}).sort()).toEqual(['colour', 'employees', 'name']);
    expect((await api.get('/companies?sort=secret', firm.agent)).error?.fields).toHaveProperty('sort');
    expect((await api.get('/companies/not-a-uuid', firm.agent)).error?.fields).toHaveProperty('id');
    expect((await api.post('/companies', firm.agent, { name: 'a\0b' })).error?.fields).toHaveProperty('name');
  });

  it('refuses a stale version, and a parent that is itself', async () => {
    const { id } = await create('Stale Co');
    await api.patch(`/companies/${id}`, firm.agent, { city: 'A' });
    expect((await api.patch(`/companies/${id}`, firm.agent, { city: 'B', version: 0 })).error?.code).toBe(
      'conflict',
    );
    expect((await api.patch(`/companies/${id}`, firm.agent, { parentId: id })).error?.fields).toHaveProperty(
      'parentId',
    );
  });

  it('is read by all, changed by owner and team, deleted by manager and admin', async () => {
    const { id } = await create('Scoped Co');
    expect((await api.get(`/companies/${id}`, firm.stranger)).status).toBe(200);
    expect((await api.patch(`/companies/${id}`, firm.stranger, { city: 'X' })).status).toBe(403);
    expect((await api.patch(`/companies/${id}`, firm.colleague, { city: 'X' })).status).toBe(200);
    expect((await api.delete(`/companies/${id}`, firm.agent)).status).toBe(403);
    expect((await api.delete(`/companies/${id}`, firm.otherManager)).status).toBe(403);
    expect((await api.delete(`/companies/${id}`, firm.manager)).status).toBe(200);
    expect((await api.get('/companies', null)).status).toBe(401);
  });
});
