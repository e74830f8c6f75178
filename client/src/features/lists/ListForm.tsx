import { useWatch } from 'react-hook-form';
import { listInput } from '@besahubs/contracts/campaigns';
import type { ContactList } from '@besahubs/contracts/campaigns';
import { lists } from '../../api/lists';
import { FormSelect, FormText, useField } from '../../components/form/fields';
import { RecordForm } from '../../components/form/RecordForm';
import { AudienceFields } from '../../domain/audienceFields';
import type { FormProps } from '../../feature';

const kinds = [
  { value: 'static', label: 'Chosen contacts' },
  { value: 'dynamic', label: 'Whoever matches filters' },
];
const values = (list: ContactList | null) => ({
  name: list?.name ?? null,
  kind: list?.kind ?? 'static',
  filters: list?.filters ?? null,
  description: list?.description ?? null,
});

/** Creates and edits a list of contacts. What kind it is stays. */
export default function ListForm(props: FormProps) {
  return (
    <RecordForm {...props} resource={lists} schema={listInput} values={values}>
      <FormText name="name" label="Name" required autoFocus />
      <FormSelect
        name="kind"
        label="Who is on it"
        options={kinds}
        required
        disabled={props.id !== undefined}
      />
      <ListFilters />
      <FormText name="description" label="Notes" multiline />
    </RecordForm>
  );
}

function ListFilters() {
  const kind = useWatch({ name: 'kind' }) as unknown;
  const { value, set, error } = useField({ name: 'filters', label: 'Filters' });
  if (kind !== 'dynamic') return null;
  return <AudienceFields value={value ?? {}} onChange={set} error={error} />;
}
