import { propertyInput } from '@besahubs/contracts/properties';
import type { Property } from '@besahubs/contracts/properties';
import { useWatch } from 'react-hook-form';
import { agents } from '../../api/agents';
import { properties } from '../../api/properties';
import { useMe } from '../../api/session';
import {
  FormDate,
  FormRecord,
  FormRow,
  FormSection,
  FormSelect,
  FormSwitch,
  FormTags,
  FormText,
} from '../../components/form/fields';
import { FormMoney, FormNumber, FormPercent } from '../../components/form/numbers';
import { RecordForm } from '../../components/form/RecordForm';
import {
  buildingClassOptions,
  leaseStructureOptions,
  propertyStatusOptions,
  propertyTypeOptions,
  rentBasisOptions,
  subtypeOptions,
  tenancyOptions,
} from '../../domain/properties';
import type { FormProps } from '../../feature';

/** The facts the form edits; ratios the server derives are not among them. */
const FIELDS = [
  'street',
  'city',
  'state',
  'zip',
  'county',
  'market',
  'submarket',
  'apn',
  'zoning',
  'subtype',
  'buildingClass',
  'tenancy',
  'buildingSF',
  'rentableSF',
  'lotAcres',
  'floors',
  'yearBuilt',
  'yearRenovated',
  'units',
  'occupancyPct',
  'parkingSpaces',
  'parkingRatio',
  'askingPrice',
  'noi',
  'capRate',
  'askingRentLow',
  'askingRentHigh',
  'rentBasis',
  'leaseStructure',
  'camPerSF',
  'taxPerSF',
  'insurancePerSF',
  'clearHeightFt',
  'dockDoors',
  'driveIns',
  'power',
  'truckCourtFt',
  'rail',
  'officePct',
  'lender',
  'loanBalance',
  'loanMaturity',
  'loanToValuePct',
  'lastSaleDate',
  'lastSalePrice',
  'description',
] as const satisfies readonly (keyof Property)[];

const values = (property: Property | null, me: string) => ({
  name: property?.name ?? null,
  type: property?.type ?? 'office',
  status: property?.status ?? 'off_market',
  ownerId: property?.owner?.id ?? me,
  tags: property?.tags ?? [],
  ...Object.fromEntries(FIELDS.map((field) => [field, property?.[field] ?? null])),
});

/** Creates and edits a property. */
export default function PropertyForm(props: FormProps) {
  const me = useMe();
  return (
    <RecordForm
      {...props}
      resource={properties}
      schema={propertyInput}
      values={(property: Property | null) => values(property, me.id)}
    >
      <FormText name="name" label="Name" required autoFocus />
      <Kind />
      <FormRow>
        <FormSelect name="status" label="Status" required options={propertyStatusOptions} />
        <FormRecord name="ownerId" label="Broker" source={agents} required />
      </FormRow>
      <FormSection title="Place">
        <FormText name="street" label="Street" />
        <FormRow columns={3}>
          <FormText name="city" label="City" />
          <FormText name="state" label="State" />
          <FormText name="zip" label="ZIP" />
          <FormText name="market" label="Market" />
          <FormText name="submarket" label="Submarket" />
          <FormText name="county" label="County" />
        </FormRow>
        <FormRow>
          <FormText name="apn" label="Parcel (APN)" />
          <FormText name="zoning" label="Zoning" />
        </FormRow>
      </FormSection>
      <FormSection title="Building">
        <FormRow columns={3}>
          <FormNumber name="buildingSF" label="Building" unit="SF" />
          <FormNumber name="rentableSF" label="Rentable" unit="SF" />
          <FormNumber name="lotAcres" label="Lot" unit="ac" />
          <FormNumber name="floors" label="Floors" />
          <FormNumber name="units" label="Units" />
          <FormPercent name="occupancyPct" label="Occupancy" />
          <FormNumber name="yearBuilt" label="Year built" />
          <FormNumber name="yearRenovated" label="Renovated" />
          <FormSelect name="tenancy" label="Tenancy" options={tenancyOptions} />
          <FormNumber name="parkingSpaces" label="Parking spaces" />
          <FormNumber name="parkingRatio" label="Per 1,000 SF" />
        </FormRow>
      </FormSection>
      <MoneySection />
      <IndustrialSection />
      <FormSection title="Loan and last sale">
        <FormRow>
          <FormText name="lender" label="Lender" />
          <FormMoney name="loanBalance" label="Balance" />
          <FormDate name="loanMaturity" label="Maturity" />
          <FormPercent name="loanToValuePct" label="Loan to value" />
          <FormDate name="lastSaleDate" label="Last sale" />
          <FormMoney name="lastSalePrice" label="Last price" />
        </FormRow>
      </FormSection>
      <FormTags name="tags" label="Tags" />
      <FormText name="description" label="Notes" multiline />
    </RecordForm>
  );
}

function Kind() {
  const type = useWatch({ name: 'type' }) as string | null;
  return (
    <FormRow columns={3}>
      <FormSelect name="type" label="Type" required options={propertyTypeOptions} />
      <FormSelect name="subtype" label="Subtype" options={subtypeOptions(type)} />
      <FormSelect name="buildingClass" label="Class" options={buildingClassOptions} />
    </FormRow>
  );
}

const MoneySection = () => (
  <FormSection title="Price and rent">
    <FormRow columns={3}>
      <FormMoney name="askingPrice" label="Asking price" />
      <FormMoney name="noi" label="NOI" />
      <FormPercent name="capRate" label="Cap rate" />
      <FormMoney name="askingRentLow" label="Rent from" />
      <FormMoney name="askingRentHigh" label="Rent to" />
      <FormSelect name="rentBasis" label="Basis" options={rentBasisOptions} />
    </FormRow>
    <FormSelect name="leaseStructure" label="Lease structure" options={leaseStructureOptions} />
    <FormRow columns={3}>
      <FormMoney name="camPerSF" label="CAM /SF/yr" />
      <FormMoney name="taxPerSF" label="Tax /SF/yr" />
      <FormMoney name="insurancePerSF" label="Insurance /SF/yr" />
    </FormRow>
  </FormSection>
);

/** Only industrial buildings have docks and truck courts. */
function IndustrialSection() {
  const type = useWatch({ name: 'type' }) as string | null;
  if (type !== 'industrial') return null;
  return (
    <FormSection title="Industrial">
      <FormRow columns={3}>
        <FormNumber name="clearHeightFt" label="Clear height" unit="ft" />
        <FormNumber name="dockDoors" label="Dock doors" />
        <FormNumber name="driveIns" label="Drive-ins" />
        <FormNumber name="truckCourtFt" label="Truck court" unit="ft" />
        <FormPercent name="officePct" label="Office share" />
        <FormText name="power" label="Power" />
      </FormRow>
      <FormSwitch name="rail" label="Rail served" />
    </FormSection>
  );
}
