import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Campaign } from '@besahubs/contracts/campaigns';
import { campaignAudience, useCampaignStep } from '../../api/campaigns';
import { fromLocalInput, LAST_LOCAL, toLocalInput } from '../../components/days';
import { plural } from '../../components/format';
import { toast } from '../../components/toast';
import { errorText } from '../../hooks/errors';
import { useNow, useZone } from '../../hooks/zone';
import { AudienceSummary } from './AudiencePanel';

const HOUR_MS = 3_600_000;
const said: Partial<Record<Campaign['status'], string>> = {
  sending: 'The campaign is going out',
  sent: 'The campaign has gone out',
  scheduled: 'The campaign is scheduled',
  pending_approval: 'Your manager has been asked to approve it',
};

/** Shows whom a campaign will reach before it goes, now or at a time of the user's choice. */
export function SendDialog({ campaign, onClose }: { campaign: Campaign; onClose: () => void }) {
  const zone = useZone();
  const now = useNow();
  const audience = useQuery(campaignAudience(campaign.id));
  const step = useCampaignStep(campaign.id);
  const [when, setWhen] = useState<'now' | 'later'>('now');
  const [at, setAt] = useState(() => toLocalInput(new Date(now + HOUR_MS).toISOString(), zone));
  const instant = fromLocalInput(at, zone);
  const past = when === 'later' && (instant === null || Date.parse(instant) <= now);
  const waiting = campaign.counters.pending;
  const recipients = waiting || audience.data?.recipients || 0;

  const send = () => {
    const body = when === 'later' ? { scheduledAt: instant, timezone: zone } : {};
    step.mutate(
      { step: when === 'later' ? 'schedule' : 'send', body },
      {
        onSuccess: ({ status }) => {
          onClose();
          toast.success(said[status] ?? 'Done');
        },
      },
    );
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="send-title">
      <DialogTitle id="send-title">Send “{campaign.name}”</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        {step.isError && <Alert severity="error">{errorText(step.error)}</Alert>}
        {audience.isError && <Alert severity="warning">{errorText(audience.error)}</Alert>}
        {waiting > 0 ? (
          <Alert severity="info">
            {plural(waiting, 'recipient is', 'recipients are')} still waiting for it.
          </Alert>
        ) : (
          audience.data && <AudienceSummary audience={audience.data} />
        )}
        <RadioGroup
          aria-label="When"
          value={when}
          onChange={(_event, value) => setWhen(value as 'now' | 'later')}
        >
          <FormControlLabel value="now" control={<Radio />} label="Now" />
          <FormControlLabel value="later" control={<Radio />} label="At a later time" />
        </RadioGroup>
        {when === 'later' && (
          <TextField
            type="datetime-local"
            label="Goes out at"
            value={at}
            onChange={(event) => setAt(event.target.value)}
            slotProps={{ htmlInput: { max: LAST_LOCAL } }}
            error={past}
            helperText={past ? 'Choose a time in the future' : `Your time (${zone})`}
          />
        )}
      </DialogContent>
      <DialogActions>
        <Button color="inherit" onClick={onClose}>
          Not yet
        </Button>
        <Button variant="contained" loading={step.isPending} disabled={!recipients || past} onClick={send}>
          {when === 'later' ? 'Schedule' : `Send to ${plural(recipients, 'contact')}`}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
