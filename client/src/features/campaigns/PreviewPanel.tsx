import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import SendOutlined from '@mui/icons-material/SendOutlined';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Campaign } from '@besahubs/contracts/campaigns';
import { campaignPreview, useCampaignTest } from '../../api/campaigns';
import { contacts } from '../../api/contacts';
import { LoadError } from '../../components/list/ListEmpty';
import { RecordPicker } from '../../components/RecordPicker';
import { toast } from '../../components/toast';
import { errorText, isErrorCode } from '../../hooks/errors';
import { useDelayed } from '../../hooks/ui';

/** The mail as one contact would get it, what is missing for them, and a test to oneself. */
export function PreviewPanel({ campaign }: { campaign: Campaign }) {
  const [contactId, setContactId] = useState<string | null>(null);
  const preview = useQuery(campaignPreview(campaign.id, contactId));
  const waiting = useDelayed(preview.isPending);
  const test = useCampaignTest(campaign.id);
  const sendTest = () =>
    test.mutate(contactId ? { contactId } : {}, {
      onSuccess: (log) => toast.success(`A test is on its way to ${log.toEmail}`),
      onError: (error) => toast.error(error),
    });
  return (
    <Box sx={{ display: 'grid', gap: 2, pt: 1 }}>
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'flex-end' }}>
        <Box sx={{ flex: 1, minWidth: 220, maxWidth: 360 }}>
          <RecordPicker
            source={contacts}
            value={contactId}
            onChange={(id) => setContactId(id)}
            label="Preview as"
            placeholder="A made-up contact"
          />
        </Box>
        {campaign.abilities.update && (
          <Button
            variant="outlined"
            color="inherit"
            startIcon={<SendOutlined />}
            loading={test.isPending}
            onClick={sendTest}
          >
            Send me a test
          </Button>
        )}
      </Box>
      {isErrorCode(preview.error, 'invalid') && <Alert severity="warning">{errorText(preview.error)}</Alert>}
      {preview.isError && !isErrorCode(preview.error, 'invalid') && (
        <LoadError compact error={preview.error} onRetry={() => void preview.refetch()} />
      )}
      {waiting && <Skeleton variant="rounded" height={360} />}
      {preview.data && !preview.isError && (
        <>
          {preview.data.missing.length > 0 && (
            <Alert severity="warning">
              The template asks for {preview.data.missing.join(', ')}: nothing will stand there.
            </Alert>
          )}
          <Box sx={{ border: 1, borderColor: 'divider', borderRadius: 1, overflow: 'hidden' }}>
            <Box sx={{ px: 2, py: 1, borderBottom: 1, borderColor: 'divider' }}>
              <Typography variant="body2" sx={{ color: 'text.secondary' }}>
                Subject
              </Typography>
              <Typography sx={{ fontWeight: 540 }}>{preview.data.subject}</Typography>
            </Box>
            {/* No scripts, no navigation, nothing of ours within reach: the template is somebody else's HTML. */}
            <Box
              component="iframe"
              title="The mail"
              sandbox=""
              srcDoc={preview.data.html}
              sx={{ display: 'block', width: '100%', height: 640, border: 0, bgcolor: 'background.paper' }}
            />
          </Box>
        </>
      )}
    </Box>
  );
}
