import { describe, expect, it } from 'vitest';
import { dealPatch } from './deals';
import { agentPatch } from './agents';
import { taskPatch } from './tasks';
import { propertyPatch } from './properties';

describe('a patch', () => {
  it.each([
    ['deal', dealPatch],
    ['agent', agentPatch],
    ['task', taskPatch],
    ['property', propertyPatch],
  ])('of a %s fills in no default: what it leaves out stays as it is', (_name, patch) => {
    expect(patch.parse({ version: 3 })).toEqual({ version: 3 });
  });

  it('still parses what it is given', () => {
    expect(dealPatch.parse({ stage: 'loi' })).toEqual({ stage: 'loi' });
    expect(dealPatch.safeParse({ stage: 'nowhere' }).success).toBe(false);
    expect(dealPatch.safeParse({ colour: 'red' }).success).toBe(false);
  });
});
