import { roles } from '@besahubs/contracts/common';
import { dateIn } from '../../../lib/time';
import { Deal } from '../../../models/Deal';
import { User } from '../../../models/User';
import { agentPolicy } from '../../../policies/agents';
import { dealPolicy } from '../../../policies/deals';
import { scopeSql } from '../../../policies/policy';
import { choices, column, computed, idField, joined, person, teamOf } from '../dataset';
import type { Dataset, Field, Join } from '../dataset';

const money = { format: 'currency' } as const;
const DEAL_COLUMNS = [
  'ownerId',
  'status',
  'value',
  'grossCommission',
  'weightedCommission',
  'actualCloseDate',
];

/** What each agent has open and has closed, of the deals that the reader may see. The year is the reader's calendar year. */
const production: Join = {
  sql: ({ actor, now, zone }) => `LEFT JOIN (
    SELECT "ownerId", count(*) FILTER (WHERE status IN ('active','on_hold')) AS "openDeals",
           count(*) FILTER (WHERE status = 'won') AS "wonDeals", count(*) FILTER (WHERE status = 'lost') AS "lostDeals",
           sum(value) FILTER (WHERE status IN ('active','on_hold')) AS "pipelineValue",
           sum("weightedCommission") FILTER (WHERE status IN ('active','on_hold')) AS "weightedCommission",
           sum("grossCommission") FILTER (WHERE status = 'won') AS "closedCommission",
           sum("grossCommission") FILTER (WHERE status = 'won' AND "actualCloseDate" >= '${dateIn(zone, now).slice(0, 4)}-01-01') AS "closedCommissionYtd"
      FROM (${scopeSql(Deal, dealPolicy.scope(actor), DEAL_COLUMNS)}) x GROUP BY "ownerId"
  ) production ON production."ownerId" = d.id`,
  tables: ['Deal', 'DealMember'],
  columns: ['id'],
};
/** An agent without deals has zero of them, so that sums over agents are whole. */
const made = (name: string, label: string, extra: { format?: 'currency' } = {}): Field => ({
  ...joined('production', name, label, 'number', extra),
  sql: () => `coalesce(production."${name}", 0)`,
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
  closedCommissionYtd: made('closedCommissionYtd', 'Closed commission this year', money),
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
