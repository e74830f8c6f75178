import { INSTANTS } from './nasty';
import { insert, seedPeople } from './people';
import type { People } from './people';
import { Random } from './random';
import {
  activityRow,
  campaignRow,
  contactRow,
  dealRow,
  eventRow,
  leaseRow,
  mailRow,
  propertyRow,
  stageRow,
  taskRow,
} from './rows';

const of = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** A firm whose rows are as awkward as the columns allow, the same in every run. */
export async function seedNastyFirm(): Promise<People> {
  const people = await seedPeople();
  const random = new Random(7);
  const owners = Object.values(people.ids);
  const teams = Object.values(people.teamIds);
  /** Owner and team vary independently: a row of another team’s agent, of a team and nobody, of nobody at all. */
  const record = () => ({
    id: random.uuid(),
    ownerId: random.maybe(owners, 0.12),
    teamId: random.maybe(teams, 0.2),
    version: 0,
    createdAt: random.pick(INSTANTS),
    updatedAt: random.pick(INSTANTS),
    deletedAt: random.next() < 0.1 ? random.pick(INSTANTS) : null,
  });
  const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);

  const companies = of(10, (index) => ({
    ...record(),
    name: `Company ${index % 8}`,
    normalizedName: '',
    types: [],
    tags: [],
  }));
  await insert('Company', companies);
  const contacts = of(120, () => contactRow(random, record(), ids(companies)));
  await insert('Contact', contacts);
  await insert(
    'ContactShare',
    links(random, ids(contacts), owners, 60, 'contactId', ['granted', 'requested', 'declined']),
  );
  const properties = of(60, () => propertyRow(random, record()));
  await insert('Property', properties);
  const deals = of(180, () => dealRow(random, record(), ids(properties), ids(companies), ids(contacts)));
  await insert('Deal', deals);
  await insert('DealMember', members(links(random, ids(deals), owners, 70, 'dealId', ['co_broker'])));
  const near = {
    deals: ids(deals),
    contacts: ids(contacts),
    properties: ids(properties),
    companies: ids(companies),
  };
  await insert(
    'Task',
    of(180, () => taskRow(random, record(), owners, near)),
  );
  const campaigns = of(40, () => campaignRow(random, record(), ids(properties)));
  await insert('Campaign', campaigns);
  const mails = of(200, () => mailRow(random, ids(campaigns), ids(contacts), owners, teams));
  await insert('EmailLog', mails);
  await insert(
    'EmailEvent',
    of(250, () => eventRow(random, record(), near, ids(mails), ids(campaigns))),
  );
  await insert(
    'Lease',
    of(90, () => leaseRow(random, record(), near)),
  );
  await insert(
    'DealStageEvent',
    of(220, () => stageRow(random, record(), near.deals, owners)),
  );
  await insert(
    'Activity',
    of(180, () => activityRow(random, record(), near)),
  );
  return people;
}

/** Pairs of a record and a user, each at most once. */
function links(
  random: Random,
  records: string[],
  users: string[],
  count: number,
  column: string,
  statuses: string[],
) {
  const pairs = new Map<string, Record<string, unknown>>();
  for (let index = 0; index < count; index += 1) {
    const [record, user] = [random.pick(records), random.pick(users)];
    const at = random.pick(INSTANTS);
    const row = { id: random.uuid(), [column]: record, userId: user, status: random.pick(statuses) };
    pairs.set(`${record} ${user}`, { ...row, createdAt: at, updatedAt: at });
  }
  return [...pairs.values()];
}
const members = (rows: Record<string, unknown>[]) =>
  rows.map(({ status, ...row }) => ({ ...row, role: status }));
