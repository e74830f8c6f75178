import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/**
 * Vitest would leave one core to itself, which on two cores is half of them, and it hardly uses it. On large machines the
 * connections of the one PostgreSQL are the bound: a file takes up to ten of its sixty.
 */
const WORKERS = Math.min(availableParallelism(), 5);

/** The e2e journeys come after everything else, one file at a time: they share one running app. */
const FIRST = 0;
const LAST = 1;

const node = (
  name: string,
  more: { globalSetup?: string; setupFiles?: string; testTimeout?: number } = {},
) => ({
  test: {
    name,
    environment: 'node' as const,
    include: [`${name}/**/*.test.ts`],
    maxWorkers: WORKERS,
    sequence: { groupOrder: FIRST },
    ...more,
  },
});

export default defineConfig({
  test: {
    reporters: ['default', './scripts/testing/timesReporter.ts'],
    projects: [
      node('contracts'),
      node('client'),
      {
        test: {
          // What stands behind React: components and hooks, drawn into jsdom, with the real query client.
          name: 'screens',
          environment: 'jsdom',
          include: ['client/**/*.test.tsx'],
          setupFiles: './client/src/testing/setup.ts',
          testTimeout: 30_000,
          maxWorkers: WORKERS,
          sequence: { groupOrder: FIRST },
        },
      },
      node('emulators'),
      node('server', {
        globalSetup: './scripts/testing/database.ts',
        setupFiles: './server/src/testing/setup.ts',
        // Generous, for busy machines: what hangs is found, what is merely slow is not a failure.
        testTimeout: 30_000,
      }),
      node('scripts', { testTimeout: 60_000 }),
      {
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['e2e/**/*.e2e.ts'],
          globalSetup: './e2e/support/globalSetup.ts',
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: LAST },
        },
      },
    ],
  },
});
