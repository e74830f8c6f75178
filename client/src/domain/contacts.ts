import BlockRounded from '@mui/icons-material/BlockRounded';
import LockOutlined from '@mui/icons-material/LockOutlined';
import PhoneDisabledRounded from '@mui/icons-material/PhoneDisabledRounded';
import ReportGmailerrorredRounded from '@mui/icons-material/ReportGmailerrorredRounded';
import StarRounded from '@mui/icons-material/StarRounded';
import { contactRoles, phoneTypes } from '@besahubs/contracts/contacts';
import type { Contact } from '@besahubs/contracts/contacts';
import type { StatusLook } from '../components/StatusChip';
import { toOptions } from './options';

export const contactRoleOptions = toOptions(contactRoles);
export const phoneTypeOptions = toOptions(phoneTypes);

const FLAGS: readonly { when: (contact: Contact) => boolean; look: StatusLook }[] = [
  { when: (c) => c.decisionMaker, look: { label: 'Decision maker', tone: 'accent', icon: StarRounded } },
  { when: (c) => c.doNotCall, look: { label: 'Do not call', tone: 'error', icon: PhoneDisabledRounded } },
  { when: (c) => c.emailOptOut, look: { label: 'Opted out', tone: 'warning', icon: BlockRounded } },
  { when: (c) => c.bounced, look: { label: 'Bounced', tone: 'error', icon: ReportGmailerrorredRounded } },
  { when: (c) => c.confidential, look: { label: 'Confidential', tone: 'neutral', icon: LockOutlined } },
];
/** What one must know before calling or writing. */
export const contactFlags = (contact: Contact): StatusLook[] =>
  FLAGS.filter(({ when }) => when(contact)).map(({ look }) => look);

/** The number to call: the primary one, else the first. */
export const primaryPhone = (contact: Contact): Contact['phones'][number] | undefined =>
  contact.phones.find((phone) => phone.primary) ?? contact.phones[0];
