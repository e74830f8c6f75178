import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import { agentPatch } from '@besahubs/contracts/agents';
import type { Agent } from '@besahubs/contracts/agents';
import { agents } from '../../api/agents';
import { time } from '../../components/dates';
import { NONE, phone } from '../../components/format';
import { FormTags, FormText } from '../../components/form/fields';
import { FormZone } from '../../components/form/FormZone';
import { NameAvatar } from '../../components/Person';
import type { RecordViewDef } from '../../components/record/types';
import { StatusChip, Tags } from '../../components/StatusChip';
import { Ago, DateOnly, DateTime, Money, Num, Percent } from '../../components/values';
import { agentStatusLooks, roleLooks } from '../../domain/agents';
import { useNow } from '../../hooks/zone';
import { paths } from '../../paths';
import { AgentMenu } from './AgentMenu';
import { GoalBar } from './GoalBar';

const mail = ({ email }: Agent) => <Link href={`mailto:${email}`}>{email}</Link>;
const call = ({ phone: number }: Agent) =>
  number ? <Link href={`tel:${number}`}>{phone(number)}</Link> : NONE;

/** What time it is for them: a call at six in the morning is a bad call. */
function LocalTime({ zone }: { zone: string }) {
  const now = useNow();
  return <span className="num">{time(new Date(now).toISOString(), zone)}</span>;
}

/** How an agent is shown, beside the list and on their page; figures only where the server sent them. */
export const agentView: RecordViewDef<Agent> = {
  resource: agents,
  form: 'agents',
  listPath: paths.agents,
  schema: agentPatch,
  lead: (agent) => <NameAvatar name={agent.name} size={40} />,
  subtitle: (agent) => [agent.title, agent.team?.name].filter(Boolean).join(' · ') || agent.email,
  chips: (agent) => (
    <>
      <StatusChip look={roleLooks[agent.role]} />
      {agent.status !== 'active' && <StatusChip look={agentStatusLooks[agent.status]} />}
    </>
  ),
  banner: (agent) => agent.production && <GoalBar production={agent.production} />,
  menu: (agent, close) => <AgentMenu agent={agent} close={close} />,
  keyFacts: [
    { label: 'E-mail', show: mail },
    { label: 'Phone', show: call },
    { label: 'Team', show: (agent) => agent.team?.name ?? NONE },
    { label: 'Local time', show: (agent) => <LocalTime zone={agent.timezone} /> },
  ],
  groups: [
    {
      title: 'Profile',
      facts: [
        {
          label: 'Title',
          show: (agent) => agent.title ?? NONE,
          edit: { name: 'title', field: (props) => <FormText {...props} /> },
        },
        { label: 'E-mail', show: mail },
        {
          label: 'Phone',
          show: call,
          edit: { name: 'phone', field: (props) => <FormText {...props} type="tel" /> },
        },
        {
          label: 'Specialties',
          show: (agent) => (agent.specialties.length ? <Tags values={agent.specialties} max={6} /> : NONE),
          edit: { name: 'specialties', field: (props) => <FormTags {...props} /> },
        },
        {
          label: 'Markets',
          show: (agent) => (agent.markets.length ? <Tags values={agent.markets} max={6} /> : NONE),
          edit: { name: 'markets', field: (props) => <FormTags {...props} /> },
        },
        {
          label: 'Time zone',
          show: (agent) => agent.timezone.replaceAll('_', ' '),
          edit: { name: 'timezone', field: (props) => <FormZone {...props} /> },
        },
        {
          label: 'About',
          show: (agent) => <Box sx={{ whiteSpace: 'pre-wrap' }}>{agent.bio ?? NONE}</Box>,
          edit: { name: 'bio', field: (props) => <FormText {...props} multiline /> },
        },
      ],
    },
    {
      title: 'Production this year',
      when: (agent) => agent.production !== null,
      facts: [
        {
          label: 'Closed commission',
          show: (agent) => <Money value={agent.production?.closedCommissionYtd} />,
        },
        { label: 'Goal', show: (agent) => <Money value={agent.production?.annualGoal} /> },
        { label: 'Open deals', show: (agent) => <Num value={agent.production?.openDeals} /> },
        {
          label: 'Weighted commission',
          show: (agent) => <Money value={agent.production?.weightedCommission} />,
        },
        { label: 'Agent’s split', show: (agent) => <Percent value={agent.production?.splitPct} /> },
      ],
    },
    {
      title: 'License',
      when: (agent) => agent.production !== null,
      facts: [
        { label: 'Number', show: (agent) => agent.production?.licenseNumber ?? NONE },
        { label: 'State', show: (agent) => agent.production?.licenseState ?? NONE },
        { label: 'Valid until', show: (agent) => <DateOnly value={agent.production?.licenseExpiry} /> },
      ],
    },
    {
      title: 'Access',
      facts: [
        { label: 'Role', show: (agent) => roleLooks[agent.role].label },
        { label: 'Status', show: (agent) => <StatusChip look={agentStatusLooks[agent.status]} /> },
        { label: 'Last sign-in', show: (agent) => <Ago value={agent.lastLoginAt} /> },
        { label: 'Added', show: (agent) => <DateTime value={agent.createdAt} /> },
      ],
    },
  ],
};
