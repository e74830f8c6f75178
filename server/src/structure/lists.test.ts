import { QueryTypes } from 'sequelize';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Page } from '@besahubs/contracts/common';
import { dealStageKeys } from '@besahubs/contracts/deals';
import { database } from '../models';
import { ListMember } from '../models/ListMember';
import { useDatabase } from '../testing/db';
import { distinct, fieldsOf } from '../testing/distinct';
import { httpClient } from '../testing/http';
import { createFirm } from '../testing/people';
import type { Firm, Person } from '../testing/people';
import { contractOf, createTargets, kinds, linksOf, peopleOf, resources } from '../testing/resources';
import type { Targets } from '../testing/resources';

useDatabase();
const api = httpClient();
let firm: Firm;
let targets: Targets;

type Row = Record<string, unknown> & { id: string };
/** Of each kind: eight different rows, each of them twice, and two of which nothing is known. */
const rows: Record<string, Row[]> = {};
const VARIANTS = 8;

const modelOf = (kind: string) => {
  const model = resources[kind]?.model;
  if (!model) throw new Error(`No kind is called ${kind}`);
  return model;
};
/** A word that one row in `VARIANTS` has in its name, and what its name is called. */
const nameColumns: Record<string, string> = { contacts: 'lastName', tasks: 'title' };
const wordOf = (variant: number) => `Zulu${variant}`;

function columnsOf(kind: string, variant: number, owner: Person): Record<string, unknown> {
  const model = modelOf(kind);
  const attributes = model.getAttributes();
  const values = Object.entries(distinct(contractOf(kind).record, variant)).filter(
    ([name]) =>
      name in attributes &&
      !['name', 'version', 'createdAt', 'updatedAt', 'weightedCommission'].includes(name),
  );
  return {
    ...Object.fromEntries(values),
    // Every second pair of rows is linked.
    ...(variant % 2 ? linksOf(kind, targets) : {}),
    [nameColumns[kind] ?? 'name']: `${wordOf(variant)} Bravo`,
    // What is left out of one scope or another has tests of its own.
    ...('confidential' in attributes && { confidential: false }),
    ...('private' in attributes && { private: false }),
    ...('assigneeId' in attributes && { assigneeId: owner.id }),
    ...(kind === 'lists' && { filters: null }),
    ownerId: owner.id,
    teamId: owner.user.teamId,
    createdAt: new Date(Date.UTC(2024, 0, 1 + ((variant * 3) % VARIANTS))),
  };
}

async function fill(kind: string): Promise<void> {
  const model = modelOf(kind);
  const owners = [firm.agent, firm.stranger, firm.admin, firm.colleague];
  for (let variant = 0; variant < VARIANTS; variant += 1) {
    const values = columnsOf(kind, variant, owners[variant % owners.length] ?? firm.admin);
    await model.bulkCreate([values, values] as never[]);
  }
  const attributes = model.getAttributes();
  const unknown = Object.fromEntries(
    Object.entries(columnsOf(kind, 1, firm.agent)).filter(([name]) => attributes[name]?.allowNull === false),
  );
  await model.bulkCreate([
    { ...unknown, createdAt: new Date(Date.UTC(2025, 0, 1)) },
    { ...unknown, createdAt: new Date(Date.UTC(2025, 0, 2)) },
  ] as never[]);
}

beforeAll(async () => {
  firm = await createFirm();
  targets = await createTargets(firm.agent);
  for (const kind of kinds) await fill(kind);
  const [first] = await modelOf('lists').findAll({ order: ['createdAt'], limit: 1 });
  await ListMember.create({ listId: first?.id ?? '', contactId: targets['Contact'] ?? '' });
  for (const kind of kinds)
    rows[kind] = (await modelOf(kind).findAll()).map((row) => row.get({ plain: true }) as Row);
});

const pageOf = async (kind: string, query: Record<string, string>, as: Person = firm.admin) => {
  const answer = await api.get<Page<Row>>(`/${kind}?${new URLSearchParams(query).toString()}`, as);
  expect([query, answer.error]).toEqual([query, null]);
  return answer.data;
};
const idsOf = (items: { id: string }[]) => items.map(({ id }) => id);

/** All pages, one after the other: no row is missing and none comes twice. */
async function walk(kind: string, query: Record<string, string>, pageSize = 4): Promise<string[]> {
  const ids: string[] = [];
  for (let page = 1; ; page += 1) {
    const { items, total, ...where } = await pageOf(kind, {
      ...query,
      page: String(page),
      pageSize: String(pageSize),
    });
    expect(where).toEqual({ page, pageSize });
    ids.push(...idsOf(items));
    if (items.length < pageSize) {
      expect(new Set(ids).size).toBe(ids.length);
      expect(total).toBe(ids.length);
      return ids;
    }
  }
}

/** What a list can be sorted by, as its contract says when it is asked for something else. */
const sortableOf = (kind: string): string[] => {
  const said = contractOf(kind).query.safeParse({ sort: 'nonsense' }).error?.issues[0]?.message ?? '';
  return /Sortable: (.*)/.exec(said)?.[1]?.split(', ') ?? [];
};
// The timeline has one order.
const sorted = kinds.filter((kind) => kind !== 'activities');

const ALIAS: Record<string, (row: Row) => unknown[]> = {
  'contacts.name': (row) => [row['lastName'], row['firstName']],
  'deals.stage': (row) => [dealStageKeys.indexOf(row['stage'] as never)],
};
const WRITTEN = ['name', 'firstName', 'lastName', 'title', 'city'];
const people = new Intl.Collator('und', { numeric: true });

/** Compares two rows by one key; what is unknown comes last either way. */
function compare(kind: string, field: string, desc: boolean) {
  const keysOf = ALIAS[`${kind}.${field}`] ?? ((row: Row) => [row[field]]);
  const asPeople = WRITTEN.includes(field);
  return (a: Row, b: Row): number => {
    const [left, right] = [keysOf(a), keysOf(b)];
    for (const [index, x] of left.entries()) {
      const y = right[index];
      if (x === y) continue;
      if (x === null || x === undefined) return 1;
      if (y === null || y === undefined) return -1;
      const [p, q] = [x instanceof Date ? x.getTime() : x, y instanceof Date ? y.getTime() : y];
      const order =
        typeof p === 'string' && asPeople ? people.compare(p, q as string) : p < q ? -1 : p > q ? 1 : 0;
      if (order) return desc ? -order : order;
    }
    return 0;
  };
}
const byId = (a: Row, b: Row) => (a.id < b.id ? -1 : 1);
const sort = (kind: string, keys: [string, boolean][]) =>
  idsOf(
    [...(rows[kind] ?? [])].sort(
      (a, b) =>
        keys.map(([field, desc]) => compare(kind, field, desc)(a, b)).find((order) => order !== 0) ??
        byId(a, b),
    ),
  );

describe('the order of a list', () => {
  it.each(sorted.flatMap((kind) => sortableOf(kind).map((field) => [kind, field] as const)))(
    'of %s by %s, both ways: ties by id, what is unknown last, page by page',
    async (kind, field) => {
      expect(await walk(kind, { sort: field })).toEqual(sort(kind, [[field, false]]));
      expect(await walk(kind, { sort: `-${field}` }, 7)).toEqual(sort(kind, [[field, true]]));
    },
  );

  it.each(sorted)('of %s by two keys', async (kind) => {
    const [first = '', second = ''] = sortableOf(kind).slice(-3);
    expect(await walk(kind, { sort: `${first},-${second}` }, 50)).toEqual(
      sort(kind, [
        [first, false],
        [second, true],
      ]),
    );
  });

  it.each(sorted)('of %s, when none is asked for', async (kind) => {
    const usual = ['companies', 'lists'].includes(kind) ? ['name', false] : ['createdAt', true];
    const [field, desc] = (kind === 'tasks' ? ['dueAt', false] : usual) as [string, boolean];
    expect(await walk(kind, {})).toEqual(sort(kind, [[field, desc]]));
  });

  it.each(kinds)('of %s has nothing behind the last page', async (kind) => {
    const { items, total } = await pageOf(kind, { page: '999' });
    expect([items, total]).toEqual([[], rows[kind]?.length]);
  });
});

type Probe = [value: string, sql: string];
const text = (value: unknown) => (value instanceof Date ? value.toISOString() : String(value));
const known = (kind: string, column: string) =>
  (rows[kind] ?? []).filter((row) => row[column] !== null && row[column] !== undefined);
const valueOf = (kind: string, column: string, at = 0): unknown => known(kind, column)[at]?.[column];
const middle = (kind: string, column: string): string => {
  const all = known(kind, column).sort(compare(kind, column, false));
  return text(all[Math.floor(all.length / 2)]?.[column]);
};

const equals =
  (column: string) =>
  (kind: string): Probe[] => {
    const value = text(valueOf(kind, column));
    return [[value, `"${column}" = '${value}'`]];
  };
const anyCase =
  (column: string) =>
  (kind: string): Probe[] => {
    const value = text(valueOf(kind, column));
    return [[value.toUpperCase(), `"${column}" = '${value}'`]];
  };
const oneOf =
  (column: string) =>
  (kind: string): Probe[] => {
    const values = [...new Set(known(kind, column).map((row) => text(row[column])))].slice(0, 2);
    return [[values.join(','), `"${column}" IN (${values.map((value) => `'${value}'`).join(',')})`]];
  };
const holds =
  (column: string) =>
  (kind: string): Probe[] => {
    const values = [0, 2].map((at) => (valueOf(kind, column, at) as string[])[0] ?? '');
    return [[values.join(','), values.map((value) => `"${column}" @> '["${value}"]'`).join(' OR ')]];
  };
const bound =
  (column: string, operator: '>=' | '<=' | '<') =>
  (kind: string): Probe[] => {
    const value = middle(kind, column);
    return [[value, `"${column}" ${operator} '${value}'`]];
  };
const flag = (sql: string) => (): Probe[] => [
  ['true', sql],
  ['false', `NOT (${sql})`],
];
const whose = (column: string) => (): Probe[] => [
  ['me', `"${column}" = '${firm.admin.id}'`],
  [`${firm.stranger.id},me`, `"${column}" IN ('${firm.stranger.id}','${firm.admin.id}')`],
];

const LINKS = Object.fromEntries(
  ['contactId', 'companyId', 'propertyId', 'dealId'].map((link) => [link, equals(link)]),
);
/** Every filter of every list: what to ask for, and the same in SQL. */
const FILTERS: Record<string, Record<string, (kind: string) => Probe[]>> = {
  companies: {
    type: holds('types'),
    ownerId: whose('ownerId'),
    parentId: equals('parentId'),
    city: equals('city'),
    state: equals('state'),
  },
  contacts: {
    companyId: equals('companyId'),
    ownerId: whose('ownerId'),
    role: holds('roles'),
    tag: holds('tags'),
    city: anyCase('city'),
    state: anyCase('state'),
    emailOptOut: flag('"emailOptOut"'),
    bounced: flag('bounced'),
    hasEmail: flag('email IS NOT NULL'),
    touchedBefore: (kind) =>
      bound(
        'lastTouchAt',
        '<',
      )(kind).map(([value, sql]): Probe => [value, `${sql} OR "lastTouchAt" IS NULL`]),
    createdFrom: bound('createdAt', '>='),
    createdTo: bound('createdAt', '<'),
  },
  properties: {
    type: oneOf('type'),
    status: oneOf('status'),
    market: oneOf('market'),
    submarket: oneOf('submarket'),
    buildingClass: oneOf('buildingClass'),
    state: anyCase('state'),
    city: anyCase('city'),
    ownerId: whose('ownerId'),
    buildingSFMin: bound('buildingSF', '>='),
    buildingSFMax: bound('buildingSF', '<='),
    askingPriceMin: bound('askingPrice', '>='),
    askingPriceMax: bound('askingPrice', '<='),
    capRateMin: bound('capRate', '>='),
    capRateMax: bound('capRate', '<='),
    tag: holds('tags'),
    loanMaturityTo: bound('loanMaturity', '<='),
  },
  deals: {
    stage: oneOf('stage'),
    status: oneOf('status'),
    kind: () => [['lease', `kind = 'lease'`]],
    representation: oneOf('representation'),
    ownerId: whose('ownerId'),
    propertyId: equals('propertyId'),
    clientContactId: equals('clientContactId'),
    clientCompanyId: equals('clientCompanyId'),
    valueMin: bound('value', '>='),
    valueMax: bound('value', '<='),
    expectedCloseFrom: bound('expectedCloseDate', '>='),
    expectedCloseTo: bound('expectedCloseDate', '<='),
    open: flag(`status IN ('active','on_hold')`),
  },
  tasks: {
    // What the other views show depends on the day; routes/tasks.test.ts looks at all of them.
    view: () => [['no_date', `"dueAt" IS NULL AND status IN ('open','in_progress')`]],
    status: oneOf('status'),
    type: oneOf('type'),
    priority: oneOf('priority'),
    assigneeId: whose('assigneeId'),
    ...LINKS,
    dueFrom: bound('dueAt', '>='),
    dueTo: bound('dueAt', '<'),
  },
  activities: {
    ...LINKS,
    companyId: () => [
      [
        targets['Company'] ?? '',
        `"companyId" = '${targets['Company']}' OR "contactId" IN (SELECT id FROM "Contact" WHERE "companyId" = '${targets['Company']}')`,
      ],
    ],
    type: oneOf('type'),
  },
  lists: {
    kind: () => [['dynamic', `kind = 'dynamic'`]],
    hasMembers: flag('id IN (SELECT "listId" FROM "ListMember")'),
  },
  campaigns: {
    status: oneOf('status'),
    type: oneOf('type'),
    ownerId: whose('ownerId'),
    listId: equals('listId'),
  },
};
const PAGING = ['page', 'pageSize', 'sort', 'q', 'segment'];
const filtersOf = (kind: string) =>
  Object.keys(fieldsOf(contractOf(kind).query)).filter((name) => !PAGING.includes(name));

describe('the filters of a list', () => {
  it.each(kinds)('of %s are all tried here, also those that come later', (kind) => {
    expect(Object.keys(FILTERS[kind] ?? {}).sort()).toEqual(filtersOf(kind).sort());
  });

  it.each(kinds.flatMap((kind) => filtersOf(kind).map((name) => [kind, name] as const)))(
    'of %s: %s leaves what SQL would, neither all nor nothing',
    async (kind, name) => {
      for (const [value, sql] of FILTERS[kind]?.[name]?.(kind) ?? []) {
        const found = await database().query<{ id: string }>(
          `SELECT id FROM "${modelOf(kind).name}" WHERE "deletedAt" IS NULL AND (${sql})`,
          { type: QueryTypes.SELECT },
        );
        const listed = await pageOf(kind, { [name]: value, pageSize: '200' });
        expect(idsOf(listed.items).sort()).toEqual(idsOf(found).sort());
        expect(listed.total).toBe(found.length);
        expect([name, value, found.length > 0 && found.length < (rows[kind]?.length ?? 0)]).toEqual([
          name,
          value,
          true,
        ]);
      }
    },
  );

  it.each(sorted)('of %s: words in any order and case, all of them, and only what they say', async (kind) => {
    const column = nameColumns[kind] ?? 'name';
    const wanted = (rows[kind] ?? []).filter((row) => text(row[column]) === `${wordOf(3)} Bravo`);
    expect(wanted.length).toBe(2);
    for (const q of [`bravo ${wordOf(3)}`, `${wordOf(3).toUpperCase()}  BRA`])
      expect(idsOf((await pageOf(kind, { q })).items).sort()).toEqual(idsOf(wanted).sort());
    for (const q of [`${wordOf(3)} ${wordOf(4)}`, '%', 'zulu_', '\\'])
      expect([q, (await pageOf(kind, { q })).total]).toEqual([q, 0]);
  });
});

describe('what a list shows', () => {
  it.each(kinds)('of %s is what each person may open, and they may open nothing else', async (kind) => {
    for (const [name, person] of peopleOf(firm)) {
      const { items, total } = await pageOf(kind, { pageSize: '200' }, person);
      expect(items.length).toBe(total);
      const listed = new Set(idsOf(items));
      for (const { id } of (rows[kind] ?? []).slice(-10)) {
        const { status } = await api.get(`/${kind}/${id}`, person);
        expect([name, id, status]).toEqual([name, id, listed.has(id) ? 200 : 404]);
      }
    }
  });
});
