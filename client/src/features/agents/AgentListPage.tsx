import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import CallOutlined from '@mui/icons-material/CallOutlined';
import PersonAddAltRounded from '@mui/icons-material/PersonAddAltRounded';
import type { Agent } from '@besahubs/contracts/agents';
import { agents } from '../../api/agents';
import { useCan, useMe } from '../../api/session';
import { teamSource } from '../../api/teams';
import { NONE, phone } from '../../components/format';
import { ResourceList } from '../../components/list/ResourceList';
import type { Column, Filter } from '../../components/list/types';
import { NameAvatar, Person } from '../../components/Person';
import { RecordView } from '../../components/record/RecordView';
import { useOpenForm } from '../../components/slots';
import { StatusChip, Tags } from '../../components/StatusChip';
import { Ago, Money, Num, Percent } from '../../components/values';
import {
  agentStatusLooks,
  agentStatusOptions,
  goalPercent,
  roleLooks,
  roleOptions,
} from '../../domain/agents';
import { paths } from '../../paths';
import { agentView } from './agentView';

const directory: readonly Column<Agent>[] = [
  { key: 'name', label: 'Name', sort: 'name', flex: 2, width: 180, render: (row) => <Person value={row} /> },
  {
    key: 'role',
    label: 'Role',
    sort: 'role',
    width: 110,
    render: (row) => <StatusChip look={roleLooks[row.role]} />,
  },
  { key: 'team', label: 'Team', width: 120, render: (row) => row.team?.name ?? NONE },
  { key: 'title', label: 'Title', flex: 2, width: 180, render: (row) => row.title ?? NONE },
  { key: 'phone', label: 'Phone', width: 140, render: (row) => phone(row.phone) },
  { key: 'email', label: 'E-mail', sort: 'email', flex: 2, width: 190, render: (row) => row.email },
  { key: 'markets', label: 'Markets', width: 150, render: (row) => <Tags values={row.markets} max={2} /> },
  {
    key: 'specialties',
    label: 'Specialties',
    width: 180,
    hidden: true,
    render: (row) => <Tags values={row.specialties} max={2} />,
  },
  {
    key: 'status',
    label: 'Status',
    width: 120,
    render: (row) => <StatusChip look={agentStatusLooks[row.status]} />,
  },
];

const goalOf = ({ production }: Agent): number | null =>
  production && goalPercent(production.closedCommissionYtd, production.annualGoal);

/** For those who lead: how each is doing. */
const production: readonly Column<Agent>[] = [
  {
    key: 'openDeals',
    label: 'Open deals',
    width: 96,
    align: 'right',
    render: (row) => <Num value={row.production?.openDeals} />,
  },
  {
    key: 'closed',
    label: 'Closed this year',
    width: 124,
    align: 'right',
    render: (row) => <Money value={row.production?.closedCommissionYtd} />,
  },
  {
    key: 'goal',
    label: 'Of goal',
    width: 80,
    align: 'right',
    render: (row) => <Percent value={goalOf(row)} />,
  },
  {
    key: 'lastLoginAt',
    label: 'Last sign-in',
    sort: 'lastLoginAt',
    width: 110,
    hidden: true,
    render: (row) => <Ago value={row.lastLoginAt} />,
  },
];
const withProduction = [...directory.slice(0, 3), ...production, ...directory.slice(3)];

const filters: readonly Filter[] = [
  { kind: 'options', key: 'role', label: 'Role', options: roleOptions },
  { kind: 'record', key: 'teamId', label: 'Team', source: teamSource },
  { kind: 'options', key: 'status', label: 'Status', options: agentStatusOptions },
];

const callButton = (agent: Agent) =>
  agent.phone && (
    <IconButton component="a" href={`tel:${agent.phone}`} aria-label={`Call ${agent.name}`}>
      <CallOutlined />
    </IconButton>
  );

export function Component() {
  const openForm = useOpenForm();
  const can = useCan();
  const { role } = useMe();
  return (
    <ResourceList<Agent>
      resource={agents}
      title="Agents"
      columns={role === 'agent' ? directory : withProduction}
      filters={filters}
      defaultSort="name"
      href={paths.agent}
      peek={(id) => <RecordView {...agentView} id={id} variant="peek" key={id} />}
      card={(row) => ({
        lead: <NameAvatar name={row.name} size={36} />,
        title: row.name,
        subtitle: [row.title, row.team?.name].filter(Boolean).join(' · ') || row.email,
        meta: row.status === 'active' ? null : <StatusChip look={agentStatusLooks[row.status]} />,
        actions: callButton(row),
      })}
      empty={{ noun: 'agents', why: 'Everyone who works here, with their team and how to reach them.' }}
      primaryAction={
        can('agents.write') && (
          <Button variant="contained" startIcon={<PersonAddAltRounded />} onClick={() => openForm('agents')}>
            Invite agent
          </Button>
        )
      }
    />
  );
}
