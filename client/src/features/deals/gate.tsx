import type { ReactNode } from 'react';
import { commissionBases, lostReasons } from '@besahubs/contracts/deals';
import type { Deal, DealPatch } from '@besahubs/contracts/deals';
import { companies } from '../../api/companies';
import { contacts } from '../../api/contacts';
import { properties } from '../../api/properties';
import { FormDate, FormRecord, FormSelect, FormText } from '../../components/form/fields';
import type { FieldProps } from '../../components/form/fields';
import { FormMoney, FormNumber } from '../../components/form/numbers';
import { toOptions } from '../../domain/options';
import { RequestError } from '../../hooks/errors';

export const commissionBasisOptions = toOptions(commissionBases, {
  percent: 'Percent of the value',
  flat: 'Flat amount',
  per_sf: 'Dollars per SF',
});
export const lostReasonOptions = toOptions(lostReasons, {
  price_terms: 'Price or terms',
  competitor: 'Lost to a competitor',
  financing: 'Financing failed',
  due_diligence: 'Failed due diligence',
  client_stayed: 'Client stayed or renewed',
  cancelled: 'Project cancelled',
});

interface GateField {
  label: string;
  field: (props: FieldProps) => ReactNode;
  /** What the dialog starts with when the deal has nothing: a date of today. */
  today?: boolean;
}
type Name = keyof DealPatch & keyof Deal;

/** Every fact that some stage may ask for, in the order in which a dialog asks. */
export const gateFieldsByName: Partial<Record<Name, GateField>> = {
  clientContactId: { label: 'Client', field: (props) => <FormRecord {...props} source={contacts} /> },
  clientCompanyId: {
    label: 'Client company',
    field: (props) => <FormRecord {...props} source={companies} />,
  },
  propertyId: { label: 'Property', field: (props) => <FormRecord {...props} source={properties} /> },
  counterpartyCompanyId: {
    label: 'Counterparty',
    field: (props) => <FormRecord {...props} source={companies} />,
  },
  value: { label: 'Price', field: (props) => <FormMoney {...props} /> },
  rentableSF: { label: 'Size', field: (props) => <FormNumber {...props} unit="SF" /> },
  rentPerSF: { label: 'Rent ($/SF/yr)', field: (props) => <FormMoney {...props} /> },
  termMonths: { label: 'Term', field: (props) => <FormNumber {...props} unit="months" /> },
  commissionBasis: {
    label: 'Fee computed as',
    field: (props) => <FormSelect {...props} options={commissionBasisOptions} />,
  },
  commissionRate: { label: 'Fee (%, $ or $/SF)', field: (props) => <FormNumber {...props} /> },
  agreementType: {
    label: 'Agreement',
    field: (props) => <FormText {...props} placeholder="Exclusive listing" />,
  },
  agreementDate: { label: 'Effective', field: (props) => <FormDate {...props} />, today: true },
  agreementExpiry: { label: 'Expires', field: (props) => <FormDate {...props} /> },
  loiDate: { label: 'LOI or offer dated', field: (props) => <FormDate {...props} />, today: true },
  contractDate: { label: 'Contract dated', field: (props) => <FormDate {...props} />, today: true },
  dueDiligenceExpiry: { label: 'Due diligence ends', field: (props) => <FormDate {...props} /> },
  expectedCloseDate: { label: 'Expected to close', field: (props) => <FormDate {...props} /> },
  actualCloseDate: { label: 'Closed on', field: (props) => <FormDate {...props} />, today: true },
  lostReason: {
    label: 'Why was it lost?',
    field: (props) => <FormSelect {...props} options={lostReasonOptions} />,
  },
};
export const gateNames = Object.keys(gateFieldsByName) as Name[];

/** Where one of several answers is enough, none of them is required. */
const ALTERNATIVES = new Set<string>(['clientContactId', 'clientCompanyId', 'propertyId']);
export const isAlternative = (name: string, asked: readonly string[]): boolean =>
  ALTERNATIVES.has(name) && asked.filter((each) => ALTERNATIVES.has(each)).length > 1;

/** What a stage's gate misses, by field, or null when the move failed for another reason. */
export function missingFacts(error: unknown): Record<string, string> | null {
  if (!(error instanceof RequestError) || error.code !== 'invalid') return null;
  return Object.keys(error.fields).length ? error.fields : null;
}
