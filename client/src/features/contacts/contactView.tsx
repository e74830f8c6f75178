import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import { contactInput } from '@besahubs/contracts/contacts';
import type { Contact } from '@besahubs/contracts/contacts';
import { companies } from '../../api/companies';
import { contacts } from '../../api/contacts';
import { NONE, address, phone } from '../../components/format';
import {
  FormDate,
  FormMultiSelect,
  FormRecord,
  FormSwitch,
  FormTags,
  FormText,
} from '../../components/form/fields';
import { FormDateTime, FormNumber } from '../../components/form/numbers';
import type { RecordViewDef } from '../../components/record/types';
import { StatusChip, Tags } from '../../components/StatusChip';
import { NameAvatar, Person } from '../../components/Person';
import { Ago, DateOnly, DateTime, RefLink } from '../../components/values';
import { contactFlags, contactRoleOptions, primaryPhone } from '../../domain/contacts';
import { paths } from '../../paths';
import { ContactActions } from './ContactActions';
import { InviteItem } from './InviteItem';

const roleLabels = new Map(contactRoleOptions.map(({ value, label }) => [value, label]));
export const roleNames = (contact: Contact): string[] =>
  contact.roles.map((role) => roleLabels.get(role) ?? role);

const mail = (contact: Contact) =>
  contact.email ? <Link href={`mailto:${contact.email}`}>{contact.email}</Link> : NONE;

function mainPhone(contact: Contact) {
  const main = primaryPhone(contact);
  if (!main) return NONE;
  return <Link href={`tel:${main.e164 ?? main.number}`}>{phone(main.number, main.extension)}</Link>;
}

const allPhones = (contact: Contact) =>
  contact.phones.length === 0
    ? NONE
    : contact.phones.map((each) => (
        <Box key={`${each.type}-${each.number}`}>
          <Link href={`tel:${each.e164 ?? each.number}`}>{phone(each.number, each.extension)}</Link>{' '}
          <Box component="span" sx={{ color: 'text.secondary' }}>
            {each.type}
          </Box>
        </Box>
      ));

/** How a contact is shown, beside the list and on its page. */
export const contactView: RecordViewDef<Contact> = {
  resource: contacts,
  form: 'contacts',
  listPath: paths.contacts,
  schema: contactInput,
  lead: (contact) => <NameAvatar name={contact.name} size={40} />,
  subtitle: (contact) => (
    <>
      {contact.title ?? 'Contact'}
      {contact.company && ' at '}
      {contact.company && <RefLink value={contact.company} to={paths.company} />}
    </>
  ),
  chips: (contact) => contactFlags(contact).map((look) => <StatusChip key={look.label} look={look} />),
  actions: (contact) => <ContactActions contact={contact} />,
  menu: (contact, close) => <InviteItem contact={contact} close={close} />,
  keyFacts: [
    { label: 'E-mail', show: mail },
    { label: 'Phone', show: mainPhone },
    { label: 'Last touch', show: (contact) => <Ago value={contact.lastTouchAt} /> },
    { label: 'Next touch', show: (contact) => <Ago value={contact.nextTouchAt} /> },
    { label: 'Owner', show: (contact) => <Person value={contact.owner} /> },
  ],
  groups: [
    {
      title: 'Reach',
      facts: [
        {
          label: 'E-mail',
          show: mail,
          edit: { name: 'email', field: (props) => <FormText {...props} type="email" /> },
        },
        { label: 'Phones', show: allPhones },
        {
          label: 'Do not call',
          show: (contact) => (contact.doNotCall ? 'Yes' : 'No'),
          edit: { name: 'doNotCall', field: (props) => <FormSwitch {...props} /> },
        },
        {
          label: 'E-mail opt-out',
          show: (contact) =>
            contact.emailOptOut ? <>Yes, {<DateTime value={contact.emailOptOutAt} />}</> : 'No',
          edit: { name: 'emailOptOut', field: (props) => <FormSwitch {...props} /> },
        },
        { label: 'Address', show: (contact) => address(contact) },
      ],
    },
    {
      title: 'Relationship',
      facts: [
        {
          label: 'Title',
          show: (contact) => contact.title ?? NONE,
          edit: { name: 'title', field: (props) => <FormText {...props} /> },
        },
        {
          label: 'Company',
          show: (contact) => <RefLink value={contact.company} to={paths.company} />,
          edit: { name: 'companyId', field: (props) => <FormRecord {...props} source={companies} /> },
        },
        {
          label: 'Roles',
          show: (contact) => (contact.roles.length ? <Tags values={roleNames(contact)} max={6} /> : NONE),
          edit: {
            name: 'roles',
            field: (props) => <FormMultiSelect {...props} options={contactRoleOptions} />,
          },
        },
        {
          label: 'Decision maker',
          show: (contact) => (contact.decisionMaker ? 'Yes' : 'No'),
          edit: { name: 'decisionMaker', field: (props) => <FormSwitch {...props} /> },
        },
        {
          label: 'Tags',
          show: (contact) => (contact.tags.length ? <Tags values={contact.tags} max={8} /> : NONE),
          edit: { name: 'tags', field: (props) => <FormTags {...props} /> },
        },
        {
          label: 'Source',
          show: (contact) => contact.source ?? NONE,
          edit: { name: 'source', field: (props) => <FormText {...props} /> },
        },
      ],
    },
    {
      title: 'Cadence',
      facts: [
        { label: 'Last touch', show: (contact) => <DateTime value={contact.lastTouchAt} /> },
        {
          label: 'Next touch',
          show: (contact) => <DateTime value={contact.nextTouchAt} />,
          edit: { name: 'nextTouchAt', field: (props) => <FormDateTime {...props} /> },
        },
        {
          label: 'Every',
          show: (contact) => (contact.cadenceDays ? `${contact.cadenceDays} days` : NONE),
          edit: { name: 'cadenceDays', field: (props) => <FormNumber {...props} unit="days" /> },
        },
        {
          label: 'Birthday',
          show: (contact) => <DateOnly value={contact.birthday} />,
          edit: { name: 'birthday', field: (props) => <FormDate {...props} /> },
        },
      ],
    },
    {
      title: 'Record',
      facts: [
        {
          label: 'Notes',
          show: (contact) => <Box sx={{ whiteSpace: 'pre-wrap' }}>{contact.description ?? NONE}</Box>,
          edit: { name: 'description', field: (props) => <FormText {...props} multiline /> },
        },
        { label: 'Owner', show: (contact) => <RefLink value={contact.owner} to={paths.agent} /> },
        { label: 'Created', show: (contact) => <DateTime value={contact.createdAt} /> },
        { label: 'Changed', show: (contact) => <Ago value={contact.updatedAt} /> },
      ],
    },
  ],
};
