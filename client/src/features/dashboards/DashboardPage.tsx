import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router-dom';
import { dashboardRecord } from '../../api/dashboards';
import { LoadError } from '../../components/list/ListEmpty';
import { Page } from '../../components/Page';
import { paths } from '../../paths';
import { DashboardSkeleton } from './page/DashboardSkeleton';
import { DashboardView } from './page/DashboardView';

export function Component() {
  const { id = '' } = useParams();
  const { data, error, isError, refetch } = useQuery(dashboardRecord(id));
  if (data) return <DashboardView key={id} dashboard={data} />;
  if (!isError) return <DashboardSkeleton />;
  return (
    <Page title="Dashboard" back={{ to: paths.dashboards, label: 'All dashboards' }}>
      <LoadError error={error} onRetry={() => void refetch()} />
    </Page>
  );
}
