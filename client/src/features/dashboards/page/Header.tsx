import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import AddRounded from '@mui/icons-material/AddRounded';
import ArrowBackRounded from '@mui/icons-material/ArrowBackRounded';
import EditOutlined from '@mui/icons-material/EditOutlined';
import { Link } from 'react-router-dom';
import type { Dashboard } from '@besahubs/contracts/dashboards';
import { useUpdateDashboard } from '../../../api/dashboards';
import { useIsPhone } from '../../../hooks/ui';
import { paths } from '../../../paths';
import { useDashboard } from './context';
import { InlineTitle } from './InlineTitle';
import { LiveIndicator } from './LiveIndicator';
import type { LiveAnswers } from './useAnswers';

interface HeaderProps {
  dashboard: Dashboard;
  answers: LiveAnswers;
  editing: boolean;
  onEdit: () => void;
  onAdd: () => void;
}

/** Name, whose it is and how old its figures are; what can be done with it. */
export function Header({ dashboard, answers, editing, onEdit, onAdd }: HeaderProps) {
  const { canEdit } = useDashboard();
  const phone = useIsPhone();
  const update = useUpdateDashboard(dashboard.id);
  return (
    <Box
      component="header"
      sx={{
        display: 'flex',
        alignItems: 'flex-start',
        flexWrap: 'wrap',
        gap: 1.5,
        px: { xs: 2, sm: 3 },
        pt: { xs: 1.5, sm: 2 },
        pb: 1,
      }}
    >
      <Box sx={{ flex: 1, minWidth: 200 }}>
        <Button
          className="no-print"
          component={Link}
          to={paths.dashboards}
          color="inherit"
          startIcon={<ArrowBackRounded />}
          sx={{ ml: -1.5, color: 'text.secondary' }}
        >
          All dashboards
        </Button>
        <InlineTitle
          value={dashboard.name}
          label="Name of the dashboard"
          onSave={canEdit ? (name) => update.mutate({ name }) : null}
        />
        <Box
          sx={{
            display: 'flex',
            alignItems: 'center',
            flexWrap: 'wrap',
            columnGap: 1,
            color: 'text.secondary',
          }}
        >
          {!dashboard.abilities.share && dashboard.owner && (
            <Typography component="span">Shared by {dashboard.owner.name}</Typography>
          )}
          <LiveIndicator answers={answers} />
        </Box>
      </Box>
      <Box
        className="no-print no-picture"
        sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}
      >
        {canEdit && !editing && !phone && dashboard.widgets.length > 0 && (
          <Button variant="outlined" color="inherit" startIcon={<EditOutlined />} onClick={onEdit}>
            Edit
          </Button>
        )}
        {canEdit && dashboard.widgets.length > 0 && !editing && (
          <Button variant="contained" startIcon={<AddRounded />} onClick={onAdd}>
            Add widget
          </Button>
        )}
      </Box>
    </Box>
  );
}
