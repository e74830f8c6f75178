import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { dashboardList } from '../../api/dashboards';
import { Page } from '../../components/Page';
import { paths } from '../../paths';

export function Component() {
  const mine = useQuery(dashboardList('mine'));
  return (
    <Page title="Dashboards">
      {mine.data?.items.map(({ id, name }) => (
        <Box key={id}>
          <Link to={paths.dashboard(id)}>{name}</Link>
        </Box>
      ))}
    </Page>
  );
}
