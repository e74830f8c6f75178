import AdsClickRounded from '@mui/icons-material/AdsClickRounded';
import BlockRounded from '@mui/icons-material/BlockRounded';
import CancelRounded from '@mui/icons-material/CancelRounded';
import CheckCircleOutlineRounded from '@mui/icons-material/CheckCircleOutlineRounded';
import DraftsOutlined from '@mui/icons-material/DraftsOutlined';
import HourglassEmptyRounded from '@mui/icons-material/HourglassEmptyRounded';
import OutboxRounded from '@mui/icons-material/OutboxRounded';
import ReportGmailerrorredRounded from '@mui/icons-material/ReportGmailerrorredRounded';
import ReportRounded from '@mui/icons-material/ReportRounded';
import UndoRounded from '@mui/icons-material/UndoRounded';
import { emailEventTypes } from '@besahubs/contracts/email';
import type { EmailEvent } from '@besahubs/contracts/email';
import { words } from '../components/format';
import type { StatusLook } from '../components/StatusChip';
import { toOptions } from './options';

type EventType = (typeof emailEventTypes)[number];

const LOOKS: Record<EventType, StatusLook> = {
  processed: { label: 'Sent', tone: 'neutral', icon: OutboxRounded },
  delivered: { label: 'Delivered', tone: 'info', icon: CheckCircleOutlineRounded },
  open: { label: 'Opened', tone: 'success', icon: DraftsOutlined },
  click: { label: 'Clicked', tone: 'accent', icon: AdsClickRounded },
  bounce: { label: 'Bounced', tone: 'error', icon: ReportGmailerrorredRounded },
  dropped: { label: 'Dropped', tone: 'error', icon: CancelRounded },
  spamreport: { label: 'Spam report', tone: 'error', icon: ReportRounded },
  unsubscribe: { label: 'Unsubscribed', tone: 'warning', icon: BlockRounded },
};
const OTHERS: Record<string, StatusLook> = {
  deferred: { label: 'Deferred', tone: 'neutral', icon: HourglassEmptyRounded },
  group_resubscribe: { label: 'Resubscribed', tone: 'info', icon: UndoRounded },
};

/** How one mail event looks; types of SendGrid's that are none of ours by their own name. */
export function emailEventLook(
  event: Pick<EmailEvent, 'eventType' | 'rawEventType' | 'bounceType'>,
): StatusLook {
  const { eventType, rawEventType, bounceType } = event;
  if (eventType === 'bounce' && bounceType === 'blocked')
    return { ...LOOKS.bounce, label: 'Blocked', tone: 'warning' };
  if (eventType) return LOOKS[eventType];
  return OTHERS[rawEventType] ?? { label: words(rawEventType), tone: 'neutral', icon: OutboxRounded };
}

export const emailEventOptions = toOptions(
  emailEventTypes,
  Object.fromEntries(emailEventTypes.map((type) => [type, LOOKS[type].label])),
);
