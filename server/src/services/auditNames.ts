import type { Model, ModelStatic, WhereOptions } from 'sequelize';
import type { AuditLog } from '../models/AuditLog';
import { Campaign } from '../models/Campaign';
import { Company } from '../models/Company';
import { Contact } from '../models/Contact';
import { Dashboard } from '../models/Dashboard';
import { Deal } from '../models/Deal';
import { List } from '../models/List';
import { Property } from '../models/Property';
import { Task } from '../models/Task';
import { Team } from '../models/Team';
import { User } from '../models/User';
import type { Actor } from '../policies/actor';
import { agentPolicy } from '../policies/agents';
import { campaignPolicy, listPolicy } from '../policies/campaigns';
import { companyPolicy } from '../policies/companies';
import { contactPolicy } from '../policies/contacts';
import { dashboardPolicy } from '../policies/dashboards';
import { dealPolicy } from '../policies/deals';
import { everything } from '../policies/policy';
import { propertyPolicy } from '../policies/properties';
import { taskPolicy } from '../policies/tasks';
import type { Ctx } from './context';
import { allOf } from './crm/resource';

interface Source {
  model: ModelStatic<Model>;
  scope: (actor: Actor) => WhereOptions;
  /** The columns a name is made of. */
  name: string[];
}

/** What audit entries speak of, by resource name; each with the scope of its own list. */
const sources: Record<string, Source> = {
  agents: { model: User, scope: (actor) => agentPolicy.scope(actor), name: ['firstName', 'lastName'] },
  teams: { model: Team, scope: () => everything, name: ['name'] },
  contacts: { model: Contact, scope: (actor) => contactPolicy.scope(actor), name: ['name'] },
  companies: { model: Company, scope: (actor) => companyPolicy.scope(actor), name: ['name'] },
  properties: { model: Property, scope: (actor) => propertyPolicy.scope(actor), name: ['name'] },
  deals: { model: Deal, scope: (actor) => dealPolicy.scope(actor), name: ['name'] },
  tasks: { model: Task, scope: (actor) => taskPolicy.scope(actor), name: ['title'] },
  campaigns: { model: Campaign, scope: (actor) => campaignPolicy.scope(actor), name: ['name'] },
  lists: { model: List, scope: (actor) => listPolicy.scope(actor), name: ['name'] },
  dashboards: { model: Dashboard, scope: (actor) => dashboardPolicy.scope(actor), name: ['name'] },
};

/** Fields of changes that hold an id, and what it points at: `clientContactId`, `ownerId`. */
const FIELDS: [RegExp, string][] = [
  [/team(Id)$/i, 'teams'],
  [/contactId$/i, 'contacts'],
  [/companyId$/i, 'companies'],
  [/propertyId$/i, 'properties'],
  [/dealId$/i, 'deals'],
  [/campaignId$/i, 'campaigns'],
  [/listId$/i, 'lists'],
  [/(owner|assignee|manager|user|sender|By)Id$/, 'agents'],
];
const resourceOf = (field: string): string | undefined =>
  FIELDS.find(([pattern]) => pattern.test(field))?.[1];

interface Known {
  name: string;
  deleted: boolean;
}
/** By id; what the caller may not see, or what is gone for good, is not in it. */
export type AuditNames = ReadonlyMap<string, Known>;

function wantedBy(entries: readonly AuditLog[]): Map<string, Set<string>> {
  const wanted = new Map<string, Set<string>>();
  const want = (resource: string | null | undefined, id: unknown) => {
    if (!resource || !(resource in sources) || typeof id !== 'string') return;
    wanted.set(resource, (wanted.get(resource) ?? new Set()).add(id));
  };
  for (const { resource, resourceId, changes } of entries) {
    want(resource, resourceId);
    for (const [field, values] of Object.entries(changes ?? {}))
      values.forEach((value) => want(resourceOf(field), value));
  }
  return wanted;
}

/** Names of the records that entries speak of, in one query a kind, within the caller's row scope; the deleted too. */
export async function auditNames(ctx: Ctx, entries: readonly AuditLog[]): Promise<AuditNames> {
  const found = await Promise.all(
    [...wantedBy(entries)].map(async ([resource, ids]) => {
      const { model, scope, name } = sources[resource] as Source;
      const soft = 'deletedAt' in model.getAttributes();
      const rows = await model.findAll({
        where: allOf([scope(ctx.actor), { id: [...ids] }]),
        attributes: ['id', ...name, ...(soft ? ['deletedAt'] : [])],
        paranoid: false,
        transaction: ctx.transaction ?? null,
      });
      return rows.map((row): [string, Known] => [
        row.get('id') as string,
        { name: name.map((key) => row.get(key)).join(' '), deleted: soft && row.get('deletedAt') !== null },
      ]);
    }),
  );
  return new Map(found.flat());
}

/** The names of ids among the changes of one entry. */
export function namesIn({ changes }: AuditLog, names: AuditNames): Record<string, string> {
  const ids = Object.entries(changes ?? {}).flatMap(([field, values]) => (resourceOf(field) ? values : []));
  const known = ids.flatMap((id) => {
    const name = typeof id === 'string' ? names.get(id)?.name : undefined;
    return name === undefined ? [] : [[id as string, name] as const];
  });
  return Object.fromEntries(known);
}
