import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import Typography from '@mui/material/Typography';
import LinkRounded from '@mui/icons-material/LinkRounded';
import { roles } from '@besahubs/contracts/common';
import type { Role } from '@besahubs/contracts/common';
import type { DashboardLine, SharedWith } from '@besahubs/contracts/dashboards';
import { useState } from 'react';
import { agents } from '../../../api/agents';
import { useUpdateDashboard } from '../../../api/dashboards';
import { RecordPicker } from '../../../components/RecordPicker';
import { toast } from '../../../components/toast';
import { paths } from '../../../paths';
import { PersonRow } from './PersonRow';
import { everyone, sees } from './sees';

interface ShareDialogProps {
  dashboard: DashboardLine;
  onClose: () => void;
  /** Admins look at the dashboard with somebody's eyes. */
  onPreview: ((userId: string) => void) | null;
}

/** Who may look at a dashboard, and what each of them will see on it. Every change counts at once. */
export function ShareDialog({ dashboard, onClose, onPreview }: ShareDialogProps) {
  const update = useUpdateDashboard(dashboard.id);
  const [adding, setAdding] = useState(0);
  const { sharedWith } = dashboard;
  const share = (change: Partial<SharedWith>) => update.mutate({ sharedWith: { ...sharedWith, ...change } });
  const add = (id: string | null) => {
    setAdding(adding + 1);
    if (!id) return;
    if (id === dashboard.owner?.id) return toast.info('It is yours already.');
    if (!sharedWith.userIds.includes(id)) share({ userIds: [...sharedWith.userIds, id] });
  };
  const remove = (id: string, name: string) => {
    const before = sharedWith;
    share({ userIds: sharedWith.userIds.filter((other) => other !== id) });
    toast.undo(`${name} no longer sees it`, () => update.mutate({ sharedWith: before }));
  };
  const copy = async () => {
    await navigator.clipboard.writeText(window.location.origin + paths.dashboard(dashboard.id));
    toast.info('Link copied');
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="share-title">
      <DialogTitle id="share-title">Share “{dashboard.name}”</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2, alignContent: 'start' }}>
        <Typography sx={{ color: 'text.secondary' }}>
          Everyone sees figures of their own records only: sharing shows nobody more than they may look up.
        </Typography>
        <RecordPicker
          key={adding}
          autoFocus
          source={agents}
          value={null}
          onChange={add}
          label="Add people"
          placeholder="Name or e-mail"
        />
        <Part title="By role">
          {roles.map((role) => (
            <RoleRow
              key={role}
              role={role}
              on={sharedWith.roles.includes(role)}
              onChange={(on) =>
                share({
                  roles: on
                    ? [...sharedWith.roles, role]
                    : sharedWith.roles.filter((other) => other !== role),
                })
              }
            />
          ))}
        </Part>
        <Part title="People">
          {sharedWith.userIds.length === 0 && (
            <Typography sx={{ color: 'text.secondary', py: 0.5 }}>Nobody by name yet.</Typography>
          )}
          {sharedWith.userIds.map((id) => (
            <PersonRow key={id} id={id} onRemove={remove} onPreview={onPreview} />
          ))}
        </Part>
      </DialogContent>
      <DialogActions>
        <Button color="inherit" startIcon={<LinkRounded />} onClick={() => void copy()}>
          Copy link
        </Button>
        <Box sx={{ flex: 1 }} />
        <Button variant="contained" onClick={onClose}>
          Done
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <Box component="section" aria-label={title}>
      <Typography variant="h3" component="h3" sx={{ mb: 0.5 }}>
        {title}
      </Typography>
      {children}
    </Box>
  );
}

interface RoleRowProps {
  role: Role;
  on: boolean;
  onChange: (on: boolean) => void;
}
const RoleRow = ({ role, on, onChange }: RoleRowProps) => (
  <FormControlLabel
    control={<Switch checked={on} onChange={(_event, checked) => onChange(checked)} />}
    label={
      <Box>
        <Typography component="span" sx={{ display: 'block', fontWeight: 540 }}>
          {everyone[role]}
        </Typography>
        <Typography component="span" variant="body2" sx={{ display: 'block', color: 'text.secondary' }}>
          {sees[role]}
        </Typography>
      </Box>
    }
    sx={{ mx: 0, py: 0.75, display: 'flex', alignItems: 'flex-start' }}
  />
);
