import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import DeleteOutlineRounded from '@mui/icons-material/DeleteOutlineRounded';
import EditOutlined from '@mui/icons-material/EditOutlined';
import ExpandMoreRounded from '@mui/icons-material/ExpandMoreRounded';
import type { Team } from '@besahubs/contracts/agents';
import { useId } from 'react';
import { useDeleteTeam } from '../../api/teams';
import { plural } from '../../components/format';
import { useOpenForm } from '../../components/slots';
import { Members } from './Members';

interface TeamRowProps {
  team: Team;
  /** All of them, to move members to. */
  teams: readonly Team[];
  open: boolean;
  onToggle: () => void;
  mayWrite: boolean;
}

/** One team; opened, it shows its members. */
export function TeamRow({ team, teams, open, onToggle, mayWrite }: TeamRowProps) {
  const openForm = useOpenForm();
  const remove = useDeleteTeam();
  const panel = useId();
  const { id, name, office, market, manager, members } = team;
  const facts = [manager ? `Led by ${manager.name}` : 'No manager', office, market].filter(Boolean);
  return (
    <Box component="li" sx={{ borderBottom: 1, borderColor: 'divider' }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}>
        <ButtonBase
          aria-expanded={open}
          aria-controls={panel}
          onClick={onToggle}
          sx={{
            flex: 1,
            minWidth: 0,
            gap: 1.5,
            py: 1.25,
            px: 0.5,
            justifyContent: 'flex-start',
            textAlign: 'left',
            borderRadius: 1,
            '&:hover': { bgcolor: 'surface.hover' },
          }}
        >
          <ExpandMoreRounded
            aria-hidden
            sx={{ color: 'text.secondary', transform: open ? 'none' : 'rotate(-90deg)' }}
          />
          <Box sx={{ flex: 1, minWidth: 0 }}>
            <Typography sx={{ fontWeight: 540 }}>{name}</Typography>
            <Typography variant="body2" sx={{ color: 'text.secondary' }}>
              {facts.join(' · ')}
            </Typography>
          </Box>
          <Typography className="num" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
            {plural(members, 'member')}
          </Typography>
        </ButtonBase>
        {mayWrite && (
          <>
            <Tooltip title="Edit">
              <IconButton aria-label={`Edit ${name}`} onClick={() => openForm('teams', { id })}>
                <EditOutlined />
              </IconButton>
            </Tooltip>
            <Tooltip title={members ? 'Only a team without members can be deleted' : 'Delete'}>
              <span>
                <IconButton
                  aria-label={`Delete ${name}`}
                  disabled={members > 0}
                  onClick={() => remove.mutate(team)}
                >
                  <DeleteOutlineRounded />
                </IconButton>
              </span>
            </Tooltip>
          </>
        )}
      </Box>
      <Box id={panel} hidden={!open} sx={{ pl: { xs: 0, sm: 5 }, pb: 2 }}>
        {open && <Members team={team} teams={teams} mayWrite={mayWrite} />}
      </Box>
    </Box>
  );
}
