import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import AddRounded from '@mui/icons-material/AddRounded';
import SpaceDashboardOutlined from '@mui/icons-material/SpaceDashboardOutlined';
import { useQuery } from '@tanstack/react-query';
import { Suspense, lazy, useCallback, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { DashboardLine } from '@besahubs/contracts/dashboards';
import { dashboardList } from '../../api/dashboards';
import { EmptyState } from '../../components/EmptyState';
import { number, plural } from '../../components/format';
import { ListEmpty, LoadError } from '../../components/list/ListEmpty';
import { ListFrame } from '../../components/list/ListFrame';
import { SearchField } from '../../components/list/SearchField';
import { useHotkey } from '../../hooks/hotkeys';
import { DashboardRow } from './list/DashboardRow';
import { ListSkeleton } from './list/ListSkeleton';
import { NewDashboardDialog } from './list/NewDashboardDialog';
import { useView } from './list/useView';
import type { View } from './list/useView';

const ShareDialog = lazy(() => import('./share/ShareDialog').then((file) => ({ default: file.ShareDialog })));

const texts = {
  noun: 'dashboards',
  why: 'A dashboard answers the same questions every morning: the pipeline, the forecast, the calls of the week.',
};

const counted = (label: string, count: number | undefined): string =>
  count ? `${label} (${number(count)})` : label;

/** All dashboards one may look at: one's own, and those that others share. */
export function Component() {
  const [params, setParams] = useSearchParams();
  const { view, counts } = useView(params.get('view'));
  const q = params.get('q') ?? '';
  const { data, error, isError, isPlaceholderData, isFetching, refetch } = useQuery({
    ...dashboardList(view ?? 'mine', q),
    enabled: view !== null,
  });
  const [creating, setCreating] = useState(false);
  const [shared, setShared] = useState<string | null>(null);
  const set = useCallback(
    (key: string, value: string) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          if (value) next.set(key, value);
          else next.delete(key);
          return next;
        },
        { replace: key === 'q' },
      ),
    [setParams],
  );
  const search = useCallback((text: string) => set('q', text), [set]);
  const create = () => setCreating(true);
  useHotkey({ keys: 'a', label: 'New dashboard', group: 'Dashboards', run: create });
  const sharing = data?.items.find(({ id }) => id === shared);

  return (
    <>
      <ListFrame
        title="Dashboards"
        context={view && data && plural(data.total, 'dashboard')}
        stale={isPlaceholderData && isFetching}
        busy={!view || !data}
        actions={
          <Button variant="contained" startIcon={<AddRounded />} onClick={create}>
            New dashboard
          </Button>
        }
        tabs={
          <Tabs
            value={view ?? 'mine'}
            onChange={(_event, value: View) => set('view', value)}
            aria-label="Whose dashboards"
            sx={{ px: { xs: 1, sm: 2 }, borderBottom: 1, borderColor: 'divider' }}
          >
            <Tab value="mine" label={counted('My dashboards', counts.mine)} />
            <Tab value="shared" label={counted('Shared with me', counts.shared)} />
          </Tabs>
        }
        toolbar={<SearchField value={q} onChange={search} placeholder="Search dashboards" />}
      >
        {view && data && data.items.length > 0 && (
          <Rows items={data.items} total={data.total} onShare={setShared} />
        )}
        {view && data?.items.length === 0 && (
          <NoRows view={view} q={q} onClear={() => search('')} onCreate={create} />
        )}
        {!data && isError && <LoadError error={error} onRetry={() => void refetch()} />}
        {(!view || (!data && !isError)) && <ListSkeleton />}
      </ListFrame>
      {creating && <NewDashboardDialog onClose={() => setCreating(false)} />}
      <Suspense fallback={null}>
        {sharing && <ShareDialog dashboard={sharing} onClose={() => setShared(null)} onPreview={null} />}
      </Suspense>
    </>
  );
}

interface RowsProps {
  items: readonly DashboardLine[];
  total: number;
  onShare: (id: string) => void;
}
function Rows({ items, total, onShare }: RowsProps) {
  return (
    <Box component="ul" aria-label="Dashboards" sx={{ m: 0, p: 0, listStyle: 'none', overflowY: 'auto' }}>
      {items.map((dashboard) => (
        <DashboardRow key={dashboard.id} dashboard={dashboard} onShare={() => onShare(dashboard.id)} />
      ))}
      {total > items.length && (
        <Box component="li" sx={{ px: { xs: 2, sm: 3 }, py: 1.5, color: 'text.secondary' }}>
          These are the first {number(items.length)} of {number(total)}. Search for the others.
        </Box>
      )}
    </Box>
  );
}

interface NoRowsProps {
  view: View;
  q: string;
  onClear: () => void;
  onCreate: () => void;
}
function NoRows({ view, q, onClear, onCreate }: NoRowsProps) {
  if (view === 'shared' && !q) {
    return (
      <EmptyState
        icon={SpaceDashboardOutlined}
        title="Nothing shared with you yet"
        text="When somebody shares a dashboard with you or with your role, you find it here."
      />
    );
  }
  const action = (
    <Button variant="contained" startIcon={<AddRounded />} onClick={onCreate}>
      New dashboard
    </Button>
  );
  return <ListEmpty texts={texts} filtered={q !== ''} onClear={onClear} action={action} />;
}
