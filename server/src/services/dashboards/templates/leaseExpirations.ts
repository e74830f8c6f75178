import type { Template } from './template';

const LEASES = [{ field: 'kind', op: 'eq' as const, value: 'lease' }];

export const leaseExpirations: Template = {
  key: 'lease_expirations',
  name: 'Lease expirations',
  description: 'Where space comes free: occupancy by market, and lease deals by when they are to close.',
  widgets: [
    {
      type: 'kpi',
      title: 'Lease deals, next 12 months',
      dataset: 'deals',
      query: {
        metrics: ['sum:rentableSF'],
        filters: LEASES,
        dateRange: { field: 'expectedCloseDate', preset: 'next_12_months' },
      },
      options: { sparkline: true },
      position: { x: 0, y: 0, w: 3, h: 4 },
    },
    {
      type: 'bar',
      title: 'Occupancy by market',
      dataset: 'properties',
      query: { metrics: ['avg:occupancyPct'], groupBy: ['market'] },
      position: { x: 0, y: 4, w: 6, h: 8 },
    },
  ],
};
