import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import AddRounded from '@mui/icons-material/AddRounded';
import EditOutlined from '@mui/icons-material/EditOutlined';
import PauseRounded from '@mui/icons-material/PauseRounded';
import PersonAddAltOutlined from '@mui/icons-material/PersonAddAltOutlined';
import PlayArrowRounded from '@mui/icons-material/PlayArrowRounded';
import RefreshRounded from '@mui/icons-material/RefreshRounded';
import { useUpdateDashboard } from '../../../api/dashboards';
import { PageHeader } from '../../../components/Page';
import { useIsPhone } from '../../../hooks/ui';
import { paths } from '../../../paths';
import { PrintLine } from '../output/PrintLine';
import { ActionsMenu } from './ActionsMenu';
import type { Action } from './ActionsMenu';
import { useDashboard } from './context';
import { InlineTitle } from './InlineTitle';
import { LiveIndicator, LiveText } from './LiveIndicator';
import type { LiveAnswers } from './useAnswers';

interface HeaderProps {
  answers: LiveAnswers;
  actions: readonly Action[];
  editing: boolean;
  onEdit: () => void;
  onAdd: () => void;
  onShare: () => void;
}

/** Name, whose it is and how old its figures are; what can be done with it. On a phone all of that is in the menu. */
export function Header({ answers, actions, editing, onEdit, onAdd, onShare }: HeaderProps) {
  const { dashboard, canEdit } = useDashboard();
  const phone = useIsPhone();
  const update = useUpdateDashboard(dashboard.id);
  const filled = dashboard.widgets.length > 0;
  const canAdd = canEdit && filled && !editing;
  const Live = phone ? LiveText : LiveIndicator;
  const menu = phone
    ? [
        ...(canAdd ? [{ label: 'Add widget', icon: AddRounded, run: onAdd }] : []),
        ...(filled ? liveActions(answers) : []),
        ...actions.map((action, index) => (index ? action : { ...action, apart: true })),
      ]
    : actions;
  return (
    <PageHeader
      title={dashboard.name}
      back={{ to: paths.dashboards, label: 'All dashboards' }}
      heading={
        <InlineTitle
          value={dashboard.name}
          label="Name of the dashboard"
          onSave={canEdit ? (name) => update.mutate({ name }) : null}
        />
      }
      context={
        <>
          <Box
            className="no-print"
            sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', columnGap: 1 }}
          >
            {!dashboard.abilities.share && dashboard.owner && (
              <Typography component="span">Shared by {dashboard.owner.name}</Typography>
            )}
            {filled && <Live answers={answers} />}
          </Box>
          <PrintLine updatedAt={answers.updatedAt} />
        </>
      }
      actions={
        <>
          {dashboard.abilities.share && !phone && (
            <Button variant="outlined" color="inherit" startIcon={<PersonAddAltOutlined />} onClick={onShare}>
              Share
            </Button>
          )}
          {canEdit && !editing && !phone && filled && (
            <Button variant="outlined" color="inherit" startIcon={<EditOutlined />} onClick={onEdit}>
              Edit
            </Button>
          )}
          {canAdd && !phone && (
            <Button variant="contained" startIcon={<AddRounded />} onClick={onAdd}>
              Add widget
            </Button>
          )}
          <ActionsMenu label="More actions" actions={menu} />
        </>
      }
    />
  );
}

const liveActions = ({ live, refresh }: LiveAnswers): Action[] => [
  { label: 'Refresh', icon: RefreshRounded, run: refresh },
  {
    label: live.held ? 'Resume live updates' : 'Pause live updates',
    icon: live.held ? PlayArrowRounded : PauseRounded,
    run: () => live.hold(!live.held),
  },
];
