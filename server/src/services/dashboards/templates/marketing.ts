import type { Template } from './template';

const hidden = (id: string) => ({ id, agg: 'sum' as const, field: id, hidden: true });
const rate = (num: string, den: string, label: string) => ({
  agg: 'ratio' as const,
  num,
  den,
  as: 'percent' as const,
  label,
});
const YEAR = { field: 'sentAt', preset: 'last_12_months' } as const;

/** Rates are of what was delivered, bounces of what was sent; a campaign's opens are people's, not machines'. */
export const marketing: Template = {
  key: 'marketing',
  name: 'Marketing',
  description: 'What was sent, opened and clicked, campaign by campaign, and whom we lost on the way.',
  widgets: [
    {
      type: 'kpi',
      title: 'Mails sent',
      dataset: 'campaigns',
      query: {
        metrics: ['sum:sent'],
        dateRange: { field: 'sentAt', preset: 'last_90_days' },
        compare: { mode: 'previous_full' },
      },
      options: { sparkline: true },
      position: { x: 0, y: 0, w: 3, h: 4 },
    },
    {
      type: 'kpi',
      title: 'Open rate',
      dataset: 'campaigns',
      query: {
        metrics: [hidden('opened'), hidden('delivered'), rate('opened', 'delivered', 'Open rate')],
        dateRange: YEAR,
      },
      options: { sparkline: false },
      position: { x: 3, y: 0, w: 3, h: 4 },
    },
    {
      type: 'kpi',
      title: 'Click rate',
      dataset: 'campaigns',
      query: {
        metrics: [hidden('clicked'), hidden('delivered'), rate('clicked', 'delivered', 'Click rate')],
        dateRange: YEAR,
      },
      options: { sparkline: false },
      position: { x: 6, y: 0, w: 3, h: 4 },
    },
    {
      type: 'kpi',
      title: 'Bounce rate',
      dataset: 'campaigns',
      query: {
        metrics: [hidden('bounced'), hidden('sent'), rate('bounced', 'sent', 'Bounce rate')],
        dateRange: YEAR,
      },
      options: { sparkline: false },
      position: { x: 9, y: 0, w: 3, h: 4 },
    },
    {
      type: 'line',
      title: 'Delivered, opened and clicked by month',
      dataset: 'campaigns',
      query: {
        metrics: ['sum:delivered', 'sum:opened', 'sum:clicked'],
        groupBy: ['sentAt:month'],
        dateRange: YEAR,
      },
      position: { x: 0, y: 4, w: 6, h: 8 },
    },
    {
      type: 'bar',
      title: 'Bounces, unsubscribes and spam reports',
      dataset: 'campaigns',
      query: {
        metrics: ['sum:bounced', 'sum:unsubscribed', 'sum:spamReported'],
        groupBy: ['campaign'],
        dateRange: YEAR,
        limit: 20,
      },
      options: { horizontal: true, stacked: true },
      position: { x: 6, y: 4, w: 6, h: 8 },
    },
    {
      type: 'table',
      title: 'Campaigns',
      dataset: 'campaigns',
      query: {
        metrics: [
          { id: 'sent', agg: 'sum', field: 'sent' },
          { id: 'delivered', agg: 'sum', field: 'delivered' },
          { id: 'opened', agg: 'sum', field: 'opened' },
          { id: 'clicked', agg: 'sum', field: 'clicked' },
          rate('opened', 'delivered', 'Open rate'),
          rate('clicked', 'delivered', 'Click rate'),
          { id: 'unsubscribed', agg: 'sum', field: 'unsubscribed' },
        ],
        groupBy: ['campaign'],
        dateRange: YEAR,
        totals: true,
      },
      position: { x: 0, y: 12, w: 12, h: 9 },
    },
    {
      type: 'pie',
      title: 'Mails by type of campaign',
      dataset: 'campaigns',
      query: { metrics: ['sum:sent'], groupBy: ['type'], dateRange: YEAR },
      options: { donut: true },
      position: { x: 0, y: 21, w: 4, h: 8 },
    },
    {
      type: 'bar',
      title: 'Who may be written to',
      dataset: 'contacts',
      query: {
        metrics: ['count'],
        groupBy: ['consentStatus', 'emailOptOut'],
        filters: [{ field: 'hasEmail', op: 'eq', value: true }],
      },
      options: { ownDates: true, stacked: true },
      position: { x: 4, y: 21, w: 8, h: 8 },
    },
  ],
};
