import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import CircularProgress from '@mui/material/CircularProgress';
import CloudOffRounded from '@mui/icons-material/CloudOffRounded';
import { Navigate, useLocation } from 'react-router-dom';
import { restoreSession, useSession } from '../api/session';
import { EmptyState } from '../components/EmptyState';
import { useDelayed } from '../hooks/ui';
import { paths } from '../paths';
import { Shell } from './shell/Shell';

/** The door of the app: shows the login page to whoever has no session, and remembers where they wanted to go. */
export function RequireSession() {
  const session = useSession();
  const location = useLocation();
  const slow = useDelayed(session.status === 'loading', 400);
  if (session.status === 'signedIn') return <Shell />;
  if (session.status === 'anonymous') {
    const from = location.pathname + location.search;
    return <Navigate to={paths.login} replace state={{ from, expired: session.expired }} />;
  }
  return (
    <Box sx={{ minHeight: '100dvh', display: 'grid', placeItems: 'center' }}>
      {session.status === 'unreachable' && (
        <EmptyState
          icon={CloudOffRounded}
          title="BesaHubs cannot be reached"
          text="The server did not answer. Check your connection and try again."
          action={
            <Button variant="contained" onClick={() => void restoreSession()}>
              Try again
            </Button>
          }
        />
      )}
      {slow && <CircularProgress size={28} aria-label="Loading" />}
    </Box>
  );
}
