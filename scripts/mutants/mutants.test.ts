import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../lib/environment.mjs';
import { findRoom, isMutable, ROOMS } from './rooms.mjs';
import { drawPlaces } from './sample.mjs';

const files = execFileSync('git', ['ls-files', 'server/src', 'client/src', 'contracts/src'], {
  cwd: ROOT,
  encoding: 'utf8',
}).split('\n');
const POLICIES = ['server/src/policies/tasks.ts', 'server/src/policies/deals.ts'];

describe('rooms', () => {
  it('hold every file that has mutants', () => {
    expect(files.filter((file) => isMutable(file) && !findRoom(file))).toEqual([]);
  });

  it('are the nearest ones', () => {
    expect(findRoom('server/src/services/crm/dealSplits.ts')?.name).toBe('money');
    expect(findRoom('server/src/services/crm/contacts.ts')?.name).toBe('crm');
    expect(findRoom('client/src/api/client.ts')?.name).toBe('client api');
    expect(findRoom('emulators/src/start.ts')).toBeUndefined();
  });

  it('name tests that are there', () => {
    const gone = ROOMS.flatMap(({ folders, tests }) => [...folders, ...tests]).filter(
      (start) => !existsSync(join(ROOT, start)) && !files.some((file) => file.startsWith(start)),
    );
    expect(gone).toEqual([]);
  });

  it('leave out tests and what they stand on', () => {
    for (const file of ['server/src/testing/db.ts', 'client/src/api/client.test.ts', 'docs/a.ts'])
      expect(isMutable(file)).toBe(false);
  });
});

describe('a sample', () => {
  const draw = (seed: number) => drawPlaces(POLICIES, 10, seed, ['StringLiteral']);

  it('is the same for the same seed, and another for another', async () => {
    const { places, all } = await draw(7);
    expect(all).toBeGreaterThan(10);
    expect(places.length).toBeGreaterThan(5);
    expect(await draw(7)).toEqual({ places, all });
    expect((await draw(8)).places).not.toEqual(places);
  });

  it('names places as Stryker takes them', async () => {
    for (const place of (await draw(7)).places)
      expect(place).toMatch(/^server\/src\/policies\/\w+\.ts:\d+:\d+-\d+:\d+$/);
  });
});
