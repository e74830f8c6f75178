import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import AddRounded from '@mui/icons-material/AddRounded';
import ArrowBackRounded from '@mui/icons-material/ArrowBackRounded';
import EditOutlined from '@mui/icons-material/EditOutlined';
import PersonAddAltOutlined from '@mui/icons-material/PersonAddAltOutlined';
import { Link } from 'react-router-dom';
import { useUpdateDashboard } from '../../../api/dashboards';
import { useIsPhone } from '../../../hooks/ui';
import { paths } from '../../../paths';
import { PrintLine } from '../output/PrintLine';
import { ActionsMenu } from './ActionsMenu';
import type { Action } from './ActionsMenu';
import { useDashboard } from './context';
import { InlineTitle } from './InlineTitle';
import { LiveIndicator } from './LiveIndicator';
import type { LiveAnswers } from './useAnswers';

interface HeaderProps {
  answers: LiveAnswers;
  actions: readonly Action[];
  editing: boolean;
  onEdit: () => void;
  onAdd: () => void;
  onShare: () => void;
}

/** Name, whose it is and how old its figures are; what can be done with it. */
export function Header({ answers, actions, editing, onEdit, onAdd, onShare }: HeaderProps) {
  const { dashboard, canEdit } = useDashboard();
  const phone = useIsPhone();
  const update = useUpdateDashboard(dashboard.id);
  const filled = dashboard.widgets.length > 0;
  return (
    <Box
      component="header"
      sx={{
        display: 'flex',
        alignItems: 'flex-start',
        flexWrap: 'wrap',
        gap: 1.5,
        px: { xs: 2, sm: 3 },
        pt: { xs: 1, sm: 1.5 },
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
          className="no-print"
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
          {filled && <LiveIndicator answers={answers} />}
        </Box>
        <PrintLine updatedAt={answers.updatedAt} />
      </Box>
      <Box
        className="no-print"
        sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap', mt: { sm: 2.5 } }}
      >
        {dashboard.abilities.share && (
          <Button variant="outlined" color="inherit" startIcon={<PersonAddAltOutlined />} onClick={onShare}>
            Share
          </Button>
        )}
        {canEdit && !editing && !phone && filled && (
          <Button variant="outlined" color="inherit" startIcon={<EditOutlined />} onClick={onEdit}>
            Edit
          </Button>
        )}
        {canEdit && filled && !editing && (
          <Button variant="contained" startIcon={<AddRounded />} onClick={onAdd}>
            Add widget
          </Button>
        )}
        <ActionsMenu label="More actions" actions={actions} />
      </Box>
    </Box>
  );
}
