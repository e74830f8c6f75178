import { activityInput } from '@besahubs/contracts/activities';
import type { ActivityInput } from '@besahubs/contracts/activities';
import { useWatch } from 'react-hook-form';
import { useLogActivity } from '../../api/activities';
import { companies } from '../../api/companies';
import { contacts } from '../../api/contacts';
import { deals } from '../../api/deals';
import { properties } from '../../api/properties';
import {
  FormRecord,
  FormRow,
  FormSection,
  FormSelect,
  FormSwitch,
  FormText,
} from '../../components/form/fields';
import { FormDateTime, FormNumber } from '../../components/form/numbers';
import { ResourceForm } from '../../components/form/ResourceForm';
import { toast } from '../../components/toast';
import { callOutcomeOptions } from '../../domain/activities';
import { toOptions } from '../../domain/options';
import type { FormProps } from '../../feature';

const TYPES = toOptions(['call', 'note', 'meeting', 'tour', 'email'], { email: 'E-mail' });
const DIRECTIONS = toOptions(['outbound', 'inbound']);
const LOGGED: Record<string, string> = {
  call: 'Call',
  note: 'Note',
  meeting: 'Meeting',
  tour: 'Tour',
  email: 'E-mail',
};

/** Logs what happened: a call with its outcome, a meeting, a tour, a note. */
export default function ActivityForm({ defaults, onClose }: FormProps) {
  const log = useLogActivity();
  const type = typeof defaults?.['type'] === 'string' ? defaults['type'] : 'call';
  return (
    <ResourceForm
      variant="dialog"
      title={`Log ${(LOGGED[type] ?? 'activity').toLowerCase()}`}
      schema={activityInput}
      submitLabel="Log"
      values={{
        type,
        subject: null,
        body: null,
        occurredAt: new Date().toISOString(),
        durationMinutes: null,
        direction: type === 'call' ? 'outbound' : null,
        outcome: null,
        private: false,
        contactId: null,
        companyId: null,
        propertyId: null,
        dealId: null,
        ...defaults,
      }}
      onSubmit={async (values) => {
        await log.mutateAsync(values as ActivityInput);
        toast.success(`${LOGGED[values['type'] as string] ?? 'Activity'} logged`);
        onClose();
      }}
      onClose={onClose}
    >
      <Outcome />
      <FormText name="body" label="What was said" multiline autoFocus />
      <FormRow>
        <FormDateTime name="occurredAt" label="When" required />
        <FormNumber name="durationMinutes" label="Length" unit="min" />
      </FormRow>
      <FormSection title="About">
        <FormRow>
          <FormRecord name="contactId" label="Contact" source={contacts} />
          <FormRecord name="dealId" label="Deal" source={deals} />
          <FormRecord name="propertyId" label="Property" source={properties} />
          <FormRecord name="companyId" label="Company" source={companies} />
        </FormRow>
      </FormSection>
      <FormSwitch name="private" label="Only I see this" />
    </ResourceForm>
  );
}

/** Only calls have an outcome. */
function Outcome() {
  const type = useWatch({ name: 'type' }) as string;
  return (
    <FormRow columns={type === 'call' ? 3 : 2}>
      <FormSelect name="type" label="Kind" options={TYPES} required />
      {type === 'call' && <FormSelect name="outcome" label="Outcome" options={callOutcomeOptions} />}
      <FormSelect name="direction" label="Direction" options={DIRECTIONS} />
    </FormRow>
  );
}
