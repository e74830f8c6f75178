import { beforeAll, describe, expect, it } from 'vitest';
import type { Agent, Team } from '@besahubs/contracts/agents';
import type { Page } from '@besahubs/contracts/common';
import { AuditLog } from '../models/AuditLog';
import { EmailLog } from '../models/EmailLog';
import { User } from '../models/User';
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
const invite = (as: Person, more: object = {}) =>
  api.post<Agent>('/agents', as, { email: 'new@firm.test', firstName: 'New', lastName: 'Person', ...more });

describe('the directory', () => {
  it('is everyone’s, production is not', async () => {
    const seen = (await api.get<Page<Agent>>('/agents', firm.agent)).data;
    expect(seen.total).toBe(6);
    expect(seen.items.filter((agent) => agent.production !== null).map((agent) => agent.id)).toEqual([
      firm.agent.id,
    ]);
    const byManager = (await api.get<Page<Agent>>('/agents', firm.manager)).data.items;
    expect(byManager.filter((agent) => agent.production !== null)).toHaveLength(3);
    expect(JSON.stringify(seen)).not.toMatch(/passwordHash|argon2/);
  });

  it('filters by role, team and status', async () => {
    const total = async (query: string) =>
      (await api.get<Page<Agent>>(`/agents?${query}`, firm.admin)).data.total;
    expect(await total('role=manager')).toBe(2);
    expect(await total(`teamId=${firm.south.id}`)).toBe(2);
    expect(await total('status=disabled')).toBe(0);
    expect(await total('q=cole')).toBe(1);
  });
});

describe('inviting', () => {
  it('creates an invited user and a mail in the same commit', async () => {
    const made = await invite(firm.manager);
    expect(made.data).toMatchObject({
      status: 'invited',
      role: 'agent',
      team: { id: firm.north.id },
      abilities: { invite: true },
    });
    expect(await EmailLog.count({ where: { userId: made.data.id } })).toBe(1);
    expect((await invite(firm.manager)).error).toMatchObject({
      code: 'duplicate',
      fields: { email: expect.any(String) as string },
    });
    expect((await api.post(`/agents/${made.data.id}/invite`, firm.manager)).status).toBe(200);
    expect((await api.post(`/agents/${made.data.id}/invite`, firm.otherManager)).status).toBe(403);
  });

  it('is for managers within their team, and roles are for admins', async () => {
    expect((await invite(firm.agent)).status).toBe(403);
    expect(
      (await invite(firm.manager, { email: 'b@firm.test', role: 'manager' })).error?.fields,
    ).toHaveProperty('role');
    expect(
      (await invite(firm.manager, { email: 'c@firm.test', teamId: firm.south.id })).error?.fields,
    ).toHaveProperty('teamId');
    expect(
      (await invite(firm.admin, { email: 'd@firm.test', role: 'manager', teamId: firm.south.id })).status,
    ).toBe(201);
  });
});

describe('changing', () => {
  const patch = (id: string, as: Person, body: object) => api.patch<Agent>(`/agents/${id}`, as, body);

  it('lets people change their own profile, and not their split', async () => {
    expect((await patch(firm.agent.id, firm.agent, { title: 'Associate', bio: 'Hi' })).data.title).toBe(
      'Associate',
    );
    expect((await patch(firm.agent.id, firm.agent, { splitPct: 99 })).error?.fields).toHaveProperty(
      'splitPct',
    );
    expect((await patch(firm.colleague.id, firm.agent, { title: 'x' })).status).toBe(403);
  });

  it('lets managers change their agents, and nobody promote themselves', async () => {
    expect((await patch(firm.agent.id, firm.manager, { splitPct: 55 })).data.production?.splitPct).toBe(55);
    expect((await patch(firm.stranger.id, firm.manager, { splitPct: 55 })).status).toBe(403);
    expect((await patch(firm.manager.id, firm.manager, { role: 'admin' })).status).toBe(403);
    expect((await patch(firm.agent.id, firm.manager, { role: 'admin' })).status).toBe(403);
    expect((await patch(firm.admin.id, firm.admin, { role: 'agent' })).status).toBe(403);
  });

  it('says what the caller may change, and moves what somebody owns with them to another team', async () => {
    const abilities = async (id: string, as: Person) =>
      (await api.get<Agent>(`/agents/${id}`, as)).data.abilities;
    expect(await abilities(firm.agent.id, firm.agent)).toMatchObject({
      update: true,
      manage: false,
      deactivate: false,
    });
    expect(await abilities(firm.agent.id, firm.manager)).toMatchObject({ manage: true, deactivate: true });
    expect(await abilities(firm.admin.id, firm.admin)).toMatchObject({ manage: true, deactivate: false });
    const contact = (
      await api.post<{ id: string }>('/contacts', firm.agent, { firstName: 'Ida', lastName: 'Moved' })
    ).data;
    const seen = async (as: Person) => (await api.get(`/contacts/${contact.id}`, as)).status;
    expect([await seen(firm.manager), await seen(firm.otherManager)]).toEqual([200, 404]);
    await patch(firm.agent.id, firm.admin, { teamId: firm.south.id });
    expect([await seen(firm.manager), await seen(firm.otherManager)]).toEqual([404, 200]);
    await patch(firm.agent.id, firm.admin, { teamId: firm.north.id });
    expect([await seen(firm.manager), await seen(firm.otherManager)]).toEqual([200, 404]);
  });

  it('ends the sessions of who is disabled or given another role, and audits it', async () => {
    await patch(firm.colleague.id, firm.admin, { role: 'manager' });
    expect(
      await AuditLog.count({ where: { action: 'agent.role_change', resourceId: firm.colleague.id } }),
    ).toBe(1);
    const disabled = await patch(firm.colleague.id, firm.admin, { active: false });
    expect(disabled.data.status).toBe('disabled');
    expect((await api.get('/auth/me', firm.colleague)).status).toBe(401);
    expect((await patch(firm.colleague.id, firm.admin, { active: true, role: 'agent' })).data.status).toBe(
      'active',
    );
    expect((await patch(firm.admin.id, firm.admin, { active: false })).error?.fields).toHaveProperty(
      'active',
    );
  });

  it('removes and brings back, for admins, never themselves', async () => {
    expect((await api.delete(`/agents/${firm.stranger.id}`, firm.manager)).status).toBe(403);
    expect((await api.delete(`/agents/${firm.admin.id}`, firm.admin)).status).toBe(403);
    expect((await api.delete(`/agents/${firm.stranger.id}`, firm.admin)).status).toBe(200);
    expect(await User.findByPk(firm.stranger.id)).toBeNull();
    expect((await api.post(`/agents/${firm.stranger.id}/restore`, firm.admin)).status).toBe(200);
  });
});

describe('teams', () => {
  it('are made and changed by admins, and deleted when empty', async () => {
    expect((await api.post('/teams', firm.manager, { name: 'East' })).status).toBe(403);
    const { data: team } = await api.post<Team>('/teams', firm.admin, { name: 'East', office: 'Boston' });
    expect(team).toMatchObject({ name: 'East', members: 0 });
    expect((await api.post('/teams', firm.admin, { name: 'east' })).error).toMatchObject({
      code: 'duplicate',
      fields: { name: expect.any(String) as string },
    });
    expect(
      (await api.patch(`/teams/${team.id}`, firm.admin, { managerId: firm.agent.id })).error?.fields,
    ).toHaveProperty('managerId');
    expect(
      (await api.patch<Team>(`/teams/${team.id}`, firm.admin, { managerId: firm.manager.id })).data.manager
        ?.id,
    ).toBe(firm.manager.id);
    await api.patch(`/agents/${firm.colleague.id}`, firm.admin, { teamId: team.id, active: false });
    expect((await api.delete(`/teams/${team.id}`, firm.admin)).error?.code).toBe('in_use');
    await api.patch(`/agents/${firm.colleague.id}`, firm.admin, { teamId: firm.north.id, active: true });
    expect((await api.delete(`/teams/${team.id}`, firm.admin)).status).toBe(200);
    expect((await api.delete(`/teams/${firm.north.id}`, firm.admin)).error?.code).toBe('in_use');
    expect((await api.get<Team[]>('/teams', firm.agent)).data).toHaveLength(2);
  });
});
