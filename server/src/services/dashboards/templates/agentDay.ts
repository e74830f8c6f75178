import type { Template } from './template';

const OPEN_DEALS = [
  { field: 'owner', op: 'eq' as const, value: 'me' },
  { field: 'status', op: 'in' as const, value: ['active', 'on_hold'] },
];
const OPEN_TASKS = [
  { field: 'assignee', op: 'eq' as const, value: 'me' },
  { field: 'status', op: 'in' as const, value: ['open', 'in_progress'] },
];

export const agentDay: Template = {
  key: 'agent_day',
  name: 'My day',
  description: 'My open deals and closings, the tasks that are due, whom to call and what I got done.',
  widgets: [
    {
      type: 'kpi',
      title: 'My open deals',
      dataset: 'deals',
      query: { metrics: ['count'], filters: OPEN_DEALS },
      options: { ownDates: true },
      position: { x: 0, y: 0, w: 3, h: 4 },
    },
    {
      type: 'kpi',
      title: 'My weighted commission',
      dataset: 'deals',
      query: { metrics: ['sum:weightedCommission'], filters: OPEN_DEALS },
      options: { ownDates: true },
      position: { x: 3, y: 0, w: 3, h: 4 },
    },
    {
      type: 'kpi',
      title: 'Tasks overdue',
      dataset: 'tasks',
      query: { metrics: ['count'], filters: [...OPEN_TASKS, { field: 'overdue', op: 'eq', value: true }] },
      options: { ownDates: true },
      position: { x: 6, y: 0, w: 3, h: 4 },
    },
    {
      type: 'kpi',
      title: 'Tasks done',
      dataset: 'tasks',
      query: {
        metrics: ['count'],
        filters: [
          { field: 'assignee', op: 'eq', value: 'me' },
          { field: 'status', op: 'eq', value: 'done' },
        ],
        dateRange: { field: 'completedAt', preset: 'last_30_days' },
        compare: { mode: 'previous_full' },
      },
      options: { sparkline: true },
      position: { x: 9, y: 0, w: 3, h: 4 },
    },
    {
      type: 'table',
      title: 'Tasks due or overdue',
      dataset: 'tasks',
      query: {
        metrics: [{ id: 'due', agg: 'min', field: 'dueAt', label: 'Due' }],
        groupBy: ['title', 'priority', 'contact'],
        filters: OPEN_TASKS,
        dateRange: { field: 'dueAt', preset: 'last_90_days' },
        orderBy: [{ id: 'due', dir: 'desc' }],
        limit: 100,
      },
      options: { ownDates: true },
      position: { x: 0, y: 4, w: 6, h: 9 },
    },
    {
      type: 'table',
      title: 'Contacts to touch',
      dataset: 'contacts',
      query: {
        metrics: [
          { id: 'next', agg: 'min', field: 'nextTouchAt', label: 'Next touch' },
          { id: 'last', agg: 'max', field: 'lastTouchAt', label: 'Last touch' },
        ],
        groupBy: ['name', 'company'],
        filters: {
          and: [
            { field: 'owner', op: 'eq', value: 'me' },
            {
              or: [
                { field: 'nextTouchAt', op: 'relative', value: 'last_90_days' },
                { field: 'nextTouchAt', op: 'relative', value: 'next_7_days' },
              ],
            },
          ],
        },
        orderBy: [{ id: 'next', dir: 'asc' }],
        limit: 100,
      },
      options: { ownDates: true },
      position: { x: 6, y: 4, w: 6, h: 9 },
    },
    {
      type: 'bar',
      title: 'My open deals by stage',
      dataset: 'deals',
      query: { metrics: ['sum:weightedCommission'], groupBy: ['stage'], filters: OPEN_DEALS },
      options: { ownDates: true, horizontal: true },
      position: { x: 0, y: 13, w: 6, h: 8 },
    },
    {
      type: 'table',
      title: 'My deals expected to close',
      dataset: 'deals',
      query: {
        metrics: [
          { id: 'closes', agg: 'min', field: 'expectedCloseDate', label: 'Expected close' },
          'sum:grossCommission',
        ],
        groupBy: ['name', 'stage'],
        filters: OPEN_DEALS,
        dateRange: { field: 'expectedCloseDate', preset: 'next_90_days' },
        orderBy: [{ id: 'closes', dir: 'asc' }],
        limit: 100,
        totals: true,
      },
      position: { x: 6, y: 13, w: 6, h: 8 },
    },
    {
      type: 'pie',
      title: 'Open tasks by type',
      dataset: 'tasks',
      query: { metrics: ['count'], groupBy: ['type'], filters: OPEN_TASKS },
      options: { ownDates: true, donut: true },
      position: { x: 0, y: 21, w: 4, h: 8 },
    },
    {
      type: 'bar',
      title: 'My activity',
      dataset: 'activities',
      query: {
        metrics: ['count'],
        groupBy: ['occurredAt:day', 'type'],
        filters: [{ field: 'owner', op: 'eq', value: 'me' }],
        dateRange: { field: 'occurredAt', preset: 'last_30_days' },
      },
      options: { stacked: true },
      position: { x: 4, y: 21, w: 8, h: 8 },
    },
  ],
};
