import { Op } from 'sequelize';
import type { Model, ModelStatic, WhereOptions } from 'sequelize';
import type { SearchResult } from '@besahubs/contracts/search';
import { Campaign } from '../../models/Campaign';
import { Company } from '../../models/Company';
import { Contact } from '../../models/Contact';
import { Deal } from '../../models/Deal';
import { Property } from '../../models/Property';
import { Task } from '../../models/Task';
import { User } from '../../models/User';
import type { Actor } from '../../policies/actor';
import { agentPolicy } from '../../policies/agents';
import { campaignPolicy } from '../../policies/campaigns';
import { companyPolicy } from '../../policies/companies';
import { contactPolicy } from '../../policies/contacts';
import { dealPolicy } from '../../policies/deals';
import { propertyPolicy } from '../../policies/properties';
import { taskPolicy } from '../../policies/tasks';
import type { Ctx } from '../context';
import { allOf, containing } from '../crm/resource';

type Resource = SearchResult['groups'][number]['resource'];
interface Source {
  resource: Resource;
  model: ModelStatic<Model>;
  scope: (actor: Actor) => WhereOptions;
  title: string[];
  subtitle: string[];
}

/** What the palette looks through, in the order it shows; each with the scope of its own list. */
const sources: Source[] = [
  {
    resource: 'contacts',
    model: Contact,
    scope: (actor) => contactPolicy.scope(actor),
    title: ['name'],
    subtitle: ['title', 'email'],
  },
  {
    resource: 'companies',
    model: Company,
    scope: (actor) => companyPolicy.scope(actor),
    title: ['name'],
    subtitle: ['city', 'state'],
  },
  {
    resource: 'properties',
    model: Property,
    scope: (actor) => propertyPolicy.scope(actor),
    title: ['name'],
    subtitle: ['street', 'city'],
  },
  {
    resource: 'deals',
    model: Deal,
    scope: (actor) => dealPolicy.scope(actor),
    title: ['name'],
    subtitle: ['stage'],
  },
  {
    resource: 'tasks',
    model: Task,
    scope: (actor) => taskPolicy.scope(actor),
    title: ['title'],
    subtitle: ['status'],
  },
  {
    resource: 'campaigns',
    model: Campaign,
    scope: (actor) => campaignPolicy.scope(actor),
    title: ['name'],
    subtitle: ['subject'],
  },
  {
    resource: 'agents',
    model: User,
    scope: (actor) => agentPolicy.scope(actor),
    title: ['firstName', 'lastName'],
    subtitle: ['title', 'email'],
  },
];

/** The best `limit` hits of each kind that hold every word of `q`; newest change first. Empty groups are left out. */
export async function search(ctx: Ctx, q: string, limit: number): Promise<SearchResult> {
  const words = q.split(/\s+/).filter(Boolean).slice(0, 8);
  const matches = { [Op.and]: words.map((word) => ({ searchText: { [Op.like]: containing(word) } })) };
  const groups = await Promise.all(
    sources.map(async ({ resource, model, scope, title, subtitle }) => {
      const rows = await model.findAll({
        where: allOf([scope(ctx.actor), matches]),
        attributes: ['id', ...title, ...subtitle],
        order: [['updatedAt', 'DESC']],
        limit,
      });
      return {
        resource,
        items: rows.map((row) =>
          hit(row.get({ plain: true }) as Record<string, string | null>, title, subtitle),
        ),
      };
    }),
  );
  return { groups: groups.filter((group) => group.items.length > 0) };
}

const hit = (row: Record<string, string | null>, title: string[], subtitle: string[]) => ({
  id: row['id'] ?? '',
  title: title.map((key) => row[key]).join(' '),
  subtitle:
    subtitle
      .map((key) => row[key])
      .filter(Boolean)
      .join(' · ') || null,
});
