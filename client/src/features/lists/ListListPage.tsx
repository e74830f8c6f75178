import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import AddRounded from '@mui/icons-material/AddRounded';
import type { ContactList } from '@besahubs/contracts/campaigns';
import { lists } from '../../api/lists';
import { NONE, plural } from '../../components/format';
import { ResourceList } from '../../components/list/ResourceList';
import type { Column, Filter } from '../../components/list/types';
import { Person } from '../../components/Person';
import { RecordView } from '../../components/record/RecordView';
import { useOpenForm } from '../../components/slots';
import { StatusChip } from '../../components/StatusChip';
import { Ago, Num } from '../../components/values';
import { filterText } from '../../domain/campaigns';
import { paths } from '../../paths';
import { kindLooks, listView } from './listView';

const columns: readonly Column<ContactList>[] = [
  {
    key: 'name',
    label: 'Name',
    sort: 'name',
    flex: 2,
    width: 220,
    render: (row) => <Box sx={{ fontWeight: 540 }}>{row.name}</Box>,
  },
  { key: 'kind', label: 'Kind', width: 140, render: (row) => <StatusChip look={kindLooks[row.kind]} /> },
  {
    key: 'memberCount',
    label: 'Contacts',
    width: 100,
    align: 'right',
    render: (row) => <Num value={row.memberCount} />,
  },
  { key: 'filters', label: 'Filters', flex: 2, width: 220, render: (row) => filterText(row.filters) || NONE },
  { key: 'owner', label: 'Owner', width: 150, render: (row) => <Person value={row.owner} /> },
  {
    key: 'updatedAt',
    label: 'Changed',
    sort: 'updatedAt',
    width: 110,
    render: (row) => <Ago value={row.updatedAt} />,
  },
];
const filters: readonly Filter[] = [
  {
    kind: 'options',
    key: 'kind',
    label: 'Kind',
    options: [
      { value: 'static', label: 'Chosen' },
      { value: 'dynamic', label: 'Dynamic' },
    ],
  },
];

export function Component() {
  const openForm = useOpenForm();
  return (
    <ResourceList<ContactList>
      resource={lists}
      title="Lists"
      columns={columns}
      filters={filters}
      defaultSort="name"
      href={paths.list}
      peek={(id) => <RecordView {...listView} id={id} variant="peek" key={id} />}
      card={(row) => ({
        title: row.name,
        subtitle: filterText(row.filters) || plural(row.memberCount, 'contact'),
        meta: <StatusChip look={kindLooks[row.kind]} />,
      })}
      empty={{
        noun: 'lists',
        why: 'A list is whom a campaign goes to: contacts you choose, or whoever matches filters.',
      }}
      primaryAction={
        <Button variant="contained" startIcon={<AddRounded />} onClick={() => openForm('lists')}>
          New list
        </Button>
      }
    />
  );
}
