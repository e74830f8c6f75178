import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import AddTaskRounded from '@mui/icons-material/AddTaskRounded';
import TaskAltRounded from '@mui/icons-material/TaskAltRounded';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { agents } from '../../api/agents';
import { companies } from '../../api/companies';
import { contacts } from '../../api/contacts';
import { deals } from '../../api/deals';
import { properties } from '../../api/properties';
import { useMe } from '../../api/session';
import { tasks } from '../../api/tasks';
import { EmptyState } from '../../components/EmptyState';
import { plural } from '../../components/format';
import { Kbd } from '../../components/Kbd';
import { FilterBar } from '../../components/list/FilterBar';
import { SEGMENT } from '../../components/list/filters';
import { ListEmpty, LoadError, PastTheEnd } from '../../components/list/ListEmpty';
import { ListFooter } from '../../components/list/ListFooter';
import { ListFrame } from '../../components/list/ListFrame';
import { ListSkeleton } from '../../components/list/ListSkeleton';
import { Peek } from '../../components/list/Peek';
import { SearchField } from '../../components/list/SearchField';
import type { Filter } from '../../components/list/types';
import { useListState } from '../../components/list/useListState';
import { RecordView } from '../../components/record/RecordView';
import { useOpenForm } from '../../components/slots';
import { taskPriorityOptions, taskStatusOptions, taskTypeOptions } from '../../domain/tasks';
import { useHotkeys } from '../../hooks/hotkeys';
import { useDelayed, useIsPhone } from '../../hooks/ui';
import { paths } from '../../paths';
import { QuickAdd } from './QuickAdd';
import { TaskRow } from './TaskRow';
import { TaskTabs } from './TaskTabs';
import { taskView } from './taskView';
import { EMPTY, LINK_KEYS, tabOf, viewQuery } from './views';
import type { TaskTab } from './views';

const filters: readonly Filter[] = [
  { kind: 'options', key: 'type', label: 'Kind', options: taskTypeOptions },
  { kind: 'options', key: 'priority', label: 'Priority', options: taskPriorityOptions },
  { kind: 'options', key: 'status', label: 'Status', options: taskStatusOptions },
  { kind: 'record', key: 'assigneeId', label: 'Assigned to', source: agents, me: true },
  { kind: 'record', key: 'contactId', label: 'Contact', source: contacts },
  { kind: 'record', key: 'dealId', label: 'Deal', source: deals },
  { kind: 'record', key: 'propertyId', label: 'Property', source: properties },
  { kind: 'record', key: 'companyId', label: 'Company', source: companies },
];

/** What is to be done, by when; without a word in the URL: mine, today. */
export function Component() {
  const me = useMe();
  const [params] = useSearchParams();
  const list = useListState(filters, 'dueAt');
  const { state } = list;
  const tab = tabOf(params);
  const links = Object.fromEntries(
    LINK_KEYS.flatMap((key) => (state.filters[key] ? [[key, state.filters[key]]] : [])),
  );
  const everyone =
    params.get('who') === 'all' ||
    (params.get('who') === null && (Object.keys(links).length > 0 || SEGMENT in state.filters));
  const common = {
    ...state.filters,
    ...(state.q ? { q: state.q } : {}),
    ...(everyone ? {} : { assigneeId: 'me' }),
  };
  const { page: pageNumber, pageSize } = state;
  const page = useQuery(
    tasks.list({ ...common, ...viewQuery(tab), page: pageNumber, pageSize, sort: sortFor(tab) }),
  );
  const rows = page.data?.items ?? [];
  const [cursor, setCursor] = useState<string | null>(null);
  const current = rows.some((row) => row.id === cursor) ? cursor : (rows[0]?.id ?? null);
  const openForm = useOpenForm();
  const stale = useDelayed(page.isPlaceholderData);
  const phone = useIsPhone();

  const step = (by: 1 | -1) => {
    const from = cursor === null ? -1 : rows.findIndex((row) => row.id === cursor);
    const next = rows[Math.min(Math.max(from + by, 0), rows.length - 1)];
    if (!next) return;
    setCursor(next.id);
    document.querySelector<HTMLElement>(`[data-task="${next.id}"]`)?.focus();
    if (state.peek) list.change({ peek: next.id });
  };
  useHotkeys([
    { keys: 'j', label: 'Next task', group: 'Tasks', run: () => step(1) },
    { keys: 'k', label: 'Previous task', group: 'Tasks', run: () => step(-1) },
  ]);

  const body = () => {
    if (page.isPending) return <ListSkeleton cards={phone} />;
    if (page.isError && !page.data)
      return <LoadError error={page.error} onRetry={() => void page.refetch()} />;
    if (!rows.length && page.data.total > 0) {
      return <PastTheEnd onLast={() => list.change({ page: Math.ceil(page.data.total / pageSize) })} />;
    }
    if (!rows.length) {
      if (state.q || Object.keys(state.filters).length > 0)
        return (
          <ListEmpty texts={{ noun: 'tasks', why: '' }} filtered onClear={list.clearFilters} action={null} />
        );
      return <EmptyState icon={TaskAltRounded} {...EMPTY[tab]} />;
    }
    return (
      <Box
        component="ul"
        aria-label="Tasks"
        sx={{ flex: 1, minHeight: 0, overflowY: 'auto', listStyle: 'none', m: 0, p: 0 }}
      >
        {rows.map((task) => (
          <TaskRow
            key={task.id}
            task={task}
            current={task.id === current}
            open={task.id === state.peek}
            mine={task.assignee?.id === me.id}
            onFocus={setCursor}
            onOpen={list.openPeek}
            onEdit={(id) => openForm('tasks', { id })}
          />
        ))}
      </Box>
    );
  };

  return (
    <ListFrame
      title="Tasks"
      context={page.data ? plural(page.data.total, 'task') : ''}
      actions={
        <Button
          variant="contained"
          startIcon={<AddTaskRounded />}
          onClick={() => openForm('tasks', { defaults: links })}
        >
          New task
        </Button>
      }
      tabs={
        <>
          <TaskTabs
            current={tab}
            query={common}
            onChoose={(next: TaskTab) => list.change({ view: next, page: null })}
          />
          <Box sx={{ borderTop: 1, borderColor: 'divider' }} />
          <QuickAdd tab={tab} links={links} />
        </>
      }
      toolbar={
        <>
          <SearchField value={state.q} onChange={(q) => list.change({ q })} placeholder="Search tasks" />
          <FilterBar
            filters={filters}
            values={state.filters}
            onChange={list.change}
            onClear={list.clearFilters}
            segmentOf={tasks.segment}
          />
          <Box sx={{ flex: 1 }} />
          <ToggleButtonGroup
            exclusive
            size="small"
            aria-label="Whose tasks"
            value={everyone ? 'all' : 'mine'}
            onChange={(_event, who: string | null) => who && list.change({ who })}
          >
            <ToggleButton value="mine">Mine</ToggleButton>
            <ToggleButton value="all">Everyone’s</ToggleButton>
          </ToggleButtonGroup>
        </>
      }
      stale={stale}
      busy={page.isFetching}
      footer={
        <>
          {!phone && <KeyHints />}
          <ListFooter
            page={pageNumber}
            pageSize={pageSize}
            total={page.data?.total ?? 0}
            shown={rows.length}
            onPage={(next) => list.change({ page: next })}
            onPageSize={(size) => list.change({ pageSize: size })}
          />
        </>
      }
      aside={
        state.peek && (
          <Peek label="Task" href={paths.task(state.peek)} onClose={() => list.openPeek(null)} onStep={step}>
            <RecordView {...taskView} id={state.peek} variant="peek" key={state.peek} />
          </Peek>
        )
      }
    >
      {body()}
    </ListFrame>
  );
}

/** What is open stands before what is done; the day decides the rest. */
const sortFor = (tab: TaskTab): string => (tab === 'all' ? '-status,dueAt' : 'dueAt');

const HINTS = [
  ['j', 'next'],
  ['k', 'previous'],
  ['space', 'done'],
  ['e', 'edit'],
  ['r', 'put off'],
  ['n', 'new'],
] as const;
const KeyHints = () => (
  <Box
    aria-hidden
    sx={{
      display: 'flex',
      gap: 2,
      px: 3,
      py: 0.75,
      borderTop: 1,
      borderColor: 'divider',
      color: 'text.secondary',
      fontSize: '0.75rem',
      '@media (pointer: coarse)': { display: 'none' },
    }}
  >
    {HINTS.map(([keys, label]) => (
      <Box key={keys} component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.75 }}>
        <Kbd keys={keys} /> {label}
      </Box>
    ))}
  </Box>
);
