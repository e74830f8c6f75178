import { Counter, Gauge, register } from 'prom-client';

const registered = <T>(name: string, make: () => T): T =>
  (register.getSingleMetric(name) as T | undefined) ?? make();

/** Where the groups of report answers came from: `columns` in memory, or the `database`. */
export const groupings = registered(
  'report_groupings_total',
  () =>
    new Counter({
      name: 'report_groupings_total',
      help: 'Groups computed for reports, by where',
      labelNames: ['from'] as const,
    }),
);

/** Rows that a dataset has in memory. */
export const rowsHeld = registered(
  'report_rows_held',
  () =>
    new Gauge({
      name: 'report_rows_held',
      help: 'Rows of a dataset kept in memory',
      labelNames: ['dataset'] as const,
    }),
);
