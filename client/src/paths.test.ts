import { expect, it } from 'vitest';
import { searchResource } from '@besahubs/contracts/search';
import { recordPath } from './paths';

it('every kind of record that search finds has a page', () => {
  for (const resource of searchResource) expect(recordPath(resource, 'x')).toContain('x');
  expect(recordPath('audit', 'x')).toBeNull();
});
