import { useWatch } from 'react-hook-form';
import type { Role } from '@besahubs/contracts/common';
import { FormSelect } from '../../components/form/fields';
import { roleMeanings, roleOptions } from '../../domain/agents';

/** The role, with what it means; a change ends the person's sessions. */
export function RoleField() {
  const role = useWatch({ name: 'role' }) as Role | null;
  return (
    <FormSelect
      name="role"
      label="Role"
      required
      options={roleOptions}
      hint={role ? roleMeanings[role] : ''}
    />
  );
}
