import Box from '@mui/material/Box';
import type { Deal } from '@besahubs/contracts/deals';
import { companies } from '../../api/companies';
import { contacts } from '../../api/contacts';
import { properties } from '../../api/properties';
import { NONE, moneyExact, percent, rent, words } from '../../components/format';
import { FormDate, FormRecord, FormSelect, FormTags, FormText } from '../../components/form/fields';
import { FormMoney, FormNumber, FormPercent } from '../../components/form/numbers';
import type { Fact, FactGroup } from '../../components/record/types';
import { Tags } from '../../components/StatusChip';
import { Ago, DateOnly, DateTime, Money, Percent, RefLink, SquareFeet } from '../../components/values';
import { paths } from '../../paths';
import { commissionBasisOptions, lostReasonOptions } from './gate';

type DateField =
  | 'expectedCloseDate'
  | 'actualCloseDate'
  | 'agreementDate'
  | 'agreementExpiry'
  | 'loiDate'
  | 'contractDate'
  | 'dueDiligenceExpiry'
  | 'depositHardDate'
  | 'commencementDate';
const dateFact = (label: string, name: DateField): Fact<Deal> => ({
  label,
  show: (deal) => <DateOnly value={deal[name]} />,
  edit: { name, field: (props) => <FormDate {...props} /> },
});
const months = (value: number | null): string => (value === null ? NONE : `${value} months`);

/** “6% of the value”, “$25,000 flat”, “$1.50 per SF”. */
function feeTerms({ commissionBasis, commissionRate }: Deal): string {
  if (commissionBasis === null || commissionRate === null) return NONE;
  if (commissionBasis === 'percent') return `${percent(commissionRate)} of the value`;
  return `${moneyExact(commissionRate)} ${commissionBasis === 'flat' ? 'flat' : 'per SF'}`;
}
const lostReason = (deal: Deal): string =>
  lostReasonOptions.find((option) => option.value === deal.lostReason)?.label ?? NONE;

const saleTerms: FactGroup<Deal> = {
  title: 'Sale terms',
  when: (deal) => deal.kind === 'sale',
  facts: [
    {
      label: 'Price',
      show: (deal) => <Money value={deal.value} />,
      edit: { name: 'value', field: (props) => <FormMoney {...props} /> },
    },
    {
      label: 'Size',
      show: (deal) => <SquareFeet value={deal.rentableSF} />,
      edit: { name: 'rentableSF', field: (props) => <FormNumber {...props} unit="SF" /> },
    },
    {
      label: 'Cap rate',
      show: (deal) => <Percent value={deal.capRate} />,
      edit: { name: 'capRate', field: (props) => <FormPercent {...props} /> },
    },
    {
      label: 'NOI',
      show: (deal) => <Money value={deal.noi} />,
      edit: { name: 'noi', field: (props) => <FormMoney {...props} /> },
    },
  ],
};
const leaseTerms: FactGroup<Deal> = {
  title: 'Lease terms',
  when: (deal) => deal.kind === 'lease',
  facts: [
    { label: 'Total rent', show: (deal) => <Money value={deal.value} /> },
    {
      label: 'Size',
      show: (deal) => <SquareFeet value={deal.rentableSF} />,
      edit: { name: 'rentableSF', field: (props) => <FormNumber {...props} unit="SF" /> },
    },
    {
      label: 'Rent',
      show: (deal) => rent({ low: deal.rentPerSF }),
      edit: { name: 'rentPerSF', field: (props) => <FormMoney {...props} /> },
    },
    {
      label: 'Term',
      show: (deal) => months(deal.termMonths),
      edit: { name: 'termMonths', field: (props) => <FormNumber {...props} unit="months" /> },
    },
    {
      label: 'Escalation',
      show: (deal) => <Percent value={deal.escalationPct} />,
      edit: { name: 'escalationPct', field: (props) => <FormPercent {...props} /> },
    },
    {
      label: 'Free rent',
      show: (deal) => months(deal.freeMonths),
      edit: { name: 'freeMonths', field: (props) => <FormNumber {...props} unit="months" /> },
    },
    {
      label: 'TI allowance /SF',
      show: (deal) => <Money value={deal.tiPerSF} />,
      edit: { name: 'tiPerSF', field: (props) => <FormMoney {...props} /> },
    },
    dateFact('Commencement', 'commencementDate'),
  ],
};
const commission: FactGroup<Deal> = {
  title: 'Commission',
  facts: [
    {
      label: 'Fee',
      show: feeTerms,
      edit: { name: 'commissionRate', field: (props) => <FormNumber {...props} /> },
    },
    {
      label: 'Computed as',
      show: (deal) =>
        commissionBasisOptions.find((option) => option.value === deal.commissionBasis)?.label ?? NONE,
      edit: {
        name: 'commissionBasis',
        field: (props) => <FormSelect {...props} options={commissionBasisOptions} />,
      },
    },
    { label: 'Gross', show: (deal) => <Money value={deal.grossCommission} /> },
    {
      label: 'Probability',
      show: (deal) => <Percent value={deal.probability} />,
      edit: { name: 'probability', field: (props) => <FormPercent {...props} /> },
    },
    { label: 'Weighted', show: (deal) => <Money value={deal.weightedCommission} /> },
  ],
};
const people: FactGroup<Deal> = {
  title: 'Who and where',
  facts: [
    {
      label: 'Client',
      show: (deal) => <RefLink value={deal.clientContact} to={paths.contact} />,
      edit: { name: 'clientContactId', field: (props) => <FormRecord {...props} source={contacts} /> },
    },
    {
      label: 'Client company',
      show: (deal) => <RefLink value={deal.clientCompany} to={paths.company} />,
      edit: { name: 'clientCompanyId', field: (props) => <FormRecord {...props} source={companies} /> },
    },
    {
      label: 'Counterparty',
      show: (deal) => <RefLink value={deal.counterparty} to={paths.company} />,
      edit: { name: 'counterpartyCompanyId', field: (props) => <FormRecord {...props} source={companies} /> },
    },
    {
      label: 'Property',
      show: (deal) => <RefLink value={deal.property} to={paths.property} />,
      edit: { name: 'propertyId', field: (props) => <FormRecord {...props} source={properties} /> },
    },
    { label: 'We represent', show: (deal) => words(deal.representation) },
  ],
};
const dates: FactGroup<Deal> = {
  title: 'Dates',
  facts: [
    dateFact('Expected close', 'expectedCloseDate'),
    dateFact('Actual close', 'actualCloseDate'),
    {
      label: 'Agreement',
      show: (deal) => deal.agreementType ?? NONE,
      edit: { name: 'agreementType', field: (props) => <FormText {...props} /> },
    },
    dateFact('Effective', 'agreementDate'),
    dateFact('Expires', 'agreementExpiry'),
    dateFact('LOI or offer', 'loiDate'),
    dateFact('Contract', 'contractDate'),
    dateFact('Due diligence ends', 'dueDiligenceExpiry'),
    dateFact('Deposit hard', 'depositHardDate'),
  ],
};
const lost: FactGroup<Deal> = {
  title: 'Why it was lost',
  when: (deal) => deal.stage === 'lost',
  facts: [
    {
      label: 'Reason',
      show: lostReason,
      edit: { name: 'lostReason', field: (props) => <FormSelect {...props} options={lostReasonOptions} /> },
    },
    {
      label: 'Competitor',
      show: (deal) => deal.competitor ?? NONE,
      edit: { name: 'competitor', field: (props) => <FormText {...props} /> },
    },
    {
      label: 'Note',
      show: (deal) => deal.lostNote ?? NONE,
      edit: { name: 'lostNote', field: (props) => <FormText {...props} multiline /> },
    },
  ],
};
const record: FactGroup<Deal> = {
  title: 'Record',
  facts: [
    {
      label: 'Notes',
      show: (deal) => <Box sx={{ whiteSpace: 'pre-wrap' }}>{deal.description ?? NONE}</Box>,
      edit: { name: 'description', field: (props) => <FormText {...props} multiline /> },
    },
    {
      label: 'Tags',
      show: (deal) => (deal.tags.length ? <Tags values={deal.tags} max={8} /> : NONE),
      edit: { name: 'tags', field: (props) => <FormTags {...props} /> },
    },
    {
      label: 'Source',
      show: (deal) => deal.source ?? NONE,
      edit: { name: 'source', field: (props) => <FormText {...props} /> },
    },
    { label: 'Broker', show: (deal) => <RefLink value={deal.owner} to={paths.agent} /> },
    { label: 'Created', show: (deal) => <DateTime value={deal.createdAt} /> },
    { label: 'Changed', show: (deal) => <Ago value={deal.updatedAt} /> },
  ],
};

/** What the Overview tab of a deal says. */
export const dealGroups: readonly FactGroup<Deal>[] = [
  lost,
  saleTerms,
  leaseTerms,
  commission,
  people,
  dates,
  record,
];
