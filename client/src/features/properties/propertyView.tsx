import Box from '@mui/material/Box';
import { propertyInput } from '@besahubs/contracts/properties';
import type { Property } from '@besahubs/contracts/properties';
import { properties } from '../../api/properties';
import { NONE, acres, address } from '../../components/format';
import { FormSelect, FormTags, FormText } from '../../components/form/fields';
import { FormNumber, FormPercent } from '../../components/form/numbers';
import type { Fact, RecordViewDef } from '../../components/record/types';
import { StatusChip, Tags } from '../../components/StatusChip';
import { Person } from '../../components/Person';
import { Ago, DateTime, Money, Num, Percent, SquareFeet } from '../../components/values';
import {
  askingRent,
  buildingClassOptions,
  propertyKind,
  propertyStatusLooks,
  propertyStatusOptions,
  tenancyOptions,
} from '../../domain/properties';
import { paths } from '../../paths';
import { CapRate } from './CapRate';
import { industrialFacts, loanFacts, moneyFacts } from './propertyFacts';
import { PropertyActions } from './PropertyActions';
import { PropertyMark } from './PropertyMark';
import { RentRoll } from './RentRoll';

const status: Fact<Property> = {
  label: 'Status',
  show: (property) => <StatusChip look={propertyStatusLooks[property.status]} />,
  edit: {
    name: 'status',
    field: (props) => <FormSelect {...props} required options={propertyStatusOptions} />,
  },
};

/** How a property is shown, beside the list and on its page. */
export const propertyView: RecordViewDef<Property> = {
  resource: properties,
  form: 'properties',
  listPath: paths.properties,
  schema: propertyInput,
  lead: (property) => <PropertyMark type={property.type} size={40} />,
  subtitle: (property) => `${propertyKind(property)} · ${address(property)}`,
  chips: (property) => <StatusChip look={propertyStatusLooks[property.status]} />,
  actions: (property) => <PropertyActions property={property} />,
  keyFacts: [
    { label: 'Building', show: (property) => <SquareFeet value={property.buildingSF} /> },
    { label: 'Asking price', show: (property) => <Money value={property.askingPrice} /> },
    { label: 'Asking rent', show: askingRent },
    { label: 'Cap rate', show: (property) => <CapRate property={property} /> },
    { label: 'Occupancy', show: (property) => <Percent value={property.occupancyPct} /> },
    { label: 'Owner', show: (property) => <Person value={property.owner} /> },
  ],
  groups: [
    {
      title: 'Building',
      facts: [
        status,
        { label: 'Type', show: propertyKind },
        {
          label: 'Class',
          show: (property) => property.buildingClass ?? NONE,
          edit: {
            name: 'buildingClass',
            field: (props) => <FormSelect {...props} options={buildingClassOptions} />,
          },
        },
        {
          label: 'Tenancy',
          show: (property) => tenancyOptions.find(({ value }) => value === property.tenancy)?.label ?? NONE,
          edit: { name: 'tenancy', field: (props) => <FormSelect {...props} options={tenancyOptions} /> },
        },
        {
          label: 'Building size',
          show: (property) => <SquareFeet value={property.buildingSF} />,
          edit: { name: 'buildingSF', field: (props) => <FormNumber {...props} unit="SF" /> },
        },
        {
          label: 'Rentable',
          show: (property) => <SquareFeet value={property.rentableSF} />,
          edit: { name: 'rentableSF', field: (props) => <FormNumber {...props} unit="SF" /> },
        },
        {
          label: 'Lot',
          show: (property) => acres(property.lotAcres),
          edit: { name: 'lotAcres', field: (props) => <FormNumber {...props} unit="acres" /> },
        },
        {
          label: 'Floors',
          show: (property) => <Num value={property.floors} />,
          edit: { name: 'floors', field: (props) => <FormNumber {...props} /> },
        },
        {
          label: 'Built / renovated',
          show: (property) => `${property.yearBuilt ?? NONE} / ${property.yearRenovated ?? NONE}`,
        },
        {
          label: 'Occupancy',
          show: (property) => <Percent value={property.occupancyPct} />,
          edit: { name: 'occupancyPct', field: (props) => <FormPercent {...props} /> },
        },
        {
          label: 'Parking',
          show: (property) => parking(property),
          edit: { name: 'parkingSpaces', field: (props) => <FormNumber {...props} unit="spaces" /> },
        },
      ],
    },
    { title: 'Price and rent', facts: moneyFacts },
    {
      title: 'Place',
      facts: [
        { label: 'Address', show: (property) => address(property) },
        {
          label: 'Market',
          show: (property) => [property.market, property.submarket].filter(Boolean).join(' / ') || NONE,
        },
        { label: 'County', show: (property) => property.county ?? NONE },
        {
          label: 'Parcel (APN)',
          show: (property) => property.apn ?? NONE,
          edit: { name: 'apn', field: (props) => <FormText {...props} /> },
        },
        {
          label: 'Zoning',
          show: (property) => property.zoning ?? NONE,
          edit: { name: 'zoning', field: (props) => <FormText {...props} /> },
        },
      ],
    },
    { title: 'Industrial', facts: industrialFacts, when: (property) => property.type === 'industrial' },
    { title: 'Loan and last sale', facts: loanFacts },
    {
      title: 'Record',
      facts: [
        {
          label: 'Notes',
          show: (property) => <Box sx={{ whiteSpace: 'pre-wrap' }}>{property.description ?? NONE}</Box>,
          edit: { name: 'description', field: (props) => <FormText {...props} multiline /> },
        },
        {
          label: 'Tags',
          show: (property) => (property.tags.length ? <Tags values={property.tags} max={8} /> : NONE),
          edit: { name: 'tags', field: (props) => <FormTags {...props} /> },
        },
        { label: 'Created', show: (property) => <DateTime value={property.createdAt} /> },
        { label: 'Changed', show: (property) => <Ago value={property.updatedAt} /> },
      ],
    },
  ],
  tabs: [
    {
      key: 'rent-roll',
      label: 'Rent roll',
      order: 5,
      render: (property) => <RentRoll propertyId={property.id} name={property.name} />,
    },
  ],
};

function parking(property: Property): string {
  if (property.parkingSpaces === null && property.parkingRatio === null) return NONE;
  const spaces = property.parkingSpaces === null ? '' : `${property.parkingSpaces} spaces`;
  const ratio = property.parkingRatio === null ? '' : `${property.parkingRatio} / 1,000 SF`;
  return [spaces, ratio].filter(Boolean).join(' · ');
}
