import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import AddRounded from '@mui/icons-material/AddRounded';
import type { Property } from '@besahubs/contracts/properties';
import { agents } from '../../api/agents';
import { properties } from '../../api/properties';
import { NONE, address, words } from '../../components/format';
import { ResourceList } from '../../components/list/ResourceList';
import type { Column, Filter } from '../../components/list/types';
import { RecordView } from '../../components/record/RecordView';
import { useOpenForm } from '../../components/slots';
import { StatusChip } from '../../components/StatusChip';
import { Person } from '../../components/Person';
import { Ago, DateOnly, Money, Percent, SquareFeet } from '../../components/values';
import {
  askingRent,
  buildingClassOptions,
  propertyStatusLooks,
  propertyStatusOptions,
  propertyTypeOptions,
} from '../../domain/properties';
import { paths } from '../../paths';
import { CapRate } from './CapRate';
import { PropertyMark } from './PropertyMark';
import { propertyView } from './propertyView';

const columns: readonly Column<Property>[] = [
  {
    key: 'name',
    label: 'Property',
    sort: 'name',
    flex: 3,
    width: 220,
    render: (row) => (
      <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 1, minWidth: 0 }}>
        <PropertyMark type={row.type} size={22} />
        <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
          {row.name}
        </Box>
      </Box>
    ),
  },
  {
    key: 'status',
    label: 'Status',
    sort: 'status',
    width: 148,
    render: (row) => <StatusChip look={propertyStatusLooks[row.status]} />,
  },
  { key: 'type', label: 'Type', sort: 'type', width: 116, render: (row) => words(row.type) },
  {
    key: 'city',
    label: 'City',
    sort: 'city',
    width: 140,
    render: (row) => address({ city: row.city, state: row.state }),
  },
  {
    key: 'submarket',
    label: 'Submarket',
    sort: 'submarket',
    width: 150,
    render: (row) => row.submarket ?? NONE,
  },
  {
    key: 'buildingSF',
    label: 'Building',
    sort: 'buildingSF',
    width: 116,
    align: 'right',
    render: (row) => <SquareFeet value={row.buildingSF} />,
  },
  {
    key: 'askingPrice',
    label: 'Price',
    sort: 'askingPrice',
    width: 100,
    align: 'right',
    render: (row) => <Money value={row.askingPrice} />,
  },
  { key: 'rent', label: 'Rent', sort: 'askingRentLow', width: 190, align: 'right', render: askingRent },
  {
    key: 'capRate',
    label: 'Cap rate',
    sort: 'capRate',
    width: 96,
    align: 'right',
    render: (row) => <CapRate property={row} />,
  },
  {
    key: 'occupancyPct',
    label: 'Occupied',
    sort: 'occupancyPct',
    width: 96,
    align: 'right',
    hidden: true,
    render: (row) => <Percent value={row.occupancyPct} />,
  },
  {
    key: 'yearBuilt',
    label: 'Built',
    sort: 'yearBuilt',
    width: 76,
    align: 'right',
    hidden: true,
    render: (row) => row.yearBuilt ?? NONE,
  },
  {
    key: 'loanMaturity',
    label: 'Loan matures',
    sort: 'loanMaturity',
    width: 124,
    hidden: true,
    render: (row) => <DateOnly value={row.loanMaturity} />,
  },
  { key: 'owner', label: 'Broker', width: 150, render: (row) => <Person value={row.owner} /> },
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
  { kind: 'options', key: 'status', label: 'Status', options: propertyStatusOptions },
  { kind: 'options', key: 'type', label: 'Type', options: propertyTypeOptions },
  { kind: 'range', label: 'Building size', minKey: 'buildingSFMin', maxKey: 'buildingSFMax', unit: 'SF' },
  { kind: 'range', label: 'Asking price', minKey: 'askingPriceMin', maxKey: 'askingPriceMax', unit: '$' },
  { kind: 'range', label: 'Cap rate', minKey: 'capRateMin', unit: '%' },
  { kind: 'options', key: 'buildingClass', label: 'Class', options: buildingClassOptions },
  { kind: 'text', key: 'market', label: 'Market' },
  { kind: 'text', key: 'submarket', label: 'Submarket' },
  { kind: 'text', key: 'city', label: 'City' },
  { kind: 'text', key: 'state', label: 'State' },
  { kind: 'days', label: 'Loan matures', toKey: 'loanMaturityTo' },
  { kind: 'record', key: 'ownerId', label: 'Broker', source: agents, me: true },
];

const headline = (property: Property) =>
  property.askingPrice === null ? askingRent(property) : <Money value={property.askingPrice} />;

export function Component() {
  const openForm = useOpenForm();
  return (
    <ResourceList<Property>
      resource={properties}
      title="Properties"
      columns={columns}
      filters={filters}
      defaultSort="-updatedAt"
      href={paths.property}
      peek={(id) => <RecordView {...propertyView} id={id} variant="peek" key={id} />}
      card={(row) => ({
        lead: <PropertyMark type={row.type} size={36} />,
        title: row.name,
        subtitle: [address({ city: row.city, state: row.state }), words(row.type)].join(' · '),
        meta: headline(row),
      })}
      empty={{ noun: 'properties', why: 'Buildings and land you list, watch or would like to win.' }}
      primaryAction={
        <Button variant="contained" startIcon={<AddRounded />} onClick={() => openForm('properties')}>
          New property
        </Button>
      }
      bulkActions={(ids, done) => (
        <Button color="error" onClick={() => void properties.removeMany(ids).then(done)}>
          Delete
        </Button>
      )}
    />
  );
}
