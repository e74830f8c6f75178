import type { DashboardTemplate, TemplateKey } from '@besahubs/contracts/dashboards';
import { agentDay } from './agentDay';
import { leaseExpirations } from './leaseExpirations';
import { marketing } from './marketing';
import { salesLeader } from './salesLeader';
import type { Template } from './template';

/** Every template there is, in the order in which they are offered. */
export const templates: Readonly<Record<TemplateKey, Template>> = Object.freeze({
  sales_leader: salesLeader,
  agent_day: agentDay,
  lease_expirations: leaseExpirations,
  marketing,
});

/** The templates as somebody chooses between them. */
export const listTemplates = (): DashboardTemplate[] =>
  Object.values(templates).map(({ key, name, description, widgets }) => ({
    key,
    name,
    description,
    widgets: widgets.map(({ title, type }) => ({ title, type })),
  }));
