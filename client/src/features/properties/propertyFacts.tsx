import type { Property } from '@besahubs/contracts/properties';
import { NONE, perSquareFoot } from '../../components/format';
import { FormDate, FormSelect, FormSwitch, FormText } from '../../components/form/fields';
import { FormMoney, FormNumber, FormPercent } from '../../components/form/numbers';
import type { Fact } from '../../components/record/types';
import { DateOnly, Money, Num, Percent } from '../../components/values';
import { askingRent, leaseStructureOptions } from '../../domain/properties';
import { CapRate } from './CapRate';

/** The longer groups of a property's Overview. */
export const moneyFacts: readonly Fact<Property>[] = [
  {
    label: 'Asking price',
    show: (property) => <Money value={property.askingPrice} />,
    edit: { name: 'askingPrice', field: (props) => <FormMoney {...props} /> },
  },
  { label: 'Price per SF', show: (property) => perSquareFoot(property.pricePerSF) },
  { label: 'Price per unit', show: (property) => <Money value={property.pricePerUnit} /> },
  {
    label: 'NOI',
    show: (property) => <Money value={property.noi} />,
    edit: { name: 'noi', field: (props) => <FormMoney {...props} /> },
  },
  {
    label: 'Cap rate',
    show: (property) => <CapRate property={property} />,
    edit: { name: 'capRate', field: (props) => <FormPercent {...props} /> },
  },
  { label: 'Asking rent', show: askingRent },
  {
    label: 'Rent from',
    show: (property) => perSquareFoot(property.askingRentLow),
    edit: { name: 'askingRentLow', field: (props) => <FormMoney {...props} /> },
  },
  {
    label: 'Lease structure',
    show: (property) =>
      leaseStructureOptions.find(({ value }) => value === property.leaseStructure)?.label ?? NONE,
    edit: {
      name: 'leaseStructure',
      field: (props) => <FormSelect {...props} options={leaseStructureOptions} />,
    },
  },
  {
    label: 'CAM / tax / insurance',
    show: (property) =>
      [property.camPerSF, property.taxPerSF, property.insurancePerSF].map(perSquareFoot).join(' · '),
  },
];

export const industrialFacts: readonly Fact<Property>[] = [
  {
    label: 'Clear height',
    show: (property) => (property.clearHeightFt === null ? NONE : `${property.clearHeightFt}′`),
    edit: { name: 'clearHeightFt', field: (props) => <FormNumber {...props} unit="ft" /> },
  },
  {
    label: 'Dock doors',
    show: (property) => <Num value={property.dockDoors} />,
    edit: { name: 'dockDoors', field: (props) => <FormNumber {...props} /> },
  },
  {
    label: 'Drive-ins',
    show: (property) => <Num value={property.driveIns} />,
    edit: { name: 'driveIns', field: (props) => <FormNumber {...props} /> },
  },
  {
    label: 'Power',
    show: (property) => property.power ?? NONE,
    edit: { name: 'power', field: (props) => <FormText {...props} /> },
  },
  {
    label: 'Sprinkler',
    show: (property) => property.sprinkler ?? NONE,
    edit: { name: 'sprinkler', field: (props) => <FormText {...props} /> },
  },
  {
    label: 'Column spacing',
    show: (property) => property.columnSpacing ?? NONE,
    edit: { name: 'columnSpacing', field: (props) => <FormText {...props} /> },
  },
  {
    label: 'Truck court',
    show: (property) => (property.truckCourtFt === null ? NONE : `${property.truckCourtFt}′`),
    edit: { name: 'truckCourtFt', field: (props) => <FormNumber {...props} unit="ft" /> },
  },
  {
    label: 'Rail served',
    show: (property) => (property.rail === null ? NONE : property.rail ? 'Yes' : 'No'),
    edit: { name: 'rail', field: (props) => <FormSwitch {...props} /> },
  },
  {
    label: 'Office share',
    show: (property) => <Percent value={property.officePct} />,
    edit: { name: 'officePct', field: (props) => <FormPercent {...props} /> },
  },
];

export const loanFacts: readonly Fact<Property>[] = [
  {
    label: 'Lender',
    show: (property) => property.lender ?? NONE,
    edit: { name: 'lender', field: (props) => <FormText {...props} /> },
  },
  {
    label: 'Balance',
    show: (property) => <Money value={property.loanBalance} />,
    edit: { name: 'loanBalance', field: (props) => <FormMoney {...props} /> },
  },
  {
    label: 'Maturity',
    show: (property) => <DateOnly value={property.loanMaturity} />,
    edit: { name: 'loanMaturity', field: (props) => <FormDate {...props} /> },
  },
  {
    label: 'Loan to value',
    show: (property) => <Percent value={property.loanToValuePct} />,
    edit: { name: 'loanToValuePct', field: (props) => <FormPercent {...props} /> },
  },
  { label: 'Last sale', show: (property) => <DateOnly value={property.lastSaleDate} /> },
  { label: 'Last price', show: (property) => <Money value={property.lastSalePrice} /> },
];
