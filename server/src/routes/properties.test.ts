import { beforeAll, describe, expect, it } from 'vitest';
import type { Lease, Property, RentRoll, Space } from '@besahubs/contracts/properties';
import type { Page } from '@besahubs/contracts/common';
import { AuditLog } from '../models/AuditLog';
import { Company } from '../models/Company';
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
  (await api.post<Property>('/properties', as, { name: 'Elm Tower', type: 'office', ...values })).data;
const patch = (id: string, values: object, as: Person = firm.agent) =>
  api.patch<Property>(`/properties/${id}`, as, values);
const names = async (query: string) =>
  (await api.get<Page<Property>>(`/properties?${query}`, firm.agent)).data.items.map(({ name }) => name);

describe('properties', () => {
  it('creates, reads, changes, deletes and restores', async () => {
    const made = await api.post<Property>('/properties', firm.agent, {
      name: 'One Elm',
      type: 'office',
      zip: '02134-0042',
      apn: '0012-0034-00',
      buildingSF: 44_000,
      askingPrice: 10_000_000,
      noi: 625_000,
      capRate: 6.25,
      units: 4,
    });
    expect(made.status).toBe(201);
    expect(made.data).toMatchObject({
      status: 'off_market',
      zip: '02134-0042',
      apn: '0012-0034-00',
      pricePerSF: 227.27,
      pricePerUnit: 2_500_000,
      impliedCapRate: 6.25,
      capRateWarning: false,
      occupancyPct: null,
      owner: { id: firm.agent.id },
    });
    const { id } = made.data;
    const changed = await patch(id, { capRate: 7, status: 'for_sale', version: 0 });
    expect(changed.data).toMatchObject({ capRateWarning: true, status: 'for_sale', version: 1 });
    expect((await patch(id, { zip: '75201' })).data.status).toBe('for_sale');
    expect((await api.delete(`/properties/${id}`, firm.manager)).status).toBe(200);
    expect((await api.get(`/properties/${id}`, firm.agent)).status).toBe(404);
    expect((await api.post(`/properties/${id}/restore`, firm.agent)).status).toBe(403);
    expect((await api.post(`/properties/${id}/restore`, firm.manager)).status).toBe(200);
  });

  it('names what is wrong with a bad request', async () => {
    const bad = await api.post('/properties', firm.agent, {
      name: 'X',
      type: 'castle',
      buildingSF: 1.5,
      askingPrice: -1,
      occupancyPct: 101,
      latitude: 91,
      loanMaturity: '2026-13-01',
    });
    expect(bad.status).toBe(400);
    expect(Object.keys(bad.error?.fields ?? {}).sort()).toEqual([
      'askingPrice',
      'buildingSF',
      'latitude',
      'loanMaturity',
      'occupancyPct',
      'type',
    ]);
    const { id } = await create({ askingRentLow: 20, yearBuilt: 1990 });
    expect((await patch(id, { askingRentHigh: 19, yearRenovated: 1980 })).error?.fields).toEqual({
      askingRentHigh: 'The high end of the rent is below the low end.',
      yearRenovated: 'Renovated before it was built.',
    });
    expect((await patch(id, { askingRentHigh: 20 })).status).toBe(200);
  });

  it('searches, filters and sorts', async () => {
    const market = 'Test Market';
    await create({ name: 'P1', market, buildingSF: 10_000, askingPrice: 5e6, capRate: 6, city: 'Dallas' });
    await create({
      name: 'P2',
      market,
      buildingSF: 20_000,
      askingPrice: 3e6,
      buildingClass: 'A',
      tags: ['hot'],
    });
    await create({ name: 'P3', market, type: 'land', loanMaturity: '2027-06-30', submarket: 'Uptown' });
    const within = (query: string) => names(`market=Test+Market&sort=name&${query}`);
    expect(await within('')).toEqual(['P1', 'P2', 'P3']);
    expect(await within('type=land,retail')).toEqual(['P3']);
    expect(await within('buildingSFMin=10000&buildingSFMax=10000')).toEqual(['P1']);
    expect(await within('askingPriceMax=4000000')).toEqual(['P2']);
    expect(await within('capRateMin=5.9&capRateMax=6')).toEqual(['P1']);
    expect(await within('loanMaturityTo=2027-06-30')).toEqual(['P3']);
    expect(await within('buildingClass=A')).toEqual(['P2']);
    expect(await within('city=dallas')).toEqual(['P1']);
    expect(await within('submarket=Uptown')).toEqual(['P3']);
    expect(await within('tag=hot')).toEqual(['P2']);
    expect(await names('market=Test+Market&sort=-askingPrice')).toEqual(['P1', 'P2', 'P3']);
    expect(await names('q=uptown+p3')).toEqual(['P3']);
  });

  it('is read by all, changed by owner and team, deleted by their manager and admin', async () => {
    const { id } = await create();
    for (const [person, may] of [
      [firm.agent, 200],
      [firm.colleague, 200],
      [firm.stranger, 403],
      [firm.manager, 200],
      [firm.otherManager, 200],
      [firm.admin, 200],
    ] as const) {
      expect((await api.get(`/properties/${id}`, person)).status).toBe(200);
      expect((await patch(id, { county: person.id }, person)).status).toBe(may);
    }
    for (const person of [firm.agent, firm.stranger, firm.otherManager])
      expect((await api.delete(`/properties/${id}`, person)).status).toBe(403);
    expect((await api.delete(`/properties/${id}`, firm.admin)).status).toBe(200);
  });
});

describe('the rent roll', () => {
  it('holds spaces in natural order and leases by expiry', async () => {
    const { id } = await create();
    const addSpace = (suite: string) =>
      api.post<Space>(`/properties/${id}/spaces`, firm.agent, { suite, rentableSF: 5000 });
    const [ten, nine] = [await addSpace('10A'), await addSpace('9')];
    expect(ten.status).toBe(201);
    expect(nine.data).toMatchObject({ suite: '9', status: 'available', askingRate: null });
    const tenant = await Company.create({ name: 'Tenant LLC' });
    const addLease = (values: object) => api.post<Lease>(`/properties/${id}/leases`, firm.agent, values);
    const late = await addLease({ tenantName: 'Late', expirationDate: '2035-01-31', type: 'renewal' });
    const soon = await addLease({
      tenantCompanyId: tenant.id,
      spaceId: ten.data.id,
      baseRent: 32.5,
      commencementDate: '2020-02-01',
      expirationDate: '2027-01-31',
    });
    expect(soon.status).toBe(201);
    expect(soon.data).toMatchObject({ tenantName: 'Tenant LLC', suite: '10A', type: 'new', baseRent: 32.5 });

    const roll = (await api.get<RentRoll>(`/properties/${id}/rent-roll`, firm.stranger)).data;
    expect(roll.spaces.map(({ suite }) => suite)).toEqual(['9', '10A']);
    expect(roll.leases).toEqual([soon.data, late.data]);

    const changed = await api.patch<Lease>(`/properties/${id}/leases/${late.data.id}`, firm.colleague, {
      spaceId: nine.data.id,
    });
    expect(changed.data).toMatchObject({ suite: '9', type: 'renewal', expirationDate: '2035-01-31' });
    const leased = await api.patch<Space>(`/properties/${id}/spaces/${nine.data.id}`, firm.agent, {
      status: 'leased',
    });
    expect(leased.data).toMatchObject({ status: 'leased', rentableSF: 5000 });

    const remove = (path: string) => api.delete(`/properties/${id}/${path}`, firm.agent);
    expect((await remove(`spaces/${nine.data.id}`)).error?.code).toBe('in_use');
    expect((await remove(`leases/${late.data.id}`)).status).toBe(200);
    expect((await remove(`spaces/${nine.data.id}`)).status).toBe(200);
    expect((await addSpace('9')).status).toBe(201);

    const audited = await AuditLog.findAll({ where: { resourceId: id }, order: ['createdAt'] });
    expect(audited.map(({ action }) => action)).toContain('property.change_lease');
  });

  it('refuses what cannot be', async () => {
    const { id } = await create();
    const other = await create();
    const foreign = (await api.post<Space>(`/properties/${other.id}/spaces`, firm.agent, { suite: '1' }))
      .data;
    const lease = (values: object) => api.post(`/properties/${id}/leases`, firm.agent, values);
    expect((await lease({})).error?.fields).toHaveProperty('tenantName');
    expect((await lease({ tenantName: 'T', spaceId: foreign.id })).error?.fields).toHaveProperty('spaceId');
    expect((await lease({ tenantCompanyId: id })).error?.fields).toHaveProperty('tenantCompanyId');
    const backwards = { tenantName: 'T', commencementDate: '2027-01-01', expirationDate: '2026-12-31' };
    expect((await lease(backwards)).error?.fields).toHaveProperty('expirationDate');
    expect(
      (await lease({ tenantName: 'T', expirationDate: '2026-12-31', noticeDate: '2027-01-01' })).error
        ?.fields,
    ).toHaveProperty('noticeDate');
    await api.post(`/properties/${id}/spaces`, firm.agent, { suite: '1' });
    const twice = await api.post(`/properties/${id}/spaces`, firm.agent, { suite: '1' });
    expect(twice.status).toBe(409);
    expect(twice.error?.fields).toHaveProperty('suite');
    expect((await api.patch(`/properties/${id}/spaces/${foreign.id}`, firm.agent, {})).status).toBe(404);
    expect((await api.patch(`/properties/${id}/spaces/nope`, firm.agent, {})).error?.fields).toHaveProperty(
      'spaceId',
    );
  });

  it('is changed by whoever may change the property', async () => {
    const { id } = await create();
    const space = { suite: '1' };
    expect((await api.post(`/properties/${id}/spaces`, firm.stranger, space)).status).toBe(403);
    const { data } = await api.post<Space>(`/properties/${id}/spaces`, firm.colleague, space);
    const path = `/properties/${id}/spaces/${data.id}`;
    expect((await api.patch(path, firm.stranger, { floor: '2' })).status).toBe(403);
    expect((await api.delete(path, firm.stranger)).status).toBe(403);
    expect((await api.delete(path, firm.otherManager)).status).toBe(200);
    expect((await api.get(`/properties/${data.id}/rent-roll`, firm.agent)).status).toBe(404);
  });
});
