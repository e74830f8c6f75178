import { useQuery } from '@tanstack/react-query';
import { teamList } from '../../api/teams';
import { useMe } from '../../api/session';
import { FormSelect } from '../../components/form/fields';

/** The teams this user may put people in: admins any or none, managers their own. */
export function TeamField({ hint }: { hint?: string }) {
  const me = useMe();
  const teams = useQuery(teamList);
  const admin = me.role === 'admin';
  const mine = (teams.data ?? []).filter(
    ({ id, manager }) => admin || id === me.teamId || manager?.id === me.id,
  );
  return (
    <FormSelect
      name="teamId"
      label="Team"
      required={!admin}
      options={mine.map(({ id, name }) => ({ value: id, label: name }))}
      {...(hint !== undefined && { hint })}
    />
  );
}
