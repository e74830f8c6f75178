import CancelOutlined from '@mui/icons-material/CancelOutlined';
import CheckCircleRounded from '@mui/icons-material/CheckCircleRounded';
import EditNoteRounded from '@mui/icons-material/EditNoteRounded';
import ErrorOutlineRounded from '@mui/icons-material/ErrorOutlineRounded';
import HowToRegOutlined from '@mui/icons-material/HowToRegOutlined';
import PauseCircleOutlineRounded from '@mui/icons-material/PauseCircleOutlineRounded';
import ScheduleRounded from '@mui/icons-material/ScheduleRounded';
import SendRounded from '@mui/icons-material/SendRounded';
import { campaignStatuses, campaignTypes } from '@besahubs/contracts/campaigns';
import type { Audience, AudienceFilter, Campaign, CampaignRecipient } from '@besahubs/contracts/campaigns';
import { plural, words } from '../components/format';
import type { StatusLook } from '../components/StatusChip';
import { toOptions } from './options';

export const campaignStatusLooks: Record<Campaign['status'], StatusLook> = {
  draft: { label: 'Draft', tone: 'neutral', icon: EditNoteRounded },
  pending_approval: { label: 'Waits for approval', tone: 'warning', icon: HowToRegOutlined },
  scheduled: { label: 'Scheduled', tone: 'info', icon: ScheduleRounded },
  sending: { label: 'Sending', tone: 'accent', icon: SendRounded },
  sent: { label: 'Sent', tone: 'success', icon: CheckCircleRounded },
  paused: { label: 'Paused', tone: 'warning', icon: PauseCircleOutlineRounded },
  cancelled: { label: 'Cancelled', tone: 'neutral', icon: CancelOutlined },
  failed: { label: 'Failed', tone: 'error', icon: ErrorOutlineRounded },
};
export const campaignTypeOptions = toOptions(campaignTypes);
export const campaignStatusOptions = toOptions(
  campaignStatuses,
  Object.fromEntries(campaignStatuses.map((status) => [status, campaignStatusLooks[status].label])),
);

const REASONS: Record<Audience['excluded'][number]['reason'], string> = {
  no_email: 'Have no e-mail address',
  unsubscribe: 'Have unsubscribed',
  group_unsubscribe: 'Have left this kind of mail',
  denied: 'Have said no to marketing mail',
  bounce: 'Address bounces',
  spam_report: 'Have reported our mail as spam',
  invalid: 'Address is not valid',
  manual: 'Are on the suppression list',
  duplicate: 'Share an address with someone else here',
};
export const exclusionText = (reason: Audience['excluded'][number]['reason']): string => REASONS[reason];

const RECIPIENTS: Record<CampaignRecipient['status'], StatusLook> = {
  pending: { label: 'Waiting', tone: 'neutral', icon: ScheduleRounded },
  submitting: { label: 'Being handed over', tone: 'accent', icon: SendRounded },
  accepted: { label: 'Handed over', tone: 'success', icon: CheckCircleRounded },
  suppressed: { label: 'Left out', tone: 'neutral', icon: CancelOutlined },
  failed: { label: 'Refused', tone: 'error', icon: ErrorOutlineRounded },
  unknown: { label: 'Not confirmed', tone: 'warning', icon: HowToRegOutlined },
};
export const recipientLook = (status: CampaignRecipient['status']): StatusLook => RECIPIENTS[status];
/** Our codes in words; what SendGrid said as it is. */
export const recipientReason = (reason: string | null): string =>
  reason === null
    ? ''
    : ((REASONS as Record<string, string>)[reason] ?? (/^[a-z_]+$/.test(reason) ? words(reason) : reason));

/** An audience filter in one line: “Roles: Owner, Investor · Cities: Dallas”. */
export function filterText(filters: AudienceFilter | null): string {
  if (!filters) return '';
  const list = (label: string, values: readonly string[] | undefined, read = (value: string) => value) =>
    values?.length ? `${label}: ${values.map(read).join(', ')}` : '';
  const parts = [
    list('Roles', filters.roles, words),
    list('Tags', filters.tags),
    list('Cities', filters.cities),
    list('States', filters.states),
    filters.companyIds?.length ? plural(filters.companyIds.length, 'company', 'companies') : '',
    filters.ownerIds?.length ? plural(filters.ownerIds.length, 'owner') : '',
    filters.decisionMaker === undefined
      ? ''
      : filters.decisionMaker
        ? 'Decision makers'
        : 'No decision makers',
  ].filter(Boolean);
  return parts.join(' · ') || 'All contacts';
}
