import Alert from '@mui/material/Alert';
import Link from '@mui/material/Link';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { forgotInput } from '@besahubs/contracts/auth';
import { requestPasswordReset } from '../../api/auth';
import { FormText } from '../../components/form/fields';
import { paths } from '../../paths';
import { AuthForm } from './AuthForm';
import { AuthLayout } from './AuthLayout';

export function Component() {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const back = (
    <Link component={RouterLink} to={paths.login}>
      Back to sign in
    </Link>
  );
  if (sentTo) {
    return (
      <AuthLayout title="Check your inbox" text={back}>
        <Alert severity="success">
          If {sentTo} belongs to an account, a link to set a new password is on its way. It works for one
          hour.
        </Alert>
      </AuthLayout>
    );
  }
  return (
    <AuthLayout title="Forgot your password?" text="We send you a link to set a new one.">
      <AuthForm
        schema={forgotInput}
        values={{ email: null }}
        submitLabel="Send the link"
        onSubmit={async ({ email }) => {
          await requestPasswordReset(email as string);
          setSentTo(email as string);
        }}
      >
        <FormText name="email" label="E-mail" type="email" autoComplete="username" autoFocus />
        {back}
      </AuthForm>
    </AuthLayout>
  );
}
