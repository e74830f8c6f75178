import { contactInput } from '@besahubs/contracts/contacts';
import type { Contact } from '@besahubs/contracts/contacts';
import { agents } from '../../api/agents';
import { companies } from '../../api/companies';
import { contacts } from '../../api/contacts';
import { useMe } from '../../api/session';
import {
  FormDate,
  FormMultiSelect,
  FormRecord,
  FormRow,
  FormSection,
  FormSwitch,
  FormTags,
  FormText,
} from '../../components/form/fields';
import { FormDateTime, FormNumber } from '../../components/form/numbers';
import { RecordForm } from '../../components/form/RecordForm';
import { contactRoleOptions } from '../../domain/contacts';
import type { FormProps } from '../../feature';
import { PhonesField } from './PhonesField';

/** The form's values; every field is there, so that the form knows what was changed. */
const values = (contact: Contact | null, me: string) => ({
  firstName: contact?.firstName ?? null,
  lastName: contact?.lastName ?? null,
  title: contact?.title ?? null,
  companyId: contact?.companyId ?? null,
  ownerId: contact?.owner?.id ?? me,
  email: contact?.email ?? null,
  phones: (contact?.phones ?? []).map(({ type, number, extension, primary }) => ({
    type,
    number,
    extension: extension ?? null,
    primary,
  })),
  roles: contact?.roles ?? [],
  tags: contact?.tags ?? [],
  decisionMaker: contact?.decisionMaker ?? false,
  doNotCall: contact?.doNotCall ?? false,
  emailOptOut: contact?.emailOptOut ?? false,
  confidential: contact?.confidential ?? false,
  street: contact?.street ?? null,
  city: contact?.city ?? null,
  state: contact?.state ?? null,
  zip: contact?.zip ?? null,
  source: contact?.source ?? null,
  birthday: contact?.birthday ?? null,
  nextTouchAt: contact?.nextTouchAt ?? null,
  cadenceDays: contact?.cadenceDays ?? null,
  description: contact?.description ?? null,
});

/** Creates and edits a contact. */
export default function ContactForm(props: FormProps) {
  const me = useMe();
  return (
    <RecordForm
      {...props}
      resource={contacts}
      schema={contactInput}
      values={(contact: Contact | null) => values(contact, me.id)}
    >
      <FormRow>
        <FormText name="firstName" label="First name" required autoFocus />
        <FormText name="lastName" label="Last name" required />
      </FormRow>
      <FormRow>
        <FormText name="title" label="Title" />
        <FormRecord name="companyId" label="Company" source={companies} />
      </FormRow>
      <FormText name="email" label="E-mail" type="email" />
      <PhonesField name="phones" />
      <FormMultiSelect name="roles" label="Roles" options={contactRoleOptions} />
      <FormTags name="tags" label="Tags" />
      <FormSection title="Relationship">
        <FormRow>
          <FormRecord name="ownerId" label="Owner" source={agents} required />
          <FormText name="source" label="Source" />
        </FormRow>
        <FormRow>
          <FormDateTime name="nextTouchAt" label="Next touch" />
          <FormNumber name="cadenceDays" label="Touch every" unit="days" />
        </FormRow>
        <FormRow>
          <FormSwitch name="decisionMaker" label="Decision maker" />
          <FormSwitch name="confidential" label="Confidential" />
          <FormSwitch name="doNotCall" label="Do not call" />
          <FormSwitch name="emailOptOut" label="No marketing e-mail" />
        </FormRow>
      </FormSection>
      <FormSection title="Address">
        <FormText name="street" label="Street" />
        <FormRow columns={3}>
          <FormText name="city" label="City" />
          <FormText name="state" label="State" />
          <FormText name="zip" label="ZIP" />
        </FormRow>
      </FormSection>
      <FormSection title="More">
        <FormDate name="birthday" label="Birthday" />
        <FormText name="description" label="Notes" multiline />
      </FormSection>
    </RecordForm>
  );
}
