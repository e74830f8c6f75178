import { useQuery } from '@tanstack/react-query';
import type { FieldValues } from 'react-hook-form';
import { teamInput } from '@besahubs/contracts/agents';
import type { TeamInput } from '@besahubs/contracts/agents';
import { leaders } from '../../api/agents';
import { createTeam, teamList, updateTeam } from '../../api/teams';
import { FormRecord, FormRow, FormText } from '../../components/form/fields';
import { ResourceForm } from '../../components/form/ResourceForm';
import { toast } from '../../components/toast';
import type { FormProps } from '../../feature';

/** Creates a team, or changes its name, place and manager. */
export default function TeamForm({ id, onClose }: FormProps) {
  const teams = useQuery(teamList);
  const team = teams.data?.find((each) => each.id === id);
  if (id !== undefined && !team) return null;
  const save = async (values: FieldValues, changed: readonly string[]) => {
    const patch = Object.fromEntries(changed.map((key) => [key, values[key] as unknown]));
    const saved = team ? await updateTeam(team.id, patch) : await createTeam(values as TeamInput);
    onClose();
    toast.success(`${team ? 'Saved' : 'Created'} ${saved.name}`);
  };
  return (
    <ResourceForm
      title={team ? `Edit ${team.name}` : 'New team'}
      schema={teamInput}
      values={{
        name: team?.name ?? null,
        office: team?.office ?? null,
        market: team?.market ?? null,
        managerId: team?.manager?.id ?? null,
      }}
      onSubmit={save}
      onClose={onClose}
      submitLabel={team ? 'Save' : 'Create team'}
      variant="dialog"
    >
      <FormText name="name" label="Name" required autoFocus />
      <FormRow>
        <FormText name="office" label="Office" />
        <FormText name="market" label="Market" />
      </FormRow>
      <FormRecord
        name="managerId"
        label="Manager"
        source={leaders}
        placeholder="Search managers and admins"
      />
    </ResourceForm>
  );
}
