import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { DrillResult } from '@besahubs/contracts/drill';
import { datasetKeys } from '@besahubs/contracts/reports';
import type {
  Cell,
  DatasetInfo,
  DatasetKey,
  ReportQueryInput,
  ReportResult,
} from '@besahubs/contracts/reports';
import { Activity } from '../../models/Activity';
import { Campaign } from '../../models/Campaign';
import { Company } from '../../models/Company';
import { Contact } from '../../models/Contact';
import { ContactShare } from '../../models/ContactShare';
import { Deal } from '../../models/Deal';
import { DealMember } from '../../models/DealMember';
import { DealStageEvent } from '../../models/DealStageEvent';
import { EmailEvent } from '../../models/EmailEvent';
import { EmailLog } from '../../models/EmailLog';
import { Lease } from '../../models/Lease';
import { Property } from '../../models/Property';
import { Task } from '../../models/Task';
import { useDatabase } from '../../testing/db';
import { httpClient } from '../../testing/http';
import { createFirm } from '../../testing/people';
import type { Firm, Person } from '../../testing/people';
import { datasets } from './registry';

// Each dataset is asked about each of its fields.
vi.setConfig({ testTimeout: 60_000 });
useDatabase();
const api = httpClient();
let firm: Firm;

const DAY = 86_400;
const inDays = (days: number): string => new Date(Date.now() + days * DAY * 1000).toISOString().slice(0, 10);

/** The north team: its agent and a colleague. The south team: a stranger. One row of everything for each. */
beforeAll(async () => {
  firm = await createFirm();
  const mine = { ownerId: firm.agent.id, teamId: firm.north.id };
  const theirs = { ownerId: firm.colleague.id, teamId: firm.north.id };
  const far = { ownerId: firm.stranger.id, teamId: firm.south.id };
  const acme = await Company.create({ name: 'Acme' });
  const tower = await Property.create({ name: 'Tower', type: 'office', market: 'Dallas', ...mine });
  const shed = await Property.create({ name: 'Shed', type: 'industrial', market: 'Austin', ...far });
  const gone = await Property.create({ name: 'Gone', type: 'land' });
  const deal = async (name: string, values: object) =>
    Deal.create({ name, kind: 'lease', representation: 'tenant', ...values } as never);
  const own = await deal('Own', {
    ...mine,
    stage: 'won',
    status: 'won',
    value: 1000,
    grossCommission: 60,
    propertyId: tower.id,
    actualCloseDate: inDays(0),
  });
  const colleagues = await deal('Colleague’s', { ...theirs, stage: 'loi', value: 500, grossCommission: 30 });
  const joint = await deal('Joint', {
    ...theirs,
    stage: 'lost',
    status: 'lost',
    value: 200,
    grossCommission: 10,
  });
  const distant = await deal('Far', { ...far, stage: 'won', status: 'won', value: 50, grossCommission: 5 });
  const deleted = await deal('Deleted', { ...mine, value: 9 });
  await DealMember.create({ dealId: joint.id, userId: firm.agent.id, role: 'co_broker' });
  const moved = (dealId: string, fromStage: string | null, toStage: string, days: number | null) => ({
    dealId,
    fromStage,
    toStage,
    occurredAt: new Date(),
    secondsInStage: days === null ? null : days * DAY,
    byId: firm.manager.id,
    value: 100,
  });
  await DealStageEvent.bulkCreate([
    moved(own.id, null, 'prospect', null),
    moved(own.id, 'prospect', 'loi', 10),
    moved(own.id, 'loi', 'engaged', 3),
    moved(own.id, 'engaged', 'won', 5),
    moved(colleagues.id, 'prospect', 'loi', 20),
    moved(joint.id, 'prospect', 'lost', 40),
    moved(joint.id, 'lost', 'prospect', 1),
    moved(distant.id, 'prospect', 'won', 100),
    moved(deleted.id, null, 'prospect', null),
  ] as never);
  await deleted.destroy();
  const contact = (firstName: string, values: object) =>
    Contact.create({ firstName, lastName: 'Person', source: 'web', ...values });
  const ida = await contact('Ida', { ...mine, email: 'ida@x.test', companyId: acme.id });
  const secret = await contact('Secret', { ...theirs, confidential: true });
  const open = await contact('Open', theirs);
  const olaf = await contact('Olaf', far);
  const shared = await contact('Shared', far);
  await ContactShare.create({
    contactId: shared.id,
    userId: firm.agent.id,
    status: 'granted',
    grantedById: firm.stranger.id,
  } as never);
  const task = (title: string, values: object) => Task.create({ title, ...values });
  await task('Mine', { ...mine, assigneeId: firm.agent.id, status: 'done', completedAt: new Date() });
  await task('Given', { ...theirs, assigneeId: firm.agent.id, dueAt: new Date(0) });
  await task('Theirs', { ...theirs, assigneeId: firm.colleague.id });
  await task('Far', { ...far, assigneeId: firm.stranger.id });
  const activity = (subject: string, values: object) =>
    Activity.create({ type: 'call', subject, occurredAt: new Date(), ...values });
  await activity('Mine', { ...mine, contactId: ida.id, durationMinutes: 30, outcome: 'connected' });
  await activity('Private', { ...mine, contactId: ida.id, private: true, type: 'note' });
  await activity('Theirs', { ...theirs, contactId: open.id, durationMinutes: 10 });
  await activity('On secret', { ...theirs, contactId: secret.id });
  await activity('On joint', { ...theirs, dealId: joint.id });
  await activity('Far', { ...far, contactId: olaf.id });
  await activity('Building', { ...far, propertyId: shed.id });
  const lease = (tenantName: string, propertyId: string, months: number, values: object = {}) =>
    Lease.create({
      tenantName,
      propertyId,
      expirationDate: inDays(months * 30 + months),
      baseRent: 20,
      rentableSF: 1000,
      ...values,
    });
  await lease('Soon', tower.id, 3, { tenantCompanyId: acme.id });
  await lease('Later', shed.id, 30, { baseRent: 10.5 });
  await lease('Past', shed.id, -4);
  await lease('Lost', gone.id, 3);
  await gone.destroy();
  const campaign = (name: string, values: object) => Campaign.create({ name, type: 'one_off', ...values });
  const launch = await campaign('Launch', mine);
  await campaign('Theirs', theirs);
  const remote = await campaign('Far', far);
  const at = new Date();
  const mail = (values: object) =>
    EmailLog.create({
      kind: 'campaign',
      toEmail: 'x@x.test',
      subject: 'Hi',
      campaignId: launch.id,
      senderId: firm.agent.id,
      teamId: firm.north.id,
      acceptedAt: at,
      ...values,
    } as never);
  const opened = await mail({
    contactId: ida.id,
    status: 'opened',
    deliveredAt: at,
    firstOpenAt: at,
    openCount: 3,
  });
  await mail({ status: 'clicked', deliveredAt: at, firstClickAt: at, clickCount: 1 });
  await mail({ status: 'bounced', deliveredAt: at, bouncedAt: at });
  await mail({ status: 'delivered', deliveredAt: at, firstMachineOpenAt: at });
  await mail({ kind: 'test', status: 'opened', deliveredAt: at, firstOpenAt: at });
  const foreign = await mail({
    campaignId: remote.id,
    contactId: olaf.id,
    senderId: firm.stranger.id,
    teamId: firm.south.id,
    deliveredAt: at,
  });
  let print = 0;
  const event = (eventType: string | null, values: object) =>
    EmailEvent.create({
      eventType,
      rawEventType: eventType ?? 'deferred',
      eventTimestamp: at,
      email: 'x@x.test',
      fingerprint: String((print += 1)),
      ...values,
    } as never);
  const onIda = { contactId: ida.id, campaignId: launch.id, emailLogId: opened.id };
  await event('delivered', onIda);
  const first = await event('open', onIda);
  await event('open', { ...onIda, isMachine: true });
  await event('open', { ...onIda, duplicateOf: first.id });
  await event(null, onIda);
  await event('click', { contactId: open.id, isSuspectedBot: true });
  await event('delivered', { contactId: olaf.id, campaignId: remote.id, emailLogId: foreign.id });
});

const post = async <T>(path: string, as: Person, body: object) => {
  const { status, data, error } = await api.post<T>(path, as, body);
  expect([status, error, body]).toEqual([200, null, body]);
  return data;
};
const ask = (query: ReportQueryInput, as: Person) => post<ReportResult>('/widgets/query', as, query);
const sorted = (rows: Cell[][]) => rows.map((row) => JSON.stringify(row)).sort();

type Rows = Cell[][];
type Case = [name: string, query: ReportQueryInput, admin: Rows, manager: Rows, agent: Rows];
const won = { field: 'status', op: 'eq', value: 'won' } as const;
const cases: Case[] = [
  [
    'deals by stage',
    { dataset: 'deals', metrics: ['count', 'sum:grossCommission'], groupBy: ['stage'] },
    [
      ['loi', 1, 30],
      ['won', 2, 65],
      ['lost', 1, 10],
    ],
    [
      ['loi', 1, 30],
      ['won', 1, 60],
      ['lost', 1, 10],
    ],
    [
      ['won', 1, 60],
      ['lost', 1, 10],
    ],
  ],
  [
    'deals by property',
    { dataset: 'deals', groupBy: ['property.type'], filters: [won] },
    [
      ['office', 1],
      [null, 1],
    ],
    [['office', 1]],
    [['office', 1]],
  ],
  [
    'tasks by assignee',
    { dataset: 'tasks', groupBy: ['assignee'] },
    [
      ['Ann Tester', 2],
      ['Cole Tester', 1],
      ['Sid Tester', 1],
    ],
    [
      ['Ann Tester', 2],
      ['Cole Tester', 1],
    ],
    [['Ann Tester', 2]],
  ],
  [
    'tasks overdue',
    { dataset: 'tasks', groupBy: ['overdue'] },
    [
      [true, 1],
      [false, 3],
    ],
    [
      [true, 1],
      [false, 2],
    ],
    [
      [true, 1],
      [false, 1],
    ],
  ],
  [
    'properties by market',
    { dataset: 'properties', groupBy: ['market'] },
    [
      ['Dallas', 1],
      ['Austin', 1],
    ],
    [
      ['Dallas', 1],
      ['Austin', 1],
    ],
    [
      ['Dallas', 1],
      ['Austin', 1],
    ],
  ],
  [
    'contacts by owner',
    { dataset: 'contacts', groupBy: ['owner'] },
    [
      ['Ann Tester', 1],
      ['Cole Tester', 2],
      ['Sid Tester', 2],
    ],
    [
      ['Ann Tester', 1],
      ['Cole Tester', 1],
    ],
    [
      ['Ann Tester', 1],
      ['Sid Tester', 1],
    ],
  ],
  [
    'contacts with an address',
    { dataset: 'contacts', groupBy: ['hasEmail'], filters: [{ field: 'owner', op: 'eq', value: 'me' }] },
    [],
    [],
    [[true, 1]],
  ],
  [
    'what became of campaigns',
    {
      dataset: 'campaigns',
      groupBy: ['campaign'],
      metrics: ['recipients', 'delivered', 'opened', 'machineOpened', 'clicked', 'bounced', 'totalOpens'].map(
        (field) => `sum:${field}`,
      ),
    },
    [
      ['Launch', 4, 3, 2, 1, 1, 1, 3],
      ['Theirs', 0, 0, 0, 0, 0, 0, 0],
      ['Far', 1, 1, 0, 0, 0, 0, 0],
    ],
    [
      ['Launch', 4, 3, 2, 1, 1, 1, 3],
      ['Theirs', 0, 0, 0, 0, 0, 0, 0],
    ],
    [['Launch', 4, 3, 2, 1, 1, 1, 3]],
  ],
  [
    'what agents closed',
    {
      dataset: 'agents',
      metrics: ['sum:closedCommission', 'sum:openDeals'],
      groupBy: ['agent'],
      filters: [{ field: 'role', op: 'eq', value: 'agent' }],
    },
    [
      ['Ann Tester', 60, 0],
      ['Cole Tester', 0, 1],
      ['Sid Tester', 5, 0],
    ],
    [
      ['Ann Tester', 60, 0],
      ['Cole Tester', 0, 1],
    ],
    [['Ann Tester', 60, 0]],
  ],
  [
    'time in stage',
    { dataset: 'stageEvents', metrics: ['avg:daysInStage', 'count'], groupBy: ['fromStage'] },
    [
      ['prospect', 42.5, 4],
      ['engaged', 5, 1],
      ['loi', 3, 1],
      ['lost', 1, 1],
      [null, null, 1],
    ],
    [
      ['prospect', 70 / 3, 3],
      ['engaged', 5, 1],
      ['loi', 3, 1],
      ['lost', 1, 1],
      [null, null, 1],
    ],
    [
      ['prospect', 25, 2],
      ['engaged', 5, 1],
      ['loi', 3, 1],
      ['lost', 1, 1],
      [null, null, 1],
    ],
  ],
  [
    'which way deals moved',
    { dataset: 'stageEvents', groupBy: ['direction'] },
    [
      ['first', 1],
      ['forward', 4],
      ['backward', 1],
      ['lost', 1],
      ['reopened', 1],
    ],
    [
      ['first', 1],
      ['forward', 3],
      ['backward', 1],
      ['lost', 1],
      ['reopened', 1],
    ],
    [
      ['first', 1],
      ['forward', 2],
      ['backward', 1],
      ['lost', 1],
      ['reopened', 1],
    ],
  ],
  [
    'stage changes by the deal’s owner, team and property',
    { dataset: 'stageEvents', groupBy: ['owner', 'team', 'property.type'] },
    [
      ['Ann Tester', 'North', 'office', 4],
      ['Cole Tester', 'North', null, 3],
      ['Sid Tester', 'South', null, 1],
    ],
    [
      ['Ann Tester', 'North', 'office', 4],
      ['Cole Tester', 'North', null, 3],
    ],
    [
      ['Ann Tester', 'North', 'office', 4],
      ['Cole Tester', 'North', null, 2],
    ],
  ],
  ...(['count', 'sum:annualRent'] as const).map((metric): Case => {
    const rows: Rows =
      metric === 'count'
        ? [
            ['office', 'Ann Tester', 1],
            ['industrial', 'Sid Tester', 2],
          ]
        : [
            ['office', 'Ann Tester', 20_000],
            ['industrial', 'Sid Tester', 30_500],
          ];
    return [
      `leases: ${metric}`,
      { dataset: 'leases', metrics: [metric], groupBy: ['property.type', 'owner'] },
      rows,
      rows,
      rows,
    ];
  }),
  [
    'leases that end within a year',
    {
      dataset: 'leases',
      metrics: ['sum:rentableSF'],
      groupBy: ['tenantCompany'],
      filters: [{ field: 'monthsToExpiration', op: 'between', value: [0, 12] }],
    },
    [['Acme', 1000]],
    [['Acme', 1000]],
    [['Acme', 1000]],
  ],
  [
    'activities by owner',
    { dataset: 'activities', metrics: ['count', 'sum:durationMinutes'], groupBy: ['owner'] },
    [
      ['Ann Tester', 2, 30],
      ['Cole Tester', 3, 10],
      ['Sid Tester', 2, null],
    ],
    // Not the private note, not what was on a confidential contact; what was on a building is everybody's.
    [
      ['Ann Tester', 1, 30],
      ['Cole Tester', 2, 10],
      ['Sid Tester', 1, null],
    ],
    [
      ['Ann Tester', 2, 30],
      ['Cole Tester', 1, null],
      ['Sid Tester', 1, null],
    ],
  ],
  [
    'e-mail events by type and machine',
    { dataset: 'emailEvents', groupBy: ['eventType', 'machine'] },
    [
      ['delivered', false, 2],
      ['open', false, 1],
      ['open', true, 1],
      ['click', true, 1],
    ],
    [
      ['delivered', false, 1],
      ['open', false, 1],
      ['open', true, 1],
      ['click', true, 1],
    ],
    [
      ['delivered', false, 1],
      ['open', false, 1],
      ['open', true, 1],
    ],
  ],
  [
    'e-mail events by campaign and sender',
    { dataset: 'emailEvents', groupBy: ['campaign', 'owner', 'team'] },
    [
      ['Launch', 'Ann Tester', 'North', 3],
      ['Far', 'Sid Tester', 'South', 1],
      [null, null, null, 1],
    ],
    [
      ['Launch', 'Ann Tester', 'North', 3],
      [null, null, null, 1],
    ],
    [['Launch', 'Ann Tester', 'North', 3]],
  ],
];

describe('figures of each dataset, for each role', () => {
  it.each(cases)('%s', async (_name, query, admin, manager, agent) => {
    const of = async (as: Person) => {
      const { rows, fields } = await ask(query, as);
      return sorted(rows.map((row) => fields.map(({ key }) => row[key] ?? null)));
    };
    expect(await of(firm.admin)).toEqual(sorted(admin));
    expect(await of(firm.manager)).toEqual(sorted(manager));
    expect(await of(firm.agent)).toEqual(sorted(agent));
  });

  it('has a case for every dataset', () => {
    expect(new Set(cases.map(([, { dataset }]) => dataset))).toEqual(new Set(datasetKeys));
  });
});

describe.each(datasetKeys)('%s', (key: DatasetKey) => {
  const dataset = datasets[key];
  const people = () => [firm.admin, firm.manager, firm.agent, firm.stranger];

  it('shows exactly the rows that its policy lets each reader see', async () => {
    for (const person of people()) {
      const visible = await dataset.model.findAll({
        where: dataset.scope(person.ctx.actor),
        attributes: ['id'],
      });
      const { rows, total, value } = await post<DrillResult>('/widgets/drill', person, {
        query: { dataset: key },
        metric: 'count',
        pageSize: 200,
      });
      // A deleted record is in no scope; leases and stage changes go with their property and deal.
      expect(rows.map(({ id }) => id).sort()).toEqual(visible.map((row) => String(row.get('id'))).sort());
      expect([total, value]).toEqual([rows.length, rows.length]);
    }
  });

  it('opens only records that the reader may see', async () => {
    for (const person of people()) {
      const { rows } = await post<DrillResult>('/widgets/drill', person, {
        query: { dataset: key },
        pageSize: 200,
      });
      for (const { resource, recordId, name } of rows) {
        expect(name).not.toBe('');
        if (!resource) continue;
        expect([resource, name, (await api.get(`/${resource}/${recordId}`, person)).status]).toEqual([
          resource,
          name,
          200,
        ]);
      }
    }
  });

  it('can be asked about each field in each way it offers', async () => {
    const { data } = await api.get<DatasetInfo[]>('/reports/datasets', firm.agent);
    const info = data.find((each) => each.key === key)!;
    for (const field of info.fields) {
      if (field.groupable) await ask({ dataset: key, groupBy: [field.key] }, firm.agent);
      if (field.aggs.length)
        await ask(
          { dataset: key, metrics: field.aggs.slice(0, 12).map((agg) => `${agg}:${field.key}`) },
          firm.manager,
        );
      await ask({ dataset: key, filters: [{ field: field.key, op: 'isNotNull' }] }, firm.agent);
    }
  });

  it('names fields that exist', () => {
    for (const name of [...dataset.shown, dataset.dateField])
      expect([...dataset.fields.keys()]).toContain(name);
    for (const field of dataset.fields.values())
      if (field.join) expect(dataset.joins).toHaveProperty(field.join);
  });
});
