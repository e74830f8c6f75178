import Box from '@mui/material/Box';
import { useWatch } from 'react-hook-form';
import { dealStages } from '@besahubs/contracts/deals';
import type { DealStage } from '@besahubs/contracts/deals';
import { percent } from '../../components/format';
import { FormRow, FormSelect } from '../../components/form/fields';
import { FormMoney, FormNumber, FormPercent } from '../../components/form/numbers';
import { Money } from '../../components/values';
import { commissionBasisOptions } from './gate';
import { dealValue, grossCommission, leaseValue } from './terms';
import type { Terms } from './terms';

export const SaleFields = () => (
  <>
    <FormRow>
      <FormMoney name="value" label="Price" />
      <FormNumber name="rentableSF" label="Size" unit="SF" />
    </FormRow>
    <FormRow>
      <FormPercent name="capRate" label="Cap rate" />
      <FormMoney name="noi" label="NOI" />
    </FormRow>
  </>
);

export function LeaseFields() {
  const terms = useTerms();
  const known = leaseValue(terms) !== null;
  return (
    <>
      <FormRow columns={3}>
        <FormNumber name="rentableSF" label="Size" unit="SF" />
        <FormMoney name="rentPerSF" label="Rent ($/SF/yr)" />
        <FormNumber name="termMonths" label="Term" unit="months" />
        <FormPercent name="escalationPct" label="Escalation a year" />
        <FormNumber name="freeMonths" label="Free rent" unit="months" />
        <FormMoney name="tiPerSF" label="TI allowance ($/SF)" />
      </FormRow>
      {!known && (
        <FormMoney
          name="value"
          label="Estimated total rent"
          hint="Until size, rent and term are known; then it is computed."
        />
      )}
    </>
  );
}

const UNITS: Record<string, string> = { percent: '%', flat: '$', per_sf: '$/SF' };

/** How the fee is computed, and what it comes to as one types. */
export function FeeFields() {
  const basis = useWatch({ name: 'commissionBasis' }) as string | null;
  return (
    <>
      <FormRow>
        <FormSelect name="commissionBasis" label="Computed as" options={commissionBasisOptions} />
        <FormNumber name="commissionRate" label="Fee" unit={UNITS[basis ?? 'percent'] ?? '%'} />
      </FormRow>
      <FeePreview />
    </>
  );
}

const FIELDS = [
  'kind',
  'value',
  'rentableSF',
  'rentPerSF',
  'termMonths',
  'escalationPct',
  'freeMonths',
  'commissionBasis',
  'commissionRate',
] as const;

/** Unreadable numbers count as not known yet. */
function useTerms(): Terms {
  const typed = useWatch({ name: [...FIELDS] }) as unknown[];
  return Object.fromEntries(
    FIELDS.map((name, index) => {
      const value = typed[index] ?? null;
      return [name, Number.isNaN(value) ? null : value];
    }),
  ) as unknown as Terms;
}

function FeePreview() {
  const terms = useTerms();
  const [stage, probability] = useWatch({ name: ['stage', 'probability'] }) as [DealStage, number | null];
  const chance = probability ?? dealStages[stage].probability;
  const gross = grossCommission(terms);
  const figures = [
    { label: terms.kind === 'lease' ? 'Total rent' : 'Price', value: dealValue(terms) },
    { label: 'Gross fee', value: gross },
    { label: `Weighted at ${percent(chance)}`, value: gross === null ? null : (gross * chance) / 100 },
  ];
  return (
    <Box
      component="dl"
      aria-live="polite"
      sx={{
        display: 'grid',
        gridTemplateColumns: 'repeat(3, minmax(0, 1fr))',
        gap: 1,
        m: 0,
        p: 1.5,
        borderRadius: 1,
        bgcolor: 'surface.sunken',
      }}
    >
      {figures.map(({ label, value }) => (
        <div key={label}>
          <Box component="dt" sx={{ fontSize: '0.75rem', color: 'text.secondary' }}>
            {label}
          </Box>
          <Box component="dd" sx={{ m: 0, fontSize: '1rem', fontWeight: 600 }}>
            <Money value={value} />
          </Box>
        </div>
      ))}
    </Box>
  );
}
