import CheckCircleOutlineRounded from '@mui/icons-material/CheckCircleOutlineRounded';
import CancelOutlined from '@mui/icons-material/CancelOutlined';
import ErrorOutlineRounded from '@mui/icons-material/ErrorOutlineRounded';
import Google from '@mui/icons-material/Google';
import HelpOutlineRounded from '@mui/icons-material/HelpOutlineRounded';
import HourglassEmptyRounded from '@mui/icons-material/HourglassEmptyRounded';
import LinkOffRounded from '@mui/icons-material/LinkOffRounded';
import Microsoft from '@mui/icons-material/Microsoft';
import SyncRounded from '@mui/icons-material/SyncRounded';
import type { SvgIconComponent } from '@mui/icons-material';
import type { CalendarAccount, CalendarEvent, CalendarProviderName } from '@besahubs/contracts/calendar';
import type { StatusLook } from '../components/StatusChip';

export const providerLooks: Record<CalendarProviderName, { name: string; icon: SvgIconComponent }> = {
  google: { name: 'Google', icon: Google },
  microsoft: { name: 'Microsoft', icon: Microsoft },
};

const STATUS_LOOKS: Record<CalendarAccount['status'], StatusLook> = {
  ok: { label: 'Connected', tone: 'success', icon: CheckCircleOutlineRounded },
  needs_reauth: { label: 'Sign in again', tone: 'warning', icon: LinkOffRounded },
  error: { label: 'Sync failed', tone: 'error', icon: ErrorOutlineRounded },
};
const FIRST_SYNC: StatusLook = { label: 'First sync', tone: 'info', icon: SyncRounded };

/** Connected and never synced is a state of its own: there is nothing to see yet, and nothing is wrong. */
export const isFirstSync = ({ status, lastSyncAt }: CalendarAccount): boolean =>
  status === 'ok' && lastSyncAt === null;
export const accountLook = (account: CalendarAccount): StatusLook =>
  isFirstSync(account) ? FIRST_SYNC : STATUS_LOOKS[account.status];

type Answer = CalendarEvent['attendees'][number]['response'];
export const answerLooks: Record<Answer, StatusLook> = {
  accepted: { label: 'Coming', tone: 'success', icon: CheckCircleOutlineRounded },
  declined: { label: 'Not coming', tone: 'error', icon: CancelOutlined },
  tentative: { label: 'Perhaps', tone: 'warning', icon: HelpOutlineRounded },
  needsAction: { label: 'No answer', tone: 'neutral', icon: HourglassEmptyRounded },
};

const HUES = [1, 2, 4, 3, 5, 6, 7, 8] as const;
/** The colour of the n-th connected calendar, as a CSS variable of the theme. */
export const accountColor = (index: number): string =>
  `var(--bh-palette-chart-${HUES[index % HUES.length] ?? 1})`;

/** Why the provider sent the person back without a connection (`?error=`). */
export const connectProblems: Record<string, string> = {
  denied: 'You did not allow access, so the calendar was not connected.',
  permission:
    'The calendar was not connected because permission to read and change events was left out. Allow it on the next try.',
  expired: 'Connecting took too long, or was begun in another browser. Please try again.',
  refused: 'The provider refused the connection. Try again, or ask your administrator.',
  provider: 'The provider did not answer as expected. Try again in a moment.',
};
