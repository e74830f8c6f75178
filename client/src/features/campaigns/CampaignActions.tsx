import Button from '@mui/material/Button';
import CheckRounded from '@mui/icons-material/CheckRounded';
import PauseRounded from '@mui/icons-material/PauseRounded';
import SendRounded from '@mui/icons-material/SendRounded';
import StopRounded from '@mui/icons-material/StopRounded';
import { useState } from 'react';
import type { Campaign } from '@besahubs/contracts/campaigns';
import { useCampaignStep } from '../../api/campaigns';
import type { CampaignStep } from '../../api/campaigns';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { toast } from '../../components/toast';
import { SendDialog } from './SendDialog';

const CANCELLABLE: readonly Campaign['status'][] = [
  'scheduled',
  'sending',
  'paused',
  'pending_approval',
  'failed',
];

/** What can be done with a campaign as it stands: send, approve, pause, cancel. */
export function CampaignActions({ campaign }: { campaign: Campaign }) {
  const [open, setOpen] = useState<'send' | 'cancel' | null>(null);
  const step = useCampaignStep(campaign.id);
  const { abilities, status } = campaign;
  const run = (name: CampaignStep) => {
    setOpen(null);
    step.mutate({ step: name }, { onError: (error) => toast.error(error) });
  };
  const going = status === 'sending' || status === 'scheduled';
  return (
    <>
      {abilities.approve && (
        <Button
          variant="contained"
          startIcon={<CheckRounded />}
          loading={step.isPending}
          onClick={() => run('approve')}
        >
          Approve
        </Button>
      )}
      {abilities.send && (
        <Button variant="contained" startIcon={<SendRounded />} onClick={() => setOpen('send')}>
          {status === 'paused' || status === 'failed' ? 'Go on' : 'Send'}
        </Button>
      )}
      {abilities.update && going && (
        <Button variant="outlined" color="inherit" startIcon={<PauseRounded />} onClick={() => run('pause')}>
          Pause
        </Button>
      )}
      {abilities.update && CANCELLABLE.includes(status) && (
        <Button
          variant="outlined"
          color="inherit"
          startIcon={<StopRounded />}
          onClick={() => setOpen('cancel')}
        >
          Cancel
        </Button>
      )}
      {open === 'send' && <SendDialog campaign={campaign} onClose={() => setOpen(null)} />}
      <ConfirmDialog
        open={open === 'cancel'}
        title="Cancel this campaign?"
        text="Those who have not been written to yet will not be. What has gone out cannot be called back."
        confirm="Cancel the campaign"
        cancel="Keep it"
        onConfirm={() => run('cancel')}
        onCancel={() => setOpen(null)}
      />
    </>
  );
}
