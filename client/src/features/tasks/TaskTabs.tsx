import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useQueries } from '@tanstack/react-query';
import { tasks } from '../../api/tasks';
import { shortNumber } from '../../components/format';
import { taskTabs } from './views';
import type { TaskTab } from './views';

interface TaskTabsProps {
  current: TaskTab;
  onChoose: (tab: TaskTab) => void;
  /** The filters that hold in every tab. */
  query: Record<string, string | number>;
}

/** Today, Overdue, Upcoming, No date, All: each open view with its number. */
export function TaskTabs({ current, onChoose, query }: TaskTabsProps) {
  const counted = taskTabs.filter((tab) => tab.key !== 'all');
  const counts = useQueries({
    queries: counted.map((tab) => tasks.list({ ...query, view: tab.key, page: 1, pageSize: 1 })),
  });
  return (
    <Tabs
      value={current}
      onChange={(_event, tab: TaskTab) => onChoose(tab)}
      variant="scrollable"
      scrollButtons={false}
      aria-label="Views"
      sx={{ px: { xs: 0.5, sm: 1.5 } }}
    >
      {taskTabs.map((tab, index) => (
        <Tab
          key={tab.key}
          value={tab.key}
          label={
            <Box component="span" sx={{ display: 'inline-flex', gap: 0.75 }}>
              {tab.label}
              <Count value={counts[index]?.data?.total} alarm={tab.key === 'overdue'} />
            </Box>
          }
        />
      ))}
    </Tabs>
  );
}

function Count({ value, alarm }: { value: number | undefined; alarm: boolean }) {
  if (!value) return null;
  return (
    <Box component="span" className="num" sx={{ color: alarm ? 'error.main' : 'text.secondary' }}>
      {shortNumber(value)}
    </Box>
  );
}
