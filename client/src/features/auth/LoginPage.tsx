import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import type { UseFormReturn } from 'react-hook-form';
import { Link as RouterLink, Navigate, useLocation } from 'react-router-dom';
import { loginInput } from '@besahubs/contracts/auth';
import { authConfig } from '../../api/auth';
import { signIn, useSession } from '../../api/session';
import { FormText } from '../../components/form/fields';
import { NameAvatar } from '../../components/Person';
import { isErrorCode } from '../../hooks/errors';
import { paths } from '../../paths';
import { AuthForm } from './AuthForm';
import { AuthLayout } from './AuthLayout';

interface Arrival {
  /** Where the person wanted to go. */
  from?: string;
  expired?: boolean;
}

const DEMO_PASSWORD = 'Besahubs-demo-1';
const DEMO_USERS = [
  { role: 'Admin', email: 'admin@besahubs.test', sees: 'the whole firm and its settings' },
  { role: 'Manager', email: 'manager@besahubs.test', sees: 'their team' },
  { role: 'Agent', email: 'agent@besahubs.test', sees: 'their own book' },
] as const;

export function Component() {
  const session = useSession();
  const { data: config } = useQuery(authConfig);
  const arrival = (useLocation().state ?? {}) as Arrival;
  if (session.status === 'signedIn') return <Navigate to={arrival.from ?? paths.home} replace />;
  return (
    <AuthLayout title="Sign in" text="Welcome back.">
      {arrival.expired && (
        <Alert severity="info" sx={{ mb: 2 }}>
          Your session has ended. Sign in to go on where you were.
        </Alert>
      )}
      <AuthForm
        schema={loginInput}
        values={{ email: null, password: null }}
        submitLabel="Sign in"
        onSubmit={({ email, password }) => signIn(email as string, password as string)}
        after={(form) => config?.demo && <DemoAccounts form={form} />}
        explain={(error) =>
          isErrorCode(error, 'unauthenticated') ? 'E-mail or password is not right.' : undefined
        }
      >
        <FormText name="email" label="E-mail" type="email" autoComplete="username" autoFocus />
        <FormText name="password" label="Password" type="password" autoComplete="current-password" />
        <Link component={RouterLink} to={paths.forgotPassword} sx={{ justifySelf: 'start' }}>
          Forgot your password?
        </Link>
      </AuthForm>
    </AuthLayout>
  );
}

function DemoAccounts({ form }: { form: UseFormReturn }) {
  const fill = (email: string) => {
    form.setValue('email', email, { shouldDirty: true });
    form.setValue('password', DEMO_PASSWORD, { shouldDirty: true });
  };
  return (
    <Box sx={{ border: 1, borderColor: 'divider', borderRadius: 2, overflow: 'hidden' }}>
      <Typography variant="body2" sx={{ px: 1.5, py: 1, color: 'text.secondary', bgcolor: 'surface.sunken' }}>
        Demo accounts; choose one, then sign in
      </Typography>
      {DEMO_USERS.map((user) => (
        <ButtonBase
          key={user.email}
          onClick={() => fill(user.email)}
          sx={{
            width: '100%',
            justifyContent: 'flex-start',
            textAlign: 'left',
            gap: 1.25,
            px: 1.5,
            py: 1,
            borderTop: 1,
            borderColor: 'divider',
            '&:hover': { bgcolor: 'surface.hover' },
          }}
        >
          <NameAvatar name={user.role} size={28} />
          <Box sx={{ minWidth: 0 }}>
            <Typography sx={{ fontWeight: 540 }}>{user.email}</Typography>
            <Typography variant="body2" sx={{ color: 'text.secondary' }}>
              {user.role}: sees {user.sees}
            </Typography>
          </Box>
        </ButtonBase>
      ))}
    </Box>
  );
}
