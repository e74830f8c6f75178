import { useQuery } from '@tanstack/react-query';
import { campaignInput } from '@besahubs/contracts/campaigns';
import type { Campaign } from '@besahubs/contracts/campaigns';
import { agents } from '../../api/agents';
import { campaigns } from '../../api/campaigns';
import { mailTemplates } from '../../api/email';
import { lists } from '../../api/lists';
import { properties } from '../../api/properties';
import { useMe } from '../../api/session';
import { FormRecord, FormRow, FormSection, FormSelect, FormText } from '../../components/form/fields';
import type { FieldProps } from '../../components/form/fields';
import { RecordForm } from '../../components/form/RecordForm';
import { campaignTypeOptions } from '../../domain/campaigns';
import type { FormProps } from '../../feature';
import { FiltersField } from './FiltersField';

const values = (campaign: Campaign | null, me: string) => ({
  name: campaign?.name ?? null,
  type: campaign?.type ?? 'property_promo',
  subject: campaign?.subject ?? null,
  previewText: campaign?.previewText ?? null,
  templateId: campaign?.templateId ?? null,
  propertyId: campaign?.propertyId ?? null,
  listId: campaign?.listId ?? null,
  filters: campaign?.filters ?? null,
  fromName: campaign?.fromName ?? null,
  replyTo: campaign?.replyTo ?? null,
  ownerId: campaign?.owner?.id ?? me,
  description: campaign?.description ?? null,
});

/** Creates and edits a campaign: what it says and whom it is for. Sending is decided on its page. */
export default function CampaignForm(props: FormProps) {
  const me = useMe();
  return (
    <RecordForm
      {...props}
      resource={campaigns}
      schema={campaignInput}
      values={(campaign: Campaign | null) => values(campaign, me.id)}
    >
      <FormText name="name" label="Name" hint="For you; recipients do not see it" required autoFocus />
      <FormRow>
        <FormSelect name="type" label="Type" options={campaignTypeOptions} required />
        <FormRecord name="propertyId" label="Property" source={properties} />
      </FormRow>
      <FormSection title="Message">
        <TemplateField name="templateId" label="Template" hint="None: the property promo" />
        <FormText name="subject" label="Subject" />
        <FormText name="previewText" label="Preview text" hint="The grey line beside the subject" />
      </FormSection>
      <FormSection title="Audience">
        <FormRecord name="listId" label="List" source={lists} placeholder="Search lists" />
        <FiltersField name="filters" label="Or by filters" />
      </FormSection>
      <FormSection title="Sender">
        <FormRow>
          <FormText name="fromName" label="From name" />
          <FormText name="replyTo" label="Replies go to" type="email" hint="None: the owner" />
        </FormRow>
        <FormRecord name="ownerId" label="Owner" source={agents} required />
        <FormText name="description" label="Notes" multiline />
      </FormSection>
    </RecordForm>
  );
}

function TemplateField(props: FieldProps) {
  const templates = useQuery(mailTemplates).data ?? [];
  return <FormSelect {...props} options={templates.map(({ id, name }) => ({ value: id, label: name }))} />;
}
