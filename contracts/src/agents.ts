import { z } from 'zod';
import {
  abilities,
  count,
  csv,
  dateOnly,
  email,
  instant,
  listParams,
  longText,
  percent,
  positiveMoney,
  ref,
  roles,
  segmentParam,
  text,
  timeZone,
  uuid,
} from './common';

/** An agent is a user of the firm: the directory for everyone, the licence and production for those who may see it. */
const facts = {
  title: text(120).nullable(),
  phone: text(40).nullable(),
  bio: longText(4000).nullable(),
  specialties: z.array(text(60)).max(20),
  markets: z.array(text(100)).max(20),
};
const production = {
  licenseNumber: text(40).nullable(),
  licenseState: text(40).nullable(),
  licenseExpiry: dateOnly.nullable(),
  /** The agent's share of a gross commission, percent points. */
  splitPct: percent.max(100).nullable(),
  /** Gross commission income aimed for this calendar year, dollars. */
  annualGoal: positiveMoney.nullable(),
};

export const agentInput = z.strictObject({
  email,
  firstName: text(80),
  lastName: text(80),
  role: z.enum(roles).default('agent'),
  teamId: uuid.nullable().optional(),
  timezone: timeZone.optional(),
  ...z.object(facts).partial().shape,
  ...z.object(production).partial().shape,
});
export type AgentInput = z.input<typeof agentInput>;
export const agentPatch = z.strictObject({
  ...agentInput.omit({ email: true }).partial().shape,
  role: z.enum(roles).optional(),
  active: z.boolean().optional(),
  version: z.number().int().min(0).optional(),
});
export type AgentPatch = z.input<typeof agentPatch>;

export const agentSortable = ['name', 'lastName', 'email', 'role', 'createdAt', 'lastLoginAt'] as const;
export const agentQuery = z.strictObject({
  ...listParams(agentSortable, 'lastName'),
  ...segmentParam,
  role: csv(z.enum(roles)).optional(),
  teamId: csv(uuid).optional(),
  status: csv(z.enum(['active', 'invited', 'disabled'])).optional(),
});
export type AgentQuery = z.output<typeof agentQuery>;

export const agent = z.object({
  id: uuid,
  version: z.number(),
  createdAt: instant,
  updatedAt: instant,
  name: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  role: z.enum(roles),
  status: z.enum(['active', 'invited', 'disabled']),
  team: ref.nullable(),
  timezone: z.string(),
  ...facts,
  lastLoginAt: instant.nullable(),
  /** Only for the agent, the agent's manager and admins; null for everybody else. */
  production: z
    .object({
      ...production,
      closedCommissionYtd: z.number(),
      openDeals: count,
      weightedCommission: z.number(),
    })
    .nullable(),
  abilities: abilities.extend({
    changeRole: z.boolean(),
    /** Send the invitation again. */
    invite: z.boolean(),
    /** Team, licence, split and goal: what people do not change about themselves. */
    manage: z.boolean(),
    /** Take away or give back access. */
    deactivate: z.boolean(),
  }),
});
export type Agent = z.infer<typeof agent>;

export const team = z.object({
  id: uuid,
  name: z.string(),
  office: z.string().nullable(),
  market: z.string().nullable(),
  manager: ref.nullable(),
  members: count,
});
export type Team = z.infer<typeof team>;
export const teamInput = z.strictObject({
  name: text(120),
  office: text(120).nullable().optional(),
  market: text(120).nullable().optional(),
  managerId: uuid.nullable().optional(),
});
export type TeamInput = z.input<typeof teamInput>;
export const teamPatch = teamInput.partial();
