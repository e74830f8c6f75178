import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Tooltip from '@mui/material/Tooltip';
import ApartmentRounded from '@mui/icons-material/ApartmentRounded';
import CorporateFareRounded from '@mui/icons-material/CorporateFareRounded';
import HandshakeOutlined from '@mui/icons-material/HandshakeOutlined';
import PersonOutlineRounded from '@mui/icons-material/PersonOutlineRounded';
import { Link as RouterLink } from 'react-router-dom';
import type { Task } from '@besahubs/contracts/tasks';
import { time } from '../../components/dates';
import { dayName, iso } from '../../components/days';
import { NONE } from '../../components/format';
import { taskPriorityLooks } from '../../domain/tasks';
import { useNow, useZone } from '../../hooks/zone';
import { paths } from '../../paths';
import { isDone } from './useTaskActions';

/** The records a task is about, as links. */
export function LinkedChips({ task }: { task: Task }) {
  const links = [
    { ref: task.contact, to: paths.contact, icon: PersonOutlineRounded, kind: 'Contact' },
    { ref: task.deal, to: paths.deal, icon: HandshakeOutlined, kind: 'Deal' },
    { ref: task.property, to: paths.property, icon: ApartmentRounded, kind: 'Property' },
    { ref: task.company, to: paths.company, icon: CorporateFareRounded, kind: 'Company' },
  ];
  return links.map(
    ({ ref, to, icon: Icon, kind }) =>
      ref && (
        <Link
          key={kind}
          component={RouterLink}
          to={to(ref.id)}
          color="inherit"
          title={`${kind}: ${ref.name}`}
          onClick={(event) => event.stopPropagation()}
          sx={chip}
        >
          <Icon aria-hidden sx={{ fontSize: 14, flexShrink: 0 }} />
          <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
            {ref.name}
          </Box>
        </Link>
      ),
  );
}

const chip = {
  display: 'inline-flex',
  alignItems: 'center',
  gap: 0.5,
  height: 24,
  px: 0.75,
  minWidth: 0,
  maxWidth: 200,
  borderRadius: 1,
  bgcolor: 'surface.hover',
  color: 'text.secondary',
  fontSize: '0.75rem',
  whiteSpace: 'nowrap',
  '&:hover': { color: 'primary.main' },
  // As high as a thumb needs; a box of that height would shout.
  '@media (pointer: coarse)': { height: 44, minWidth: 80, px: 0.25, bgcolor: 'transparent' },
} as const;

/** “Today, 2:30 PM”; red, and said in words, when it is past. */
export function Due({ task }: { task: Task }) {
  const zone = useZone();
  const now = useNow();
  if (!task.dueAt) return <Box sx={{ color: 'text.secondary' }}>{NONE}</Box>;
  const late = !isDone(task) && new Date(task.dueAt).getTime() < now;
  return (
    <Tooltip title={iso(task.dueAt, zone)}>
      <Box component="span" className="num" sx={{ color: late ? 'error.main' : 'text.secondary' }}>
        {late && 'Overdue · '}
        {dayName(task.dueAt, zone, now)}, {time(task.dueAt, zone)}
      </Box>
    </Tooltip>
  );
}

/** Only what deserves attention: high and urgent. */
export function PriorityMark({ task }: { task: Task }) {
  if (task.priority === 'low' || task.priority === 'normal') return null;
  const { icon: Icon, label, tone } = taskPriorityLooks[task.priority];
  return (
    <Tooltip title={`${label} priority`}>
      <Icon
        titleAccess={`${label} priority`}
        sx={{ fontSize: 16, flexShrink: 0, color: tone === 'error' ? 'error.main' : 'warning.main' }}
      />
    </Tooltip>
  );
}
