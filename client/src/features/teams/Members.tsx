import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import type { Agent, Team } from '@besahubs/contracts/agents';
import { Link } from 'react-router-dom';
import { agents } from '../../api/agents';
import { useMoveToTeam } from '../../api/teams';
import { LoadError } from '../../components/list/ListEmpty';
import { NameAvatar } from '../../components/Person';
import { RecordPicker } from '../../components/RecordPicker';
import { StatusChip } from '../../components/StatusChip';
import { RecordLink } from '../../components/values';
import { agentStatusLooks, roleLooks } from '../../domain/agents';
import { paths } from '../../paths';

const SHOWN = 100;

interface MembersProps {
  team: Team;
  teams: readonly Team[];
  mayWrite: boolean;
}

/** The people of a team, the deactivated too; each can be moved, and others can be brought in. */
export function Members({ team, teams, mayWrite }: MembersProps) {
  const members = useQuery(agents.list({ teamId: team.id, sort: 'name', pageSize: SHOWN }));
  const move = useMoveToTeam();
  if (!members.data) {
    return members.isError ? (
      <LoadError compact error={members.error} onRetry={() => void members.refetch()} />
    ) : null;
  }
  const { items, total } = members.data;
  return (
    <>
      {items.length === 0 && (
        <Typography sx={{ color: 'text.secondary', py: 1 }}>Nobody is on this team.</Typography>
      )}
      <Box component="ul" aria-label={`Members of ${team.name}`} sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {items.map((agent) => (
          <Member
            key={agent.id}
            agent={agent}
            teams={teams}
            onMove={mayWrite ? (teamId) => move.mutate({ agent, teamId }) : null}
          />
        ))}
      </Box>
      {total > items.length && (
        <Button component={Link} to={`${paths.agents}?teamId=${team.id}`}>
          Show all {total}
        </Button>
      )}
      {mayWrite && (
        <Box sx={{ maxWidth: 360, mt: 1.5 }}>
          <RecordPicker
            source={agents}
            value={null}
            label="Add somebody to this team"
            placeholder="Search agents"
            onChange={(_id, record) => record && move.mutate({ agent: record as Agent, teamId: team.id })}
          />
        </Box>
      )}
    </>
  );
}

interface MemberProps {
  agent: Agent;
  teams: readonly Team[];
  /** Null: this user may not move anybody. */
  onMove: ((teamId: string | null) => void) | null;
}

function Member({ agent, teams, onMove }: MemberProps) {
  return (
    <Box component="li" sx={{ display: 'flex', alignItems: 'center', gap: 1, py: 0.5, minHeight: 44 }}>
      <NameAvatar name={agent.name} size={28} />
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <RecordLink to={paths.agent(agent.id)}>{agent.name}</RecordLink>
        <Typography variant="body2" noWrap sx={{ color: 'text.secondary' }}>
          {agent.title ?? agent.email}
        </Typography>
      </Box>
      {agent.status !== 'active' && <StatusChip look={agentStatusLooks[agent.status]} />}
      {agent.status === 'active' && agent.role !== 'agent' && <StatusChip look={roleLooks[agent.role]} />}
      {onMove && (
        <TextField
          select
          value={agent.team?.id ?? ''}
          onChange={(event) => onMove(event.target.value || null)}
          sx={{ width: { xs: 124, sm: 140 }, flexShrink: 0 }}
          slotProps={{
            select: { displayEmpty: true, inputProps: { 'aria-label': `Team of ${agent.name}` } },
          }}
        >
          <MenuItem value="">No team</MenuItem>
          {teams.map(({ id, name }) => (
            <MenuItem key={id} value={id}>
              {name}
            </MenuItem>
          ))}
        </TextField>
      )}
    </Box>
  );
}
