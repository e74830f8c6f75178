import type { Me, Session } from '@besahubs/contracts/auth';
import type { Role } from '@besahubs/contracts/common';

const NAMES: Record<Role, [id: string, first: string, last: string]> = {
  admin: ['11111111-1111-4111-8111-111111111111', 'Ada', 'Admin'],
  manager: ['22222222-2222-4222-8222-222222222222', 'Mona', 'Manager'],
  agent: ['33333333-3333-4333-8333-333333333333', 'Ana', 'Agent'],
};

/** Somebody of that role who can sign in; all flags are on. */
export function person(role: Role, more: Partial<Me> = {}): Me {
  const [id, firstName, lastName] = NAMES[role];
  return {
    ...{ id, firstName, lastName, role, name: `${firstName} ${lastName}`, email: `${role}@firm.test` },
    ...{ teamId: null, timezone: 'America/Chicago', title: null, phone: null },
    flags: { sendgrid: true, calendar: true, dashboards: true },
    ...more,
  };
}

/** What the server answers to a login. */
export const sessionOf = (user: Me, accessToken = `token of ${user.name}`): Session => ({
  accessToken,
  user,
});
