import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { useQuery } from '@tanstack/react-query';
import { homeViews } from '@besahubs/contracts/home';
import type { Home, HomeView } from '@besahubs/contracts/home';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router-dom';
import { home } from '../../api/home';
import { useMe } from '../../api/session';
import { LoadError } from '../../components/list/ListEmpty';
import { Page } from '../../components/Page';
import { Money } from '../../components/values';
import { number, plural } from '../../components/format';
import { useDelayed } from '../../hooks/ui';
import { useNow } from '../../hooks/zone';
import { EngagementPanel } from './EngagementPanel';
import { MeetingsPanel } from './MeetingsPanel';
import { RottingPanel } from './RottingPanel';
import { TasksPanel } from './TasksPanel';
import { ViewSwitch } from './ViewSwitch';

function greeting(now: number, zone: string): string {
  const hour = Number(
    new Intl.DateTimeFormat('en-US', { hour: 'numeric', hourCycle: 'h23', timeZone: zone }).format(now),
  );
  if (hour < 12) return 'Good morning';
  return hour < 18 ? 'Good afternoon' : 'Good evening';
}

const weekday = (now: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-US', { weekday: 'long', month: 'long', day: 'numeric', timeZone }).format(now);

/** What do I do now? */
export function Component() {
  const me = useMe();
  const now = useNow();
  const [view, setView] = useHomeView();
  const query = useQuery(home(view));
  const waiting = useDelayed(query.isPending);
  const data = query.data;
  return (
    <Page
      title={`${greeting(now, me.timezone)}, ${me.firstName}`}
      context={`${weekday(now, me.timezone)}${data ? ` · ${agenda(data)}` : ''}`}
      actions={
        me.role !== 'agent' && data && <ViewSwitch role={me.role} view={data.view} onChange={setView} />
      }
    >
      {query.isError && !data && <LoadError error={query.error} onRetry={() => void query.refetch()} />}
      {waiting && <HomeSkeleton />}
      {data && <Panels data={data} />}
    </Page>
  );
}

/** Kept in the URL; none means the one of the role. */
function useHomeView(): [HomeView | undefined, (view: HomeView) => void] {
  const [search, setSearch] = useSearchParams();
  const view = homeViews.find((each) => each === search.get('view'));
  return [view, (next) => setSearch({ view: next }, { replace: true })];
}

function agenda({ tasks, meetings }: Home): string {
  const due = tasks.overdue + tasks.today;
  if (!due && !meetings.length) return 'A clear day';
  return [due && plural(due, 'task') + ' due', meetings.length && plural(meetings.length, 'meeting')]
    .filter(Boolean)
    .join(', ');
}

function Panels({ data }: { data: Home }) {
  return (
    <>
      <Figures data={data} />
      <Box
        sx={{
          display: 'grid',
          columnGap: 5,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 7fr) minmax(0, 5fr)' },
        }}
      >
        <Box>
          <TasksPanel data={data} />
          <RottingPanel deals={data.rottingDeals} withOwner={data.view === 'all'} />
        </Box>
        <Box sx={{ borderTop: { xs: 1, lg: 0 }, borderColor: 'divider' }}>
          <MeetingsPanel meetings={data.meetings} />
          <EngagementPanel engagement={data.engagement} />
        </Box>
      </Box>
    </>
  );
}

function Figures({ data: { pipeline, tasksOverdue } }: { data: Home }) {
  return (
    <Box
      component="dl"
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: 'repeat(2, 1fr)', md: 'repeat(4, 1fr)' },
        m: 0,
        borderTop: 1,
        borderBottom: 1,
        borderColor: 'divider',
        '& > *:not(:first-of-type)': { borderLeft: { md: 1 }, borderColor: { md: 'divider' } },
      }}
    >
      <Figure label="Weighted commission" value={<Money value={pipeline.weightedCommission} />} />
      <Figure label="Open deals" value={number(pipeline.openDeals)} />
      <Figure label="Closed this year" value={<Money value={pipeline.closedThisYear} />} />
      <Figure label="Tasks overdue" value={number(tasksOverdue)} warn={tasksOverdue > 0} />
    </Box>
  );
}

function Figure({ label, value, warn = false }: { label: string; value: ReactNode; warn?: boolean }) {
  return (
    <Box sx={{ py: 2, px: { xs: 0, md: 2.5 }, '&:first-of-type': { pl: 0 } }}>
      <Box component="dt" sx={{ color: 'text.secondary' }}>
        {label}
      </Box>
      <Box
        component="dd"
        className="num"
        sx={{ m: 0, typography: 'figure', color: warn ? 'error.main' : 'text.primary' }}
      >
        {value}
      </Box>
    </Box>
  );
}

const HomeSkeleton = () => (
  <Box role="status" aria-label="Loading" sx={{ display: 'grid', gap: 2 }}>
    <Skeleton variant="rounded" height={92} />
    {[0, 1, 2, 3, 4].map((row) => (
      <Skeleton key={row} variant="rounded" height={44} />
    ))}
  </Box>
);
