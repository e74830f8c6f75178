import { defineConfig } from 'vitest/config';

/**
 * What `npm run mutants` runs Vitest with: the tests of one room, named by it. Each of its processes brings a PostgreSQL and
 * a migrated template of its own, so that a mutant costs the tests that reach it and nothing else.
 */
const tests = JSON.parse(process.env['MUTANTS_TESTS'] ?? '[]') as string[];
const below = (folder: string) => tests.filter((test) => test.startsWith(`${folder}/`));

const project = (name: string, include: string[], more: object) =>
  include.length > 0 ? [{ test: { name, include, testTimeout: 30_000, ...more } }] : [];

export default defineConfig({
  test: {
    projects: [
      ...project('contracts', below('contracts'), { environment: 'node' }),
      ...project(
        'client',
        below('client').filter((test) => test.endsWith('.ts')),
        { environment: 'node' },
      ),
      ...project(
        'screens',
        below('client').filter((test) => test.endsWith('.tsx')),
        { environment: 'jsdom' },
      ),
      ...project('server', below('server'), {
        environment: 'node',
        globalSetup: './scripts/testing/database.ts',
        setupFiles: './server/src/testing/setup.ts',
      }),
    ],
  },
});
