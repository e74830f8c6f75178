import { DataTypes, QueryTypes } from 'sequelize';
import type { Model } from 'sequelize';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Page } from '@besahubs/contracts/common';
import type { DealBoard } from '@besahubs/contracts/deals';
import { database } from '../models';
import { Company } from '../models/Company';
import { useDatabase } from '../testing/db';
import { distinct, fieldsOf } from '../testing/distinct';
import { httpClient } from '../testing/http';
import { createFirm } from '../testing/people';
import type { Firm } from '../testing/people';
import { contractOf, createTargets, inputOf, kinds, resources, routeOf } from '../testing/resources';
import type { Targets } from '../testing/resources';

useDatabase();
const api = httpClient();
let firm: Firm;
let targets: Targets;
beforeAll(async () => {
  firm = await createFirm();
  targets = await createTargets(firm.agent);
});

type Shown = Record<string, unknown>;
const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));
const modelOf = (kind: string) => {
  const model = resources[kind]?.model;
  if (!model) throw new Error(`No kind is called ${kind}`);
  return model;
};

/** A link of its own for each field: what is read from the wrong one shows. */
async function ownLinks(kind: string): Promise<Record<string, string>> {
  const links: Record<string, string> = {};
  for (const [field, { model }] of Object.entries(resources[kind]?.references ?? {})) {
    const id = targets[model.name];
    if (model === (Company as never)) links[field] = (await Company.create({ name: `The ${field}` })).id;
    else if (id) links[field] = id;
  }
  return links;
}

const SEEDS = [0, 1, 2, 3, 4, 5];
/** Computed by the database, or set with every write. */
const NOT_WRITTEN = new Set(['id', 'version', 'createdAt', 'updatedAt', 'weightedCommission', 'name']);
const NAMED = new Set(['contacts']);

async function store(kind: string, seed: number): Promise<Model & { id: string }> {
  const attributes = modelOf(kind).getAttributes();
  const values = Object.entries(distinct(contractOf(kind).record, seed))
    .filter(
      ([field]) => field in attributes && (!NOT_WRITTEN.has(field) || (field === 'name' && !NAMED.has(kind))),
    )
    // The contract of what is shown does not say which numbers are whole.
    .map(([field, value]): [string, unknown] => [
      field,
      attributes[field]?.type instanceof DataTypes.INTEGER ? Math.trunc(value as number) : value,
    ]);
  return modelOf(kind).create({
    ...Object.fromEntries(values),
    ...(await ownLinks(kind)),
    ...('assigneeId' in attributes && { assigneeId: firm.colleague.id }),
    ...(kind === 'lists' && { filters: null }),
    ownerId: firm.agent.id,
    teamId: firm.north.id,
  } as never);
}

/** The row as the database has it, without a model in between. */
async function rawRow(table: string, id: string): Promise<Shown> {
  const [row] = await database().query<Shown>(`SELECT * FROM "${table}" WHERE id = $1`, {
    bind: [id],
    type: QueryTypes.SELECT,
  });
  return row ?? {};
}
/** Dates without a time come as text from a model, and as an instant from the driver. */
const sameDate = (raw: unknown, shown: unknown): unknown =>
  raw instanceof Date && typeof shown === 'string' && shown.length === 10
    ? raw.toISOString().slice(0, 10)
    : raw;

/** What no column says; each is looked at where it is made. */
const DERIVED: Record<string, string[]> = {
  properties: ['pricePerSF', 'pricePerUnit', 'impliedCapRate', 'capRateWarning'],
  tasks: ['overdue'],
  lists: ['memberCount'],
  campaigns: ['counters'],
};
/** Labels that are not called as their association is. */
const CALLED: Record<string, string> = { counterparty: 'counterpartyCompany' };

const labelOf = async (kind: string, row: Shown, label: string): Promise<unknown> => {
  const association = modelOf(kind).associations[CALLED[label] ?? label];
  if (!association) return `There is nothing that ${label} could be`;
  const linked = await rawRow(association.target.name, row[association.foreignKey] as string);
  const name = linked['name'] ?? `${String(linked['firstName'])} ${String(linked['lastName'])}`;
  return { id: linked['id'], name };
};

async function expected(kind: string, row: Shown, shown: Shown): Promise<Shown> {
  const result: Shown = {};
  for (const field of Object.keys(fieldsOf(contractOf(kind).record))) {
    if (field === 'abilities' || DERIVED[kind]?.includes(field)) result[field] = shown[field];
    else if (field in row) result[field] = json(sameDate(row[field], shown[field]));
    else result[field] = await labelOf(kind, row, field);
  }
  return result;
}

describe('a record', () => {
  it.each(kinds.flatMap((kind) => SEEDS.map((seed) => [kind, seed] as const)))(
    'of %s shows each column under its own name, and each link with the name behind it (%i)',
    async (kind, seed) => {
      const { id } = await store(kind, seed);
      const { data } = await api.get<Shown>(`/${kind}/${id}`, firm.admin);
      expect(data).toEqual(await expected(kind, await rawRow(modelOf(kind).name, id), data));
      const { items } = (
        await api.get<Page<Shown>>(
          `/${kind}?pageSize=200${kind === 'activities' ? '' : '&sort=createdAt'}`,
          firm.admin,
        )
      ).data;
      expect(items.find((item) => item['id'] === id)).toEqual(data);
      if (kind !== 'deals') return;
      const { columns } = (await api.get<DealBoard>('/deals/board', firm.admin)).data;
      expect(columns.flatMap(({ deals }) => deals).find((deal) => deal.id === id)).toEqual(data);
    },
  );

  it.each(kinds)('of %s is answered alike when it is made, changed, restored and read', async (kind) => {
    const body = inputOf(kind, 7, targets);
    const made = await api.post<Shown>(`/${kind}`, firm.admin, body);
    expect(made.error).toBeNull();
    const path = `/${kind}/${made.data['id'] as string}`;
    const read = async () => (await api.get<Shown>(path, firm.admin)).data;
    expect(made.data).toEqual(await read());
    // Whatever was sent is what is shown, but for what the record's rules make of it.
    const attributes = modelOf(kind).getAttributes();
    const ruled = ['phones', 'consentStatus', 'status'];
    const sent = Object.entries(body).filter(([field]) => field in attributes && !ruled.includes(field));
    expect(made.data).toMatchObject(Object.fromEntries(sent));

    const other = inputOf(kind, 8, targets);
    const changed = await api.patch<Shown>(path, firm.admin, {
      ...other,
      ...(kind === 'lists' && { kind: body['kind'] }),
    });
    expect(changed.error).toBeNull();
    expect(changed.data).toEqual(await read());
    await api.delete(path, firm.admin);
    const restored = await api.post<Shown>(`${path}/restore`, firm.admin);
    expect(restored.data).toEqual(await read());
    const { version: _v, updatedAt: _u, ...whole } = restored.data;
    expect(changed.data).toMatchObject(whole);
  });
});

describe('what belongs to a record', () => {
  const child = async (path: string, table: string, body: object) => {
    const made = await api.post<Shown & { id: string }>(path, firm.admin, body);
    expect(made.error).toBeNull();
    const row = await rawRow(table, made.data.id);
    const fields = Object.keys(
      fieldsOf(routeOf('post', path.replace(targets['Property'] ?? '', ':id')).response!),
    );
    const columns = fields.filter((field) => field in row);
    expect(Object.fromEntries(columns.map((field) => [field, made.data[field]]))).toEqual(
      Object.fromEntries(columns.map((field) => [field, json(sameDate(row[field], made.data[field]))])),
    );
    for (const [field, value] of Object.entries(body))
      expect([field, made.data[field]]).toEqual([field, value]);
    return { data: made.data, more: fields.filter((field) => !(field in row)) };
  };

  it.each(SEEDS)('spaces and leases show each column under its own name (%i)', async (seed) => {
    const property = `/properties/${targets['Property'] ?? ''}`;
    const spaceInput = distinct(routeOf('post', '/properties/:id/spaces').body!, seed);
    const space = await child(`${property}/spaces`, 'Space', spaceInput);
    expect(space.more).toEqual([]);
    const lease = await child(`${property}/leases`, 'Lease', {
      ...distinct(routeOf('post', '/properties/:id/leases').body!, seed),
      commencementDate: '2020-01-01',
      expirationDate: '2030-12-31',
      noticeDate: '2029-12-31',
      freeMonths: 3.5,
      spaceId: space.data.id,
      tenantCompanyId: targets['Company'],
    });
    expect(lease.more).toEqual(['suite']);
    expect(lease.data['suite']).toBe(spaceInput['suite']);
    const roll = (await api.get<{ spaces: Shown[]; leases: Shown[] }>(`${property}/rent-roll`, firm.agent))
      .data;
    expect(roll.spaces).toContainEqual(space.data);
    expect(roll.leases).toContainEqual(lease.data);
  });
});
