import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import ContentCopyRounded from '@mui/icons-material/ContentCopyRounded';
import DeleteOutlineRounded from '@mui/icons-material/DeleteOutlineRounded';
import EditOutlined from '@mui/icons-material/EditOutlined';
import GroupOutlined from '@mui/icons-material/GroupOutlined';
import LockOutlined from '@mui/icons-material/LockOutlined';
import PersonAddAltOutlined from '@mui/icons-material/PersonAddAltOutlined';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import type { DashboardLine } from '@besahubs/contracts/dashboards';
import { useDuplicateDashboard, useRemoveDashboard, useUpdateDashboard } from '../../../api/dashboards';
import { plural } from '../../../components/format';
import { Person } from '../../../components/Person';
import { toast } from '../../../components/toast';
import { Ago } from '../../../components/values';
import { paths } from '../../../paths';
import { ActionsMenu } from '../page/ActionsMenu';
import type { Action } from '../page/ActionsMenu';
import { NameInput } from './NameInput';
import { Thumbnail } from './Thumbnail';
import { sharedText } from './sharedText';

interface DashboardRowProps {
  dashboard: DashboardLine;
  onShare: () => void;
}

/** One dashboard of the list: its layout in small, its name, whose it is and who sees it. */
export function DashboardRow({ dashboard, onShare }: DashboardRowProps) {
  const { id, name, owner, abilities, updatedAt, widgetCount } = dashboard;
  const [renaming, setRenaming] = useState(false);
  const update = useUpdateDashboard(id);
  const actions = useRowActions(dashboard, { onShare, onRename: () => setRenaming(true) });
  return (
    <Box
      component="li"
      sx={{
        position: 'relative',
        display: 'flex',
        alignItems: 'center',
        gap: 2,
        minHeight: 56,
        px: { xs: 2, sm: 3 },
        borderBottom: 1,
        borderColor: 'divider',
        '&:hover': { bgcolor: 'surface.hover' },
      }}
    >
      <Thumbnail layout={dashboard.layout} />
      <Box sx={{ flex: 1, minWidth: 0 }}>
        {renaming ? (
          <NameInput
            value={name}
            onDone={(next) => {
              setRenaming(false);
              if (next && next !== name) update.mutate({ name: next });
            }}
          />
        ) : (
          <Link
            component={RouterLink}
            to={paths.dashboard(id)}
            color="inherit"
            noWrap
            sx={{
              display: 'block',
              minHeight: 0,
              py: 0,
              fontWeight: 540,
              // The whole row is the link; the menu lies above it.
              '&::after': { content: '""', position: 'absolute', inset: 0 },
            }}
          >
            {name}
          </Link>
        )}
        <Typography variant="body2" className="num" noWrap sx={{ color: 'text.secondary' }}>
          {plural(widgetCount, 'widget')}
          <Box component="span" sx={{ display: { md: 'none' } }}>
            {' · '}
            {abilities.share ? sharedText(dashboard) : owner?.name}
          </Box>
        </Typography>
      </Box>
      <Box sx={{ width: 220, display: { xs: 'none', md: 'block' }, minWidth: 0 }}>
        {abilities.share ? <SharedWith dashboard={dashboard} /> : <Person value={owner} />}
      </Box>
      <Box
        sx={{
          width: 110,
          display: { xs: 'none', sm: 'block' },
          color: 'text.secondary',
          position: 'relative',
        }}
      >
        <Ago value={updatedAt} />
      </Box>
      <Box sx={{ position: 'relative', flex: 'none' }}>
        <ActionsMenu small label={`Actions of ${name}`} actions={actions} />
      </Box>
    </Box>
  );
}

function SharedWith({ dashboard }: { dashboard: DashboardLine }) {
  const Icon = dashboard.isShared ? GroupOutlined : LockOutlined;
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.75, color: 'text.secondary' }}>
      <Icon aria-hidden sx={{ fontSize: 16 }} />
      <Typography component="span" noWrap>
        {sharedText(dashboard)}
      </Typography>
    </Box>
  );
}

interface Wiring {
  onShare: () => void;
  onRename: () => void;
}
function useRowActions({ id, name, abilities }: DashboardLine, { onShare, onRename }: Wiring): Action[] {
  const duplicate = useDuplicateDashboard();
  const remove = useRemoveDashboard();
  const copy = () =>
    duplicate.mutate(id, { onSuccess: (made) => void toast.success(`“${made.name}” is in My dashboards`) });
  const actions: (Action | false)[] = [
    abilities.update && { label: 'Rename', icon: EditOutlined, run: onRename },
    abilities.share && { label: 'Share', icon: PersonAddAltOutlined, run: onShare },
    { label: 'Duplicate', icon: ContentCopyRounded, run: copy },
    abilities.delete && {
      label: 'Delete',
      icon: DeleteOutlineRounded,
      danger: true,
      apart: true,
      run: () => remove.mutate({ id, name }),
    },
  ];
  return actions.filter((action) => action !== false);
}
