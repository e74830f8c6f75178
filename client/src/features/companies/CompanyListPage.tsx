import Button from '@mui/material/Button';
import AddRounded from '@mui/icons-material/AddRounded';
import type { Company } from '@besahubs/contracts/companies';
import { agents } from '../../api/agents';
import { companies } from '../../api/companies';
import { NONE, address, phone } from '../../components/format';
import { ResourceList } from '../../components/list/ResourceList';
import type { Column, Filter } from '../../components/list/types';
import { RecordView } from '../../components/record/RecordView';
import { useOpenForm } from '../../components/slots';
import { Tags } from '../../components/StatusChip';
import { NameAvatar, Person } from '../../components/Person';
import { Ago, Num, RefLink, SquareFeet } from '../../components/values';
import { companyTypeLabel, companyTypeOptions } from '../../domain/companies';
import { paths } from '../../paths';
import { companyView } from './companyView';

const columns: readonly Column<Company>[] = [
  {
    key: 'name',
    label: 'Name',
    sort: 'name',
    flex: 3,
    width: 220,
    render: (row) => <Person square value={row} />,
  },
  {
    key: 'types',
    label: 'Types',
    flex: 2,
    width: 180,
    render: (row) => <Tags values={row.types.map(companyTypeLabel)} max={2} />,
  },
  {
    key: 'city',
    label: 'Headquarters',
    sort: 'city',
    width: 170,
    render: (row) => address({ city: row.city, state: row.state }),
  },
  {
    key: 'portfolioSF',
    label: 'Portfolio',
    sort: 'portfolioSF',
    width: 140,
    align: 'right',
    render: (row) => <SquareFeet value={row.portfolioSF} />,
  },
  {
    key: 'employees',
    label: 'Employees',
    sort: 'employees',
    width: 110,
    align: 'right',
    render: (row) => <Num value={row.employees} />,
  },
  { key: 'phone', label: 'Phone', width: 150, render: (row) => phone(row.phone) },
  { key: 'domain', label: 'Domain', width: 170, hidden: true, render: (row) => row.domain ?? NONE },
  {
    key: 'parent',
    label: 'Parent',
    width: 170,
    hidden: true,
    render: (row) => <RefLink value={row.parent} to={paths.company} />,
  },
  {
    key: 'tags',
    label: 'Tags',
    width: 180,
    hidden: true,
    render: (row) => <Tags values={row.tags} max={2} />,
  },
  { key: 'owner', label: 'Owner', width: 160, render: (row) => <Person value={row.owner} /> },
  {
    key: 'updatedAt',
    label: 'Changed',
    sort: 'updatedAt',
    width: 110,
    render: (row) => <Ago value={row.updatedAt} />,
  },
];

const filters: readonly Filter[] = [
  { kind: 'options', key: 'type', label: 'Type', options: companyTypeOptions },
  { kind: 'record', key: 'ownerId', label: 'Owner', source: agents, me: true },
  { kind: 'record', key: 'parentId', label: 'Parent', source: companies },
  { kind: 'text', key: 'city', label: 'City' },
  { kind: 'text', key: 'state', label: 'State' },
];

export function Component() {
  const openForm = useOpenForm();
  return (
    <ResourceList<Company>
      resource={companies}
      title="Companies"
      columns={columns}
      filters={filters}
      defaultSort="name"
      href={paths.company}
      peek={(id) => <RecordView {...companyView} id={id} variant="peek" key={id} />}
      card={(row) => ({
        lead: <NameAvatar name={row.name} square size={36} />,
        title: row.name,
        subtitle: [row.types.map(companyTypeLabel).join(', '), row.city].filter(Boolean).join(' · ') || NONE,
        meta: row.portfolioSF === null ? null : <SquareFeet value={row.portfolioSF} />,
      })}
      empty={{ noun: 'companies', why: 'Owners, tenants, lenders and everyone else a deal is done with.' }}
      primaryAction={
        <Button variant="contained" startIcon={<AddRounded />} onClick={() => openForm('companies')}>
          New company
        </Button>
      }
      bulkActions={(ids, done) => (
        <Button color="error" onClick={() => void companies.removeMany(ids).then(done)}>
          Delete
        </Button>
      )}
    />
  );
}
