import { recurrences, taskInput } from '@besahubs/contracts/tasks';
import type { Task } from '@besahubs/contracts/tasks';
import { agents } from '../../api/agents';
import { companies } from '../../api/companies';
import { contacts } from '../../api/contacts';
import { deals } from '../../api/deals';
import { properties } from '../../api/properties';
import { useMe } from '../../api/session';
import { tasks } from '../../api/tasks';
import { FormRecord, FormRow, FormSection, FormSelect, FormText } from '../../components/form/fields';
import { FormDateTime } from '../../components/form/numbers';
import { RecordForm } from '../../components/form/RecordForm';
import { toOptions } from '../../domain/options';
import { taskPriorityOptions, taskStatusOptions, taskTypeOptions } from '../../domain/tasks';
import type { FormProps } from '../../feature';
import { useNow, useZone } from '../../hooks/zone';
import { tomorrow } from './times';

const recurrenceOptions = toOptions(recurrences);

const values = (task: Task | null, me: string, dueAt: string) => ({
  title: task?.title ?? null,
  type: task?.type ?? 'follow_up',
  priority: task?.priority ?? 'normal',
  status: task?.status ?? 'open',
  assigneeId: task?.assignee?.id ?? me,
  dueAt: task ? task.dueAt : dueAt,
  remindAt: task?.remindAt ?? null,
  recurrence: task?.recurrence ?? null,
  contactId: task?.contactId ?? null,
  dealId: task?.dealId ?? null,
  propertyId: task?.propertyId ?? null,
  companyId: task?.companyId ?? null,
  outcome: task?.outcome ?? null,
  description: task?.description ?? null,
});

/** Creates and edits a task; a new one is due tomorrow morning until one says otherwise. */
export default function TaskForm(props: FormProps) {
  const me = useMe();
  const zone = useZone();
  const now = useNow();
  return (
    <RecordForm
      {...props}
      resource={tasks}
      schema={taskInput}
      values={(task: Task | null) => values(task, me.id, tomorrow(now, zone))}
      variant="dialog"
    >
      <FormText name="title" label="What is to be done" required autoFocus />
      <FormRow columns={3}>
        <FormSelect name="type" label="Kind" options={taskTypeOptions} required />
        <FormSelect name="priority" label="Priority" options={taskPriorityOptions} required />
        {props.id ? (
          <FormSelect name="status" label="Status" options={taskStatusOptions} required />
        ) : (
          <FormSelect name="recurrence" label="Repeats" options={recurrenceOptions} />
        )}
      </FormRow>
      <FormRow>
        <FormDateTime name="dueAt" label="Due" />
        <FormRecord name="assigneeId" label="Assigned to" source={agents} required />
      </FormRow>
      <FormSection title="About">
        <FormRow>
          <FormRecord name="contactId" label="Contact" source={contacts} />
          <FormRecord name="dealId" label="Deal" source={deals} />
          <FormRecord name="propertyId" label="Property" source={properties} />
          <FormRecord name="companyId" label="Company" source={companies} />
        </FormRow>
      </FormSection>
      <FormText name="description" label="Notes" multiline />
      {props.id && (
        <FormRow>
          <FormSelect name="recurrence" label="Repeats" options={recurrenceOptions} />
          <FormText name="outcome" label="Outcome" />
        </FormRow>
      )}
    </RecordForm>
  );
}
