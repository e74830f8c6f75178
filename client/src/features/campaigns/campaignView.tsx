import CampaignOutlined from '@mui/icons-material/CampaignOutlined';
import Box from '@mui/material/Box';
import { campaignInput } from '@besahubs/contracts/campaigns';
import type { Campaign } from '@besahubs/contracts/campaigns';
import { campaigns } from '../../api/campaigns';
import { NONE, number, percent, words } from '../../components/format';
import { FormText } from '../../components/form/fields';
import { Person } from '../../components/Person';
import type { RecordViewDef } from '../../components/record/types';
import { StatusChip } from '../../components/StatusChip';
import { Ago, DateTime, RefLink } from '../../components/values';
import { campaignStatusLooks, filterText } from '../../domain/campaigns';
import { paths } from '../../paths';
import { AudiencePanel } from './AudiencePanel';
import { CampaignActions } from './CampaignActions';
import { PreviewPanel } from './PreviewPanel';
import { rateOf } from './rates';
import { RecipientsPanel } from './RecipientsPanel';

const share = (part: number, campaign: Campaign) => (
  <span className="num">
    {number(part)}
    {campaign.counters.delivered > 0 && (
      <Box component="span" sx={{ color: 'text.secondary', fontWeight: 'fontWeightRegular' }}>
        {' '}
        {percent(rateOf(part, campaign.counters.delivered))}
      </Box>
    )}
  </span>
);

const text = (label: string, name: 'subject' | 'previewText' | 'fromName' | 'replyTo') => ({
  label,
  show: (campaign: Campaign) => campaign[name] ?? NONE,
  edit: { name, field: (props: Parameters<typeof FormText>[0]) => <FormText {...props} /> },
});

/** The audience's list; of one that only others see, that there is one. */
const listOf = ({ list, listId }: Campaign) =>
  listId && !list ? 'A list you cannot see' : <RefLink value={list} to={paths.list} />;

/** How a campaign is shown, beside the list and on its page. */
export const campaignView: RecordViewDef<Campaign> = {
  resource: campaigns,
  form: 'campaigns',
  listPath: paths.campaigns,
  schema: campaignInput,
  lead: () => (
    <Box
      aria-hidden
      sx={{
        width: 40,
        height: 40,
        borderRadius: 1,
        display: 'grid',
        placeItems: 'center',
        bgcolor: 'soft.accent',
        color: 'primary.main',
      }}
    >
      <CampaignOutlined />
    </Box>
  ),
  subtitle: (campaign) => campaign.statusReason ?? campaign.subject ?? words(campaign.type),
  chips: (campaign) => <StatusChip look={campaignStatusLooks[campaign.status]} />,
  actions: (campaign) => <CampaignActions campaign={campaign} />,
  keyFacts: [
    {
      label: 'Recipients',
      show: ({ counters }) => <span className="num">{number(counters.recipients)}</span>,
    },
    { label: 'Delivered', show: ({ counters }) => <span className="num">{number(counters.delivered)}</span> },
    { label: 'Opened', show: (campaign) => share(campaign.counters.opened, campaign) },
    { label: 'Clicked', show: (campaign) => share(campaign.counters.clicked, campaign) },
    { label: 'Bounced', show: ({ counters }) => <span className="num">{number(counters.bounced)}</span> },
    {
      label: 'Unsubscribed',
      show: ({ counters }) => <span className="num">{number(counters.unsubscribed)}</span>,
    },
  ],
  groups: [
    {
      title: 'Message',
      facts: [
        text('Subject', 'subject'),
        text('Preview text', 'previewText'),
        { label: 'Property', show: (campaign) => <RefLink value={campaign.property} to={paths.property} /> },
        text('From name', 'fromName'),
        text('Replies go to', 'replyTo'),
      ],
    },
    {
      title: 'Audience',
      facts: [
        { label: 'List', show: listOf },
        {
          label: 'Filters',
          show: (campaign) => filterText(campaign.filters) || NONE,
        },
      ],
    },
    {
      title: 'Sending',
      facts: [
        { label: 'Scheduled for', show: (campaign) => <DateTime value={campaign.scheduledAt} /> },
        { label: 'Sent', show: (campaign) => <DateTime value={campaign.sentAt} /> },
        { label: 'Owner', show: (campaign) => <Person value={campaign.owner} /> },
        { label: 'Changed', show: (campaign) => <Ago value={campaign.updatedAt} /> },
        {
          label: 'Notes',
          show: (campaign) => <Box sx={{ whiteSpace: 'pre-wrap' }}>{campaign.description ?? NONE}</Box>,
          edit: { name: 'description', field: (props) => <FormText {...props} multiline /> },
        },
      ],
    },
  ],
  tabs: [
    {
      key: 'preview',
      label: 'Preview',
      order: 5,
      render: (campaign) => <PreviewPanel campaign={campaign} />,
    },
    {
      key: 'audience',
      label: 'Audience',
      order: 8,
      render: (campaign) => <AudiencePanel campaign={campaign} />,
    },
    {
      key: 'recipients',
      label: 'Recipients',
      order: 14,
      render: (campaign) => <RecipientsPanel campaign={campaign} />,
    },
  ],
};
