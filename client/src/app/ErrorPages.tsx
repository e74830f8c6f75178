import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ExploreOffOutlined from '@mui/icons-material/ExploreOffOutlined';
import HeartBrokenOutlined from '@mui/icons-material/HeartBrokenOutlined';
import SystemUpdateAltRounded from '@mui/icons-material/SystemUpdateAltRounded';
import { Link, useRouteError } from 'react-router-dom';
import { EmptyState } from '../components/EmptyState';
import { useDocumentTitle } from '../hooks/ui';
import { paths } from '../paths';

const home = (
  <Button variant="contained" component={Link} to={paths.home}>
    Go to Home
  </Button>
);

export function NotFoundPage() {
  useDocumentTitle('Not found');
  return (
    <EmptyState
      icon={ExploreOffOutlined}
      title="There is nothing here"
      text="The address may be mistyped, or what was here has moved."
      action={home}
    />
  );
}

/** A chunk of an earlier build that the server no longer has: the app was updated while the tab was open. */
const isStaleBuild = (error: unknown): boolean =>
  error instanceof Error && /dynamically imported module|module script failed/i.test(error.message);

/** What stands in for a page that crashed. The rest of the app keeps working. */
export function ErrorPage() {
  const error = useRouteError();
  const stale = isStaleBuild(error);
  useDocumentTitle('Something went wrong');
  return (
    <Box role="alert">
      <EmptyState
        icon={stale ? SystemUpdateAltRounded : HeartBrokenOutlined}
        title={stale ? 'BesaHubs was updated' : 'This page stopped working'}
        text={
          stale
            ? 'Reload to use the new version.'
            : 'The error is ours, not yours. Your saved data is safe; reload to try again.'
        }
        action={
          <>
            <Button variant="contained" onClick={() => window.location.reload()}>
              Reload
            </Button>
            {!stale && home}
          </>
        }
      />
    </Box>
  );
}
