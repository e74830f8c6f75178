import Alert from '@mui/material/Alert';
import Link from '@mui/material/Link';
import { Link as RouterLink, useNavigate, useSearchParams } from 'react-router-dom';
import { z } from 'zod';
import { password } from '@besahubs/contracts/auth';
import { resetPassword } from '../../api/auth';
import { FormText } from '../../components/form/fields';
import { toast } from '../../components/toast';
import { isErrorCode } from '../../hooks/errors';
import { paths } from '../../paths';
import { AuthForm } from './AuthForm';
import { AuthLayout } from './AuthLayout';

const schema = z.object({ password });
const DEAD = 'This link has expired or was already used. Ask for a new one.';

/** Opened from the mail: `?token=…`. */
export function Component() {
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const token = params.get('token');
  const again = (
    <Link component={RouterLink} to={paths.forgotPassword}>
      Ask for a new link
    </Link>
  );
  if (!token) {
    return (
      <AuthLayout title="Set a new password" text={again}>
        <Alert severity="warning">This address is incomplete. Open the link in the mail once more.</Alert>
      </AuthLayout>
    );
  }
  return (
    <AuthLayout title="Set a new password" text="At least ten characters. Long beats complicated.">
      <AuthForm
        schema={schema}
        values={{ password: null }}
        submitLabel="Save the password"
        explain={(error) =>
          isErrorCode(error, 'not_found') || isErrorCode(error, 'unauthenticated') ? DEAD : undefined
        }
        onSubmit={async (values) => {
          await resetPassword(token, values['password'] as string);
          toast.success('Password saved. Sign in with it.');
          void navigate(paths.login, { replace: true });
        }}
      >
        <FormText
          name="password"
          label="New password"
          type="password"
          autoComplete="new-password"
          autoFocus
        />
        {again}
      </AuthForm>
    </AuthLayout>
  );
}
