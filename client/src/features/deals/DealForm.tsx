import { dealInput } from '@besahubs/contracts/deals';
import type { Deal, DealStage } from '@besahubs/contracts/deals';
import { useFormContext, useWatch } from 'react-hook-form';
import type { FieldValues } from 'react-hook-form';
import { agents } from '../../api/agents';
import { companies } from '../../api/companies';
import { contacts } from '../../api/contacts';
import { deals } from '../../api/deals';
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
import { FormPercent } from '../../components/form/numbers';
import { RecordForm } from '../../components/form/RecordForm';
import { dealKindOptions, dealStageOptions, representationOptions } from '../../domain/deals';
import type { FormProps } from '../../feature';
import { lostReasonOptions } from './gate';
import { FeeFields, LeaseFields, SaleFields } from './TermFields';

const COPIED = [
  'name',
  'kind',
  'representation',
  'stage',
  'propertyId',
  'clientContactId',
  'clientCompanyId',
  'counterpartyCompanyId',
  'probability',
  'expectedCloseDate',
  'actualCloseDate',
  'value',
  'rentableSF',
  'rentPerSF',
  'termMonths',
  'escalationPct',
  'freeMonths',
  'tiPerSF',
  'capRate',
  'noi',
  'commissionBasis',
  'commissionRate',
  'source',
  'lostReason',
  'lostNote',
  'competitor',
  'agreementType',
  'agreementDate',
  'agreementExpiry',
  'loiDate',
  'contractDate',
  'dueDiligenceExpiry',
  'depositHardDate',
  'commencementDate',
  'description',
] as const satisfies readonly (keyof Deal)[];

const START = { kind: 'sale', representation: 'seller', stage: 'prospect', commissionBasis: 'percent' };

/** The form's values; every field is there, so that the form knows what was changed. */
function values(deal: Deal | null, me: string): FieldValues {
  const copied = Object.fromEntries(COPIED.map((name) => [name, deal?.[name] ?? null]));
  return {
    ...copied,
    ...(deal ? {} : START),
    ownerId: deal?.owner?.id ?? me,
    tags: deal?.tags ?? [],
    onHold: deal?.status === 'on_hold',
  };
}

/** Creates and edits a deal; what a stage asks for is said at the fields. */
export default function DealForm(props: FormProps) {
  const me = useMe();
  return (
    <RecordForm
      {...props}
      resource={deals}
      schema={dealInput}
      values={(deal: Deal | null) => values(deal, me.id)}
    >
      <FormText name="name" label="Name" required autoFocus placeholder="Lease at 1200 Main, Suite 400" />
      <FormRow>
        <FormSelect name="kind" label="Kind" options={dealKindOptions} required />
        <FormSelect name="representation" label="We represent" options={representationOptions} required />
        <FormSelect name="stage" label="Stage" options={dealStageOptions} required />
        <FormRecord name="ownerId" label="Broker" source={agents} required />
      </FormRow>
      <FormRow>
        <FormRecord name="clientContactId" label="Client" source={contacts} />
        <FormRecord name="clientCompanyId" label="Client company" source={companies} />
        <FormRecord name="propertyId" label="Property" source={properties} />
        <FormRecord name="counterpartyCompanyId" label="Counterparty" source={companies} />
      </FormRow>
      <Terms />
      <FormSection title="Commission">
        <FeeFields />
      </FormSection>
      <FormSection title="Timing">
        <FormRow>
          <FormDate name="expectedCloseDate" label="Expected to close" />
          <FormPercent name="probability" label="Probability" hint="Empty: as usual for the stage" />
        </FormRow>
        <StageDates />
      </FormSection>
      <FormSection title="More">
        <FormRow>
          <FormText name="source" label="Source" />
          <FormTags name="tags" label="Tags" />
        </FormRow>
        <FormText name="description" label="Notes" multiline />
        <HoldSwitch />
      </FormSection>
    </RecordForm>
  );
}

/** Sales and leases have terms of their own. */
function Terms() {
  const kind = useWatch({ name: 'kind' }) as string;
  const lease = kind === 'lease';
  return (
    <FormSection title={lease ? 'Lease terms' : 'Sale terms'}>
      {lease ? <LeaseFields /> : <SaleFields />}
    </FormSection>
  );
}

const isClosed = (stage: DealStage): boolean => stage === 'won' || stage === 'lost';

/** The dates of the way so far; what closed a deal only once it is closed. */
function StageDates() {
  const [kind, stage] = useWatch({ name: ['kind', 'stage'] }) as [string, DealStage];
  return (
    <>
      <FormRow columns={3}>
        <FormText name="agreementType" label="Agreement" placeholder="Exclusive listing" />
        <FormDate name="agreementDate" label="Effective" />
        <FormDate name="agreementExpiry" label="Expires" />
        <FormDate name="loiDate" label="LOI or offer" />
        <FormDate name="contractDate" label="Contract" />
        {kind === 'lease' ? (
          <FormDate name="commencementDate" label="Commencement" />
        ) : (
          <FormDate name="dueDiligenceExpiry" label="Due diligence ends" />
        )}
        {kind === 'sale' && <FormDate name="depositHardDate" label="Deposit hard" />}
        {isClosed(stage) && <FormDate name="actualCloseDate" label="Closed on" />}
      </FormRow>
      {stage === 'lost' && (
        <FormRow>
          <FormSelect name="lostReason" label="Why was it lost?" options={lostReasonOptions} required />
          <FormText name="competitor" label="Competitor" />
          <FormText name="lostNote" label="What happened" multiline />
        </FormRow>
      )}
    </>
  );
}

function HoldSwitch() {
  const { getValues } = useFormContext();
  const stage = useWatch({ name: 'stage' }) as DealStage;
  if (isClosed(stage) && getValues('onHold') !== true) return null;
  return (
    <FormSwitch
      name="onHold"
      label="On hold"
      hint="It keeps its stage, and does not count as standing still."
    />
  );
}
