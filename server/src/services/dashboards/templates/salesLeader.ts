import type { Template } from './template';

const OPEN = { field: 'status', op: 'in' as const, value: ['active', 'on_hold'] };
const ACTIVE = { field: 'status', op: 'eq' as const, value: 'active' };
const WON = { field: 'status', op: 'eq' as const, value: 'won' };
const CLOSED = { field: 'status', op: 'in' as const, value: ['won', 'lost'] };
const PRODUCERS = [
  { field: 'status', op: 'eq' as const, value: 'active' },
  { field: 'annualGoal', op: 'gt' as const, value: 0 },
];
/** Hidden counts whose ratio is the win rate: won of what was decided. */
const winRate = [
  { id: 'won', agg: 'count' as const, filter: WON, hidden: true, label: 'Won' },
  { id: 'decided', agg: 'count' as const, filter: CLOSED, hidden: true, label: 'Won and lost' },
  { agg: 'ratio' as const, num: 'won', den: 'decided', as: 'percent' as const, label: 'Win rate' },
];

export const salesLeader: Template = {
  key: 'sales_leader',
  name: 'Sales leader',
  description: 'Pipeline, forecast against goals, win rate, sales cycle and who brings what.',
  widgets: [
    {
      type: 'kpi',
      title: 'Weighted pipeline',
      dataset: 'deals',
      query: { metrics: [{ agg: 'sum', field: 'weightedCommission' }], filters: [OPEN] },
      options: { ownDates: true },
      position: { x: 0, y: 0, w: 3, h: 4 },
    },
    {
      type: 'kpi',
      title: 'Weighted commission of new deals',
      dataset: 'deals',
      query: {
        metrics: [{ agg: 'sum', field: 'weightedCommission' }],
        dateRange: { field: 'createdAt', preset: 'quarter_to_date' },
        compare: { mode: 'previous_to_date' },
      },
      options: { sparkline: true },
      position: { x: 3, y: 0, w: 3, h: 4 },
    },
    {
      type: 'kpi',
      title: 'Closed commission',
      dataset: 'deals',
      query: {
        metrics: [{ agg: 'sum', field: 'grossCommission' }],
        filters: [WON],
        dateRange: { field: 'actualCloseDate', preset: 'quarter_to_date' },
        compare: { mode: 'previous_to_date' },
      },
      options: { sparkline: true },
      position: { x: 6, y: 0, w: 3, h: 4 },
    },
    {
      type: 'kpi',
      title: 'Win rate',
      dataset: 'deals',
      query: {
        metrics: winRate,
        dateRange: { field: 'actualCloseDate', preset: 'last_90_days' },
        compare: { mode: 'previous_full' },
      },
      options: { sparkline: false },
      position: { x: 9, y: 0, w: 3, h: 4 },
    },
    {
      type: 'bar',
      title: 'Weighted commission by stage',
      dataset: 'deals',
      query: {
        metrics: [{ agg: 'sum', field: 'weightedCommission' }],
        groupBy: ['stage'],
        filters: [OPEN],
      },
      options: { ownDates: true, horizontal: true },
      position: { x: 0, y: 4, w: 6, h: 8 },
    },
    {
      type: 'bar',
      title: 'Closed and weighted commission against goals',
      dataset: 'agents',
      query: {
        metrics: [
          { agg: 'sum', field: 'closedCommissionYtd', label: 'Closed this year' },
          { agg: 'sum', field: 'weightedCommission', label: 'Open, weighted' },
          { agg: 'sum', field: 'annualGoal', label: 'Annual goal' },
        ],
        groupBy: ['agent'],
        filters: PRODUCERS,
        limit: 20,
      },
      options: { ownDates: true },
      position: { x: 6, y: 4, w: 6, h: 8 },
    },
    {
      type: 'bar',
      title: 'Forecast: weighted commission by expected close',
      dataset: 'deals',
      query: {
        metrics: [{ agg: 'sum', field: 'weightedCommission' }],
        groupBy: ['expectedCloseDate:month'],
        // Without a range: months are whole, what is overdue has its bar, and the bars add up to the weighted pipeline.
        filters: [OPEN],
      },
      options: { ownDates: true },
      position: { x: 0, y: 12, w: 6, h: 8 },
    },
    {
      type: 'line',
      title: 'Sales cycle of won deals (median days)',
      dataset: 'deals',
      query: {
        metrics: [{ agg: 'median', field: 'cycleDays', label: 'Median days' }],
        groupBy: ['actualCloseDate:month'],
        filters: [WON],
        dateRange: { field: 'actualCloseDate', preset: 'last_12_months' },
      },
      position: { x: 6, y: 12, w: 6, h: 8 },
    },
    {
      type: 'table',
      title: 'Leaderboard',
      dataset: 'agents',
      query: {
        metrics: [
          { id: 'closed', agg: 'sum', field: 'closedCommissionYtd', label: 'Closed this year' },
          { id: 'goal', agg: 'sum', field: 'annualGoal', label: 'Annual goal' },
          { agg: 'ratio', num: 'closed', den: 'goal', as: 'percent', label: 'Of the goal' },
          { agg: 'sum', field: 'weightedCommission', label: 'Open, weighted' },
          { agg: 'sum', field: 'openDeals', label: 'Open deals' },
        ],
        groupBy: ['agent'],
        filters: PRODUCERS,
        totals: true,
      },
      options: { ownDates: true },
      position: { x: 0, y: 20, w: 12, h: 10 },
    },
    {
      type: 'table',
      title: 'Deals expected to close',
      dataset: 'deals',
      query: {
        metrics: [
          { id: 'closes', agg: 'min', field: 'expectedCloseDate', label: 'Expected close' },
          { agg: 'sum', field: 'weightedCommission' },
        ],
        groupBy: ['name', 'stage', 'owner'],
        filters: [OPEN],
        dateRange: { field: 'expectedCloseDate', preset: 'this_quarter' },
        orderBy: [{ id: 'closes', dir: 'asc' }],
        limit: 100,
        totals: true,
      },
      position: { x: 0, y: 30, w: 12, h: 8 },
    },
    {
      type: 'table',
      title: 'Stale deals: longest in their stage',
      dataset: 'deals',
      query: {
        metrics: [
          { id: 'since', agg: 'min', field: 'stageEnteredAt', label: 'In this stage since' },
          { agg: 'sum', field: 'weightedCommission' },
        ],
        groupBy: ['name', 'stage', 'owner'],
        filters: [ACTIVE],
        orderBy: [{ id: 'since', dir: 'asc' }],
        limit: 25,
      },
      options: { ownDates: true },
      position: { x: 0, y: 38, w: 12, h: 8 },
    },
  ],
};
