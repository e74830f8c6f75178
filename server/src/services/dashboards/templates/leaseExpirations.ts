import type { Template } from './template';

const NEXT_YEAR = { field: 'expirationDate', preset: 'next_12_months' } as const;
const NEXT_THREE_YEARS = { field: 'expirationDate', preset: 'next_36_months' } as const;

/** Of the firm's properties, which everybody sees. Rent is base rent a year. */
export const leaseExpirations: Template = {
  key: 'lease_expirations',
  name: 'Lease expirations',
  description: 'Space and rent that come up for renewal: when, in which market, and whose they are.',
  widgets: [
    {
      type: 'kpi',
      title: 'Leases expiring',
      dataset: 'leases',
      query: { metrics: ['count'], dateRange: NEXT_YEAR },
      options: { sparkline: true },
      position: { x: 0, y: 0, w: 3, h: 4 },
    },
    {
      type: 'kpi',
      title: 'Space expiring',
      dataset: 'leases',
      query: { metrics: ['sum:rentableSF'], dateRange: NEXT_YEAR },
      options: { sparkline: true },
      position: { x: 3, y: 0, w: 3, h: 4 },
    },
    {
      type: 'kpi',
      title: 'Rent expiring',
      dataset: 'leases',
      query: { metrics: ['sum:annualRent'], dateRange: NEXT_YEAR },
      options: { sparkline: true },
      position: { x: 6, y: 0, w: 3, h: 4 },
    },
    {
      type: 'kpi',
      title: 'Share of leased space expiring',
      dataset: 'leases',
      query: {
        metrics: [
          {
            id: 'expiring',
            agg: 'sum',
            field: 'rentableSF',
            filter: [{ field: 'expirationDate', op: 'relative', value: 'next_12_months' }],
            hidden: true,
            label: 'Expiring',
          },
          { id: 'leased', agg: 'sum', field: 'rentableSF', hidden: true, label: 'All leased' },
          { agg: 'ratio', num: 'expiring', den: 'leased', as: 'percent', label: 'Share expiring' },
        ],
        filters: [{ field: 'expired', op: 'eq', value: false }],
      },
      options: { ownDates: true },
      position: { x: 9, y: 0, w: 3, h: 4 },
    },
    {
      type: 'bar',
      title: 'Space expiring by quarter',
      dataset: 'leases',
      query: {
        metrics: ['sum:rentableSF'],
        groupBy: ['expirationDate:quarter'],
        dateRange: NEXT_THREE_YEARS,
      },
      position: { x: 0, y: 4, w: 6, h: 8 },
    },
    {
      type: 'bar',
      title: 'Rent expiring by quarter',
      dataset: 'leases',
      query: {
        metrics: ['sum:annualRent'],
        groupBy: ['expirationDate:quarter'],
        dateRange: NEXT_THREE_YEARS,
      },
      position: { x: 6, y: 4, w: 6, h: 8 },
    },
    {
      type: 'bar',
      title: 'Space expiring by market',
      dataset: 'leases',
      query: { metrics: ['sum:rentableSF'], groupBy: ['property.market'], dateRange: NEXT_YEAR },
      options: { horizontal: true },
      position: { x: 0, y: 12, w: 6, h: 8 },
    },
    {
      type: 'pie',
      title: 'Space expiring by property type',
      dataset: 'leases',
      query: { metrics: ['sum:rentableSF'], groupBy: ['property.type'], dateRange: NEXT_YEAR },
      options: { donut: true },
      position: { x: 6, y: 12, w: 6, h: 8 },
    },
    {
      type: 'table',
      title: 'Largest tenants with leases that expire',
      dataset: 'leases',
      query: {
        metrics: [
          'sum:rentableSF',
          'sum:annualRent',
          { agg: 'count', label: 'Leases' },
          { agg: 'min', field: 'expirationDate', label: 'First expiration' },
        ],
        groupBy: ['tenant'],
        dateRange: NEXT_YEAR,
        topN: { n: 15, other: true },
        totals: true,
      },
      position: { x: 0, y: 20, w: 6, h: 10 },
    },
    {
      type: 'table',
      title: 'Notice due',
      dataset: 'leases',
      query: {
        metrics: [
          { id: 'notice', agg: 'min', field: 'noticeDate', label: 'Notice date' },
          { agg: 'min', field: 'expirationDate', label: 'Expiration' },
          'sum:rentableSF',
        ],
        groupBy: ['tenant', 'property'],
        dateRange: { field: 'noticeDate', preset: 'next_180_days' },
        orderBy: [{ id: 'notice', dir: 'asc' }],
        limit: 100,
      },
      position: { x: 6, y: 20, w: 6, h: 10 },
    },
  ],
};
