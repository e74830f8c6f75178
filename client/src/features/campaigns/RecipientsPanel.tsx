import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Box from '@mui/material/Box';
import { useState } from 'react';
import type { Campaign, CampaignRecipient } from '@besahubs/contracts/campaigns';
import { campaignRecipients, useCampaignStep } from '../../api/campaigns';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { plural } from '../../components/format';
import { RelatedList } from '../../components/record/RelatedList';
import { StatusChip } from '../../components/StatusChip';
import { toast } from '../../components/toast';
import { recipientLook, recipientReason } from '../../domain/campaigns';
import { paths } from '../../paths';

/** Who was chosen when the campaign started, and how far each has come. */
export function RecipientsPanel({ campaign }: { campaign: Campaign }) {
  const [page, setPage] = useState(1);
  const pageSize = 50;
  const { counters } = campaign;
  const all = counters.recipients + counters.suppressed;
  return (
    <Box sx={{ display: 'grid', gap: 1, pt: 1 }}>
      {counters.unknown > 0 && <Unknown campaign={campaign} />}
      <RelatedList<CampaignRecipient>
        query={campaignRecipients(campaign.id, { page, pageSize })}
        noun={['recipient', 'recipients']}
        emptyText="They are chosen when the campaign starts, and listed here with how far each has come."
        row={(recipient) => ({
          to: recipient.contact && paths.contact(recipient.contact.id),
          title: recipient.contact?.name ?? recipient.email,
          subtitle: [recipient.contact && recipient.email, recipientReason(recipient.reason)]
            .filter(Boolean)
            .join(' · '),
          meta: <StatusChip look={recipientLook(recipient.status)} />,
        })}
      />
      {all > pageSize && (
        <Box sx={{ display: 'flex', justifyContent: 'flex-end', gap: 1 }}>
          <Button color="inherit" disabled={page === 1} onClick={() => setPage(page - 1)}>
            Previous
          </Button>
          <Button color="inherit" disabled={page * pageSize >= all} onClick={() => setPage(page + 1)}>
            Next
          </Button>
        </Box>
      )}
    </Box>
  );
}

/** SendGrid did not confirm: sending again may write to some twice, so a person decides. */
function Unknown({ campaign }: { campaign: Campaign }) {
  const [asking, setAsking] = useState(false);
  const step = useCampaignStep(campaign.id);
  const again = () => {
    setAsking(false);
    step.mutate({ step: 'resend-unknown' }, { onError: (error) => toast.error(error) });
  };
  return (
    <Alert
      severity="warning"
      action={
        campaign.abilities.update && (
          <Button color="inherit" loading={step.isPending} onClick={() => setAsking(true)}>
            Send again
          </Button>
        )
      }
    >
      SendGrid did not confirm {plural(campaign.counters.unknown, 'mail')}. If they went out, their events
      will tell.
      <ConfirmDialog
        open={asking}
        title="Send them again?"
        text="If the first attempt did go out, these people get the mail twice."
        confirm="Send again"
        onConfirm={again}
        onCancel={() => setAsking(false)}
      />
    </Alert>
  );
}
