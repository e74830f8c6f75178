import { companyInput } from '@besahubs/contracts/companies';
import type { Company } from '@besahubs/contracts/companies';
import { agents } from '../../api/agents';
import { companies } from '../../api/companies';
import { useMe } from '../../api/session';
import {
  FormMultiSelect,
  FormRecord,
  FormRow,
  FormSection,
  FormTags,
  FormText,
} from '../../components/form/fields';
import { FormNumber } from '../../components/form/numbers';
import { RecordForm } from '../../components/form/RecordForm';
import { companyTypeOptions } from '../../domain/companies';
import type { FormProps } from '../../feature';

const values = (company: Company | null, me: string) => ({
  name: company?.name ?? null,
  types: company?.types ?? [],
  ownerId: company?.owner?.id ?? me,
  tags: company?.tags ?? [],
  dba: company?.dba ?? null,
  domain: company?.domain ?? null,
  parentId: company?.parentId ?? null,
  naics: company?.naics ?? null,
  employees: company?.employees ?? null,
  portfolioSF: company?.portfolioSF ?? null,
  creditRating: company?.creditRating ?? null,
  website: company?.website ?? null,
  phone: company?.phone ?? null,
  street: company?.street ?? null,
  city: company?.city ?? null,
  state: company?.state ?? null,
  zip: company?.zip ?? null,
  description: company?.description ?? null,
});

/** Creates and edits a company. */
export default function CompanyForm(props: FormProps) {
  const me = useMe();
  return (
    <RecordForm
      {...props}
      resource={companies}
      schema={companyInput}
      values={(company: Company | null) => values(company, me.id)}
    >
      <FormText name="name" label="Name" required autoFocus />
      <FormRow>
        <FormMultiSelect name="types" label="Types" options={companyTypeOptions} />
        <FormRecord name="ownerId" label="Owner" source={agents} required />
      </FormRow>
      <FormRow>
        <FormText name="phone" label="Phone" type="tel" />
        <FormText name="website" label="Website" type="url" placeholder="https://" />
      </FormRow>
      <FormTags name="tags" label="Tags" />
      <FormSection title="Headquarters">
        <FormText name="street" label="Street" />
        <FormRow columns={3}>
          <FormText name="city" label="City" />
          <FormText name="state" label="State" />
          <FormText name="zip" label="ZIP" />
        </FormRow>
      </FormSection>
      <FormSection title="More">
        <FormRow>
          <FormText name="dba" label="Doing business as" />
          <FormRecord name="parentId" label="Parent company" source={companies} />
          <FormNumber name="portfolioSF" label="Portfolio" unit="SF" />
          <FormNumber name="employees" label="Employees" />
          <FormText name="creditRating" label="Credit rating" />
          <FormText name="naics" label="NAICS" />
          <FormText name="domain" label="Mail domain" placeholder="example.com" />
        </FormRow>
        <FormText name="description" label="Notes" multiline />
      </FormSection>
    </RecordForm>
  );
}
