import type { z } from 'zod';
import { Company } from '../models/Company';
import { Contact } from '../models/Contact';
import { Deal } from '../models/Deal';
import { List } from '../models/List';
import { Property } from '../models/Property';
import { allRoutes } from '../routes';
import type { Method, Route } from '../routes/route';
import { activityResource } from '../services/crm/activities';
import { campaignResource } from '../services/crm/campaigns';
import { companyResource } from '../services/crm/companies';
import { contactResource } from '../services/crm/contacts';
import { dealResource } from '../services/crm/dealResource';
import { listResource } from '../services/crm/lists';
import { propertyResource } from '../services/crm/properties';
import type { RecordModel, Resource } from '../services/crm/resource';
import { taskResource } from '../services/crm/tasks';
import { distinct } from './distinct';
import type { Firm, Person } from './people';

// A resource takes queries of its own contract; what walks over all of them looks at none.
export type AnyResource = Resource<RecordModel, never>;
const asAny = (resource: unknown): AnyResource => resource as AnyResource;

/** Every kind of record of the CRM, by its name in the URL. */
export const resources: Record<string, AnyResource> = {
  companies: asAny(companyResource),
  contacts: asAny(contactResource),
  properties: asAny(propertyResource),
  deals: asAny(dealResource),
  tasks: asAny(taskResource),
  activities: asAny(activityResource),
  lists: asAny(listResource),
  campaigns: asAny(campaignResource),
};
export const kinds = Object.keys(resources);

/** Kinds that can be restored and are not of the CRM. */
const ELSEWHERE = ['agents', 'dashboards', 'widgets'];

/** Kinds with routes like a resource's that nobody named above: there must be none. */
export const unknownKinds = (): string[] =>
  allRoutes()
    .flatMap(({ path }) => /^\/([^/]+)\/:id\/restore$/.exec(path)?.slice(1) ?? [])
    .filter((kind) => !kinds.includes(kind) && !ELSEWHERE.includes(kind));

const ROUTES = allRoutes();
export function routeOf(method: Method, path: string): Route {
  const found = ROUTES.find((route) => route.method === method && route.path === path);
  if (!found) throw new Error(`There is no ${method} ${path}`);
  return found;
}

const given = (contract: z.ZodType | undefined, what: string): z.ZodType => {
  if (!contract) throw new Error(`${what} has no contract`);
  return contract;
};

/** The contracts of a kind, as its routes declare them. */
export const contractOf = (kind: string) => ({
  input: given(routeOf('post', `/${kind}`).body, kind),
  patch: given(routeOf('patch', `/${kind}/:id`).body, kind),
  query: given(routeOf('get', `/${kind}`).query, kind),
  record: given(routeOf('get', `/${kind}/:id`).response, kind),
});

/** Records that links may point at, all of them `owner`'s. */
export type Targets = Record<string, string>;
export async function createTargets(owner: Person): Promise<Targets> {
  const owned = { ownerId: owner.id, teamId: owner.user.teamId };
  const company = await Company.create({ name: 'Linked Company', ...owned });
  const contact = await Contact.create({ firstName: 'Linked', lastName: 'Contact', ...owned });
  const property = await Property.create({ name: 'Linked Property', type: 'office', ...owned });
  const deal = await Deal.create({
    name: 'Linked Deal',
    kind: 'sale',
    representation: 'seller',
    propertyId: property.id,
    ...owned,
  });
  const list = await List.create({ name: 'Linked List', ...owned });
  return { Company: company.id, Contact: contact.id, Property: property.id, Deal: deal.id, List: list.id };
}

/** The links of a kind, each to a target; suites are left out, they belong to one property. */
export const linksOf = (kind: string, targets: Targets): Record<string, string> =>
  Object.fromEntries(
    Object.entries(resources[kind]?.references ?? {}).flatMap(([field, { model }]) => {
      const id = targets[model.name];
      return id ? [[field, id]] : [];
    }),
  );

/** What the rules of a kind ask for besides its contract. */
const RULES: Record<string, (seed: number) => Record<string, unknown>> = {
  deals: () => ({
    kind: 'sale',
    stage: 'prospect',
    onHold: false,
    agreementDate: '2021-01-01',
    agreementExpiry: '2021-01-02',
    contractDate: '2021-01-03',
    dueDiligenceExpiry: '2021-01-04',
    termMonths: 60,
    freeMonths: 2.5,
  }),
  properties: (seed) => ({
    yearBuilt: 1700 + (seed % 200),
    yearRenovated: 1900 + (seed % 200),
    askingRentLow: 10 + seed,
    askingRentHigh: 40 + seed,
  }),
  tasks: () => ({ status: 'open', recurrence: null }),
  lists: () => ({ kind: 'static', filters: null }),
  campaigns: () => ({ filters: null, timezone: 'America/Denver' }),
};

/** A body that creates a record with every field set. */
export const inputOf = (kind: string, seed: number, targets: Targets): Record<string, unknown> => ({
  ...distinct(contractOf(kind).input, seed),
  ...RULES[kind]?.(seed),
  ...linksOf(kind, targets),
});

/** Who is in the firm, by the name they have there. */
export const peopleOf = (firm: Firm): [string, Person][] =>
  (['admin', 'manager', 'agent', 'colleague', 'stranger', 'otherManager'] as const).map((name) => [
    name,
    firm[name],
  ]);
