import { beforeAll } from 'vitest';
import { useDatabase } from '../../../testing/db';
import type { People } from './people';
import { seedNastyFirm } from './seed';
import { readWorld } from './world';
import type { World } from './world';

interface NastyFirm {
  people: People;
  /** All rows as they were when the tests began; who writes reads it anew. */
  world: World;
}

/** Gives the test file a database with the firm whose rows are awkward. Filled before the first test. */
export function useNastyFirm(): NastyFirm {
  useDatabase();
  const firm = {} as NastyFirm;
  beforeAll(async () => {
    firm.people = await seedNastyFirm();
    firm.world = await readWorld();
  });
  return firm;
}
