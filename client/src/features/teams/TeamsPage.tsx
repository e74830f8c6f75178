import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import AddRounded from '@mui/icons-material/AddRounded';
import GroupsOutlined from '@mui/icons-material/GroupsOutlined';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router-dom';
import { useCan } from '../../api/session';
import { teamList } from '../../api/teams';
import { EmptyState } from '../../components/EmptyState';
import { LoadError } from '../../components/list/ListEmpty';
import { ListSkeleton } from '../../components/list/ListSkeleton';
import { useOpenForm } from '../../components/slots';
import { useDocumentTitle } from '../../hooks/ui';
import { TeamRow } from './TeamRow';

/** Who works with whom: a team decides what its manager sees. The open team is in the URL. */
export function Component() {
  useDocumentTitle('Teams');
  const openForm = useOpenForm();
  const mayWrite = useCan()('teams.write');
  const teams = useQuery(teamList);
  const [params, setParams] = useSearchParams();
  const open = params.get('team');
  const toggle = (id: string | null) => setParams(id ? { team: id } : {}, { replace: true });
  const add = mayWrite && (
    <Button variant="contained" startIcon={<AddRounded />} onClick={() => openForm('teams')}>
      New team
    </Button>
  );

  if (teams.isPending) return <ListSkeleton cards />;
  if (!teams.data) return <LoadError error={teams.error} onRetry={() => void teams.refetch()} />;
  if (!teams.data.length) {
    return (
      <EmptyState
        icon={GroupsOutlined}
        title="No teams yet"
        text="A manager sees what their team owns. Begin with one team for each office."
        action={add}
      />
    );
  }
  return (
    <Box sx={{ pt: 2 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center', mb: 2 }}>
        <Typography sx={{ flex: 1, minWidth: 220, color: 'text.secondary', textWrap: 'balance' }}>
          Managers see and change what their teams own. What somebody owns moves with them to another team.
        </Typography>
        {add}
      </Box>
      <Box
        component="ul"
        aria-label="Teams"
        sx={{ m: 0, p: 0, listStyle: 'none', borderTop: 1, borderColor: 'divider' }}
      >
        {teams.data.map((team) => (
          <TeamRow
            key={team.id}
            team={team}
            teams={teams.data}
            open={team.id === open}
            onToggle={() => toggle(team.id === open ? null : team.id)}
            mayWrite={mayWrite}
          />
        ))}
      </Box>
    </Box>
  );
}
