import { roles } from '@besahubs/contracts/common';
import type { dealStatuses } from '@besahubs/contracts/deals';
import { dateIn } from '../../../lib/time';
import { Deal } from '../../../models/Deal';
import { User } from '../../../models/User';
import { agentPolicy } from '../../../policies/agents';
import { dealPolicy } from '../../../policies/deals';
import { scopeSql } from '../../../policies/policy';
import type { Condition } from '../conditions';
import { choices, column, computed, idField, joined, person, teamOf } from '../dataset';
import type { Behind, Dataset, Field, Join, SqlContext } from '../dataset';
import { conditionSql, embedded } from '../sql';
import { deals } from './deals';

const money = { format: 'currency' } as const;
const DEAL_COLUMNS = [
  'ownerId',
  'status',
  'value',
  'grossCommission',
  'weightedCommission',
  'actualCloseDate',
];

const ofDeal = (key: string): Field => deals.fields.get(key) as Field;
const withStatus = (...values: (typeof dealStatuses)[number][]): Condition => ({
  field: ofDeal('status'),
  not: false,
  test: { is: 'oneOf', values, teams: [] },
});
const open = () => withStatus('active', 'on_hold');
const won = () => withStatus('won');
/** Of the reader's calendar year, and whatever is said to close later. */
const wonThisYear = ({ zone, now }: SqlContext): Condition => ({
  all: [
    won(),
    {
      field: ofDeal('actualCloseDate'),
      not: false,
      test: { is: 'within', gte: `${dateIn(zone, now).slice(0, 4)}-01-01` },
    },
  ],
});

/** The deals that an agent owns: how many there are of some kind, or what they add up to. */
const ofDeals = (
  where: Behind['where'],
  measure: 'value' | 'weightedCommission' | 'grossCommission' | null = null,
  shown: readonly string[] = [],
): Behind => ({
  dataset: deals,
  link: column('ownerId', 'Owner', 'ref'),
  measure: measure && ofDeal(measure),
  where,
  shown,
});

/** What each agent has open and has closed, of the deals that the reader may see. */
const FIGURES = {
  openDeals: ofDeals(open),
  wonDeals: ofDeals(won, null, ['actualCloseDate']),
  lostDeals: ofDeals(() => withStatus('lost'), null, ['actualCloseDate', 'lostReason']),
  pipelineValue: ofDeals(open, 'value'),
  weightedCommission: ofDeals(open, 'weightedCommission'),
  closedCommission: ofDeals(won, 'grossCommission', ['actualCloseDate']),
  closedCommissionYtd: ofDeals(wonThisYear, 'grossCommission', ['actualCloseDate']),
} satisfies Record<string, Behind>;

function figureSql({ measure, where }: Behind, context: SqlContext): string {
  const { bind, done } = embedded();
  const sum = measure ? `sum(${measure.sql(context)})` : 'count(*)';
  return done(`${sum} FILTER (WHERE ${conditionSql(where(context), context, bind)})`);
}

const production: Join = {
  sql: (context) => `LEFT JOIN (
    SELECT d."ownerId", ${Object.entries(FIGURES)
      .map(([name, figure]) => `${figureSql(figure, context)} AS "${name}"`)
      .join(', ')}
      FROM (${scopeSql(Deal, dealPolicy.scope(context.actor), DEAL_COLUMNS)}) d GROUP BY d."ownerId"
  ) production ON production."ownerId" = d.id`,
  tables: ['Deal', 'DealMember'],
  columns: ['id'],
};
/** An agent without deals has zero of them, so that sums over agents are whole. */
const made = (
  name: keyof typeof FIGURES,
  label: string,
  extra: Pick<Field, 'period'> & { format?: 'currency' } = {},
): Field => ({
  ...joined('production', name, label, 'number', extra),
  sql: () => `coalesce(production."${name}", 0)`,
  behind: FIGURES[name],
});

const fields: Record<string, Field> = {
  id: idField('Agent'),
  agent: person('id', 'Agent'),
  role: column('role', 'Role', 'enum', { values: choices(roles) }),
  status: column('status', 'Status', 'enum', { values: choices(['active', 'invited', 'disabled']) }),
  team: teamOf(),
  annualGoal: column('annualGoal', 'Annual goal', 'number', money),
  splitPct: column('splitPct', 'Split', 'number', { format: 'percent' }),
  licenseState: column('licenseState', 'License state', 'text'),
  licenseExpiry: column('licenseExpiry', 'License expiry', 'date'),
  openDeals: made('openDeals', 'Open deals'),
  wonDeals: made('wonDeals', 'Won deals'),
  lostDeals: made('lostDeals', 'Lost deals'),
  pipelineValue: made('pipelineValue', 'Pipeline value', money),
  weightedCommission: made('weightedCommission', 'Weighted commission', money),
  closedCommission: made('closedCommission', 'Closed commission', money),
  closedCommissionYtd: made('closedCommissionYtd', 'Closed commission this year', {
    ...money,
    period: { preset: 'this_year', of: 'Closed commission' },
  }),
  lastLoginAt: column('lastLoginAt', 'Last sign-in', 'instant', { counters: ['UserSignIn'] }),
  createdAt: column('createdAt', 'Joined', 'instant'),
};

export const agents: Dataset = {
  key: 'agents',
  label: 'Agents',
  noun: 'agents',
  model: User,
  scope: (actor) => agentPolicy.productionScope(actor),
  scopeTables: [],
  dateField: 'createdAt',
  fields: new Map(Object.entries(fields)),
  joins: { production },
  row: {
    name: computed(() => `(d."firstName" || ' ' || d."lastName")`, ['firstName', 'lastName'], 'Name', 'text'),
    opens: [{ resource: 'agents', id: idField('') }],
  },
  listResource: 'agents',
  shown: ['role', 'team', 'openDeals', 'pipelineValue', 'closedCommissionYtd'],
};
