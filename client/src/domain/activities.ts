import CallOutlined from '@mui/icons-material/CallOutlined';
import EventOutlined from '@mui/icons-material/EventOutlined';
import HistoryRounded from '@mui/icons-material/HistoryRounded';
import MailOutlineRounded from '@mui/icons-material/MailOutlineRounded';
import StickyNote2Outlined from '@mui/icons-material/StickyNote2Outlined';
import TourOutlined from '@mui/icons-material/TourOutlined';
import type { SvgIconComponent } from '@mui/icons-material';
import { callOutcomes } from '@besahubs/contracts/activities';
import type { Activity, ActivityInput } from '@besahubs/contracts/activities';
import { toOptions } from './options';

export const activityIcons: Record<Activity['type'], SvgIconComponent> = {
  note: StickyNote2Outlined,
  call: CallOutlined,
  email: MailOutlineRounded,
  meeting: EventOutlined,
  tour: TourOutlined,
  system: HistoryRounded,
};
export const callOutcomeOptions = toOptions(callOutcomes);

const LINKS: Record<string, keyof ActivityInput> = {
  contacts: 'contactId',
  companies: 'companyId',
  properties: 'propertyId',
  deals: 'dealId',
};
/** The parameter that links activities and tasks to a record: `contacts` → `contactId`. */
export function linkOf(resource: string, id: string): Record<string, string> {
  const key = LINKS[resource];
  return key ? { [key]: id } : {};
}
