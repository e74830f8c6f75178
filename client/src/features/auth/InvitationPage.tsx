import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from 'react-router-dom';
import { acceptInput } from '@besahubs/contracts/auth';
import type { Invitation } from '@besahubs/contracts/auth';
import { acceptInvitation, invitation } from '../../api/auth';
import type { Acceptance } from '../../api/auth';
import { adopt } from '../../api/session';
import { FormRow, FormText } from '../../components/form/fields';
import { LoadError } from '../../components/list/ListEmpty';
import { paths } from '../../paths';
import { AuthForm } from './AuthForm';
import { AuthLayout } from './AuthLayout';

/** Opened from the invitation mail: `/invitation/:token`. */
export function Component() {
  const { token = '' } = useParams();
  const found = useQuery(invitation(token));
  if (found.data) return <AcceptForm token={token} invited={found.data} />;
  return (
    <AuthLayout
      title="Your invitation"
      text={
        found.isError
          ? 'It has expired or was already used. Ask the person who invited you for a new one.'
          : ''
      }
    >
      {found.isError && <LoadError compact error={found.error} onRetry={() => void found.refetch()} />}
    </AuthLayout>
  );
}

function AcceptForm({ token, invited }: { token: string; invited: Invitation }) {
  const navigate = useNavigate();
  const from = invited.invitedBy
    ? `${invited.invitedBy} invited you to BesaHubs`
    : 'You are invited to BesaHubs';
  const accept = async (values: Acceptance) => {
    adopt(await acceptInvitation(token, values));
    void navigate(paths.home, { replace: true });
  };
  return (
    <AuthLayout title="Welcome" text={`${from} as ${invited.email}. Choose a password to begin.`}>
      <AuthForm
        schema={acceptInput}
        values={{
          firstName: invited.firstName,
          lastName: invited.lastName,
          password: null,
          timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        }}
        submitLabel="Create my account"
        onSubmit={(values) => accept(values as Acceptance)}
      >
        <FormRow>
          <FormText name="firstName" label="First name" autoComplete="given-name" required />
          <FormText name="lastName" label="Last name" autoComplete="family-name" required />
        </FormRow>
        <FormText
          name="password"
          label="Password"
          type="password"
          autoComplete="new-password"
          hint="At least ten characters"
          autoFocus
        />
      </AuthForm>
    </AuthLayout>
  );
}
