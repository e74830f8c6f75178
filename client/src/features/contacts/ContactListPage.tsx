import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import AddRounded from '@mui/icons-material/AddRounded';
import CallOutlined from '@mui/icons-material/CallOutlined';
import type { Contact } from '@besahubs/contracts/contacts';
import { agents } from '../../api/agents';
import { companies } from '../../api/companies';
import { contacts } from '../../api/contacts';
import { NONE, phone } from '../../components/format';
import { ResourceList } from '../../components/list/ResourceList';
import type { Column, Filter } from '../../components/list/types';
import { RecordView } from '../../components/record/RecordView';
import { useOpenForm } from '../../components/slots';
import { StatusChip, Tags } from '../../components/StatusChip';
import { NameAvatar, Person } from '../../components/Person';
import { Ago, RefLink } from '../../components/values';
import { contactFlags, contactRoleOptions, primaryPhone } from '../../domain/contacts';
import { paths } from '../../paths';
import { contactView, roleNames } from './contactView';

const columns: readonly Column<Contact>[] = [
  { key: 'name', label: 'Name', sort: 'name', flex: 2, width: 200, render: (row) => <Person value={row} /> },
  {
    key: 'company',
    label: 'Company',
    flex: 2,
    width: 160,
    render: (row) => <RefLink value={row.company} to={paths.company} />,
  },
  { key: 'title', label: 'Title', width: 160, render: (row) => row.title ?? NONE },
  { key: 'roles', label: 'Roles', width: 160, render: (row) => <Tags values={roleNames(row)} max={2} /> },
  { key: 'email', label: 'E-mail', sort: 'email', width: 220, render: (row) => row.email ?? NONE },
  { key: 'phone', label: 'Phone', width: 150, render: (row) => phoneOf(row) },
  {
    key: 'lastTouchAt',
    label: 'Last touch',
    sort: 'lastTouchAt',
    width: 110,
    render: (row) => <Ago value={row.lastTouchAt} />,
  },
  {
    key: 'nextTouchAt',
    label: 'Next touch',
    sort: 'nextTouchAt',
    width: 110,
    render: (row) => <Ago value={row.nextTouchAt} />,
  },
  {
    key: 'flags',
    label: 'Flags',
    width: 160,
    hidden: true,
    render: (row) => contactFlags(row).map((look) => <StatusChip key={look.label} look={look} />),
  },
  {
    key: 'tags',
    label: 'Tags',
    width: 180,
    hidden: true,
    render: (row) => <Tags values={row.tags} max={2} />,
  },
  { key: 'city', label: 'City', sort: 'city', width: 120, hidden: true, render: (row) => row.city ?? NONE },
  { key: 'owner', label: 'Owner', width: 150, render: (row) => <Person value={row.owner} /> },
  {
    key: 'updatedAt',
    label: 'Changed',
    sort: 'updatedAt',
    width: 110,
    hidden: true,
    render: (row) => <Ago value={row.updatedAt} />,
  },
];

const filters: readonly Filter[] = [
  { kind: 'record', key: 'ownerId', label: 'Owner', source: agents, me: true },
  { kind: 'options', key: 'role', label: 'Role', options: contactRoleOptions },
  { kind: 'record', key: 'companyId', label: 'Company', source: companies },
  { kind: 'text', key: 'tag', label: 'Tag' },
  { kind: 'text', key: 'city', label: 'City' },
  { kind: 'text', key: 'state', label: 'State' },
  { kind: 'boolean', key: 'hasEmail', label: 'E-mail', yes: 'Has an address', no: 'Has none' },
  { kind: 'boolean', key: 'emailOptOut', label: 'Opt-out', yes: 'Opted out', no: 'May be written to' },
  { kind: 'boolean', key: 'bounced', label: 'Bounced', yes: 'Bounced', no: 'Not bounced' },
  { kind: 'days', label: 'Not touched since', toKey: 'touchedBefore', instant: true },
  { kind: 'days', label: 'Created', fromKey: 'createdFrom', toKey: 'createdTo', instant: true },
];

function phoneOf(contact: Contact): string {
  const main = primaryPhone(contact);
  return main ? phone(main.number, main.extension) : NONE;
}

function callButton(contact: Contact) {
  const main = primaryPhone(contact);
  if (!main || contact.doNotCall) return null;
  return (
    <IconButton component="a" href={`tel:${main.e164 ?? main.number}`} aria-label={`Call ${contact.name}`}>
      <CallOutlined />
    </IconButton>
  );
}

export function Component() {
  const openForm = useOpenForm();
  return (
    <ResourceList<Contact>
      resource={contacts}
      title="Contacts"
      columns={columns}
      filters={filters}
      defaultSort="-updatedAt"
      href={paths.contact}
      peek={(id) => <RecordView {...contactView} id={id} variant="peek" key={id} />}
      card={(row) => ({
        lead: <NameAvatar name={row.name} size={36} />,
        title: row.name,
        subtitle: [row.title, row.company?.name].filter(Boolean).join(' · ') || row.email || NONE,
        actions: callButton(row),
      })}
      empty={{
        noun: 'contacts',
        why: 'Everyone you call, write to and meet lives here, with what was said.',
      }}
      primaryAction={
        <Button variant="contained" startIcon={<AddRounded />} onClick={() => openForm('contacts')}>
          New contact
        </Button>
      }
      bulkActions={(ids, done) => <BulkContacts ids={ids} done={done} />}
    />
  );
}

function BulkContacts({ ids, done }: { ids: readonly string[]; done: () => void }) {
  return (
    <Button color="error" onClick={() => void contacts.removeMany(ids).then(done)}>
      Delete
    </Button>
  );
}
