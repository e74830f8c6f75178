import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import GroupsOutlined from '@mui/icons-material/GroupsOutlined';
import { useQuery } from '@tanstack/react-query';
import type { Audience, Campaign } from '@besahubs/contracts/campaigns';
import { campaignAudience } from '../../api/campaigns';
import { EmptyState } from '../../components/EmptyState';
import { number, plural } from '../../components/format';
import { LoadError } from '../../components/list/ListEmpty';
import { exclusionText } from '../../domain/campaigns';
import { errorText, isErrorCode } from '../../hooks/errors';
import { useDelayed } from '../../hooks/ui';

/** How many would get the campaign now, and how many not, with the reason. */
export function AudiencePanel({ campaign }: { campaign: Campaign }) {
  const audience = useQuery(campaignAudience(campaign.id));
  const chosen = campaign.listId !== null || campaign.filters !== null;
  const waiting = useDelayed(audience.isPending);
  if (isErrorCode(audience.error, 'invalid'))
    return <Alert severity="info">{errorText(audience.error)}</Alert>;
  if (audience.isError)
    return <LoadError compact error={audience.error} onRetry={() => void audience.refetch()} />;
  if (!audience.data) return waiting ? <Skeleton variant="rounded" height={120} /> : null;
  if (!chosen)
    return (
      <EmptyState
        compact
        icon={GroupsOutlined}
        title="Nobody yet"
        text="Choose a list or filters under Edit: then the number of recipients shows here, and who is left out."
      />
    );
  return <AudienceSummary audience={audience.data} />;
}

export function AudienceSummary({ audience }: { audience: Audience }) {
  return (
    <Box sx={{ display: 'grid', gap: 1.5, maxWidth: 480 }}>
      <Box>
        <Typography variant="figure" component="div" className="num">
          {number(audience.recipients)}
        </Typography>
        <Typography sx={{ color: 'text.secondary' }}>
          of {plural(audience.total, 'contact')} would get this mail
        </Typography>
      </Box>
      {audience.excluded.length > 0 && (
        <Box component="dl" sx={{ display: 'grid', gridTemplateColumns: '1fr auto', m: 0, rowGap: 0.5 }}>
          {audience.excluded.map(({ reason, count }) => (
            <Box key={reason} sx={{ display: 'contents' }}>
              <Box component="dt" sx={{ color: 'text.secondary' }}>
                {exclusionText(reason)}
              </Box>
              <Box component="dd" className="num" sx={{ m: 0, textAlign: 'right' }}>
                {number(count)}
              </Box>
            </Box>
          ))}
        </Box>
      )}
      {audience.needsApproval && (
        <Alert severity="info">A send of this size goes out once a manager has approved it.</Alert>
      )}
    </Box>
  );
}
