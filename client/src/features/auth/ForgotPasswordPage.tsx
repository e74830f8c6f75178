import Alert from '@mui/material/Alert';
import Link from '@mui/material/Link';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { forgotInput } from '@besahubs/contracts/auth';
import { authConfig, requestPasswordReset } from '../../api/auth';
import { FormText } from '../../components/form/fields';
import { Turnstile } from '../../components/Turnstile';
import { paths } from '../../paths';
import { AuthForm } from './AuthForm';
import { AuthLayout } from './AuthLayout';

export function Component() {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [captcha, setCaptcha] = useState<{ token: string | null; round: number }>({ token: null, round: 0 });
  const { turnstileSiteKey, turnstileScriptUrl } = useQuery(authConfig).data ?? {};
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
          try {
            await requestPasswordReset(email as string, captcha.token);
          } catch (error) {
            // A token works once, also when the request was refused.
            setCaptcha(({ round }) => ({ token: null, round: round + 1 }));
            throw error;
          }
          setSentTo(email as string);
        }}
      >
        <FormText name="email" label="E-mail" type="email" autoComplete="username" autoFocus />
        {turnstileSiteKey && turnstileScriptUrl && (
          <Turnstile
            key={captcha.round}
            siteKey={turnstileSiteKey}
            scriptUrl={turnstileScriptUrl}
            onToken={(token) => setCaptcha(({ round }) => ({ token, round }))}
          />
        )}
        {back}
      </AuthForm>
    </AuthLayout>
  );
}
