import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const range = (prefix: string, last: number): string[] =>
  Array.from({ length: last }, (_, index) => `${prefix}${String(index + 1)}`);

/** Every id of the specification. */
const IDS = [
  ...range('G', 16),
  ...range('API', 6),
  'ENV',
  ...range('DB', 7),
  ...range('EM', 4),
  ...range('CAL', 8),
  ...range('DASH', 6),
  ...range('UI', 6),
  ...range('SEC', 5),
  ...range('QA', 3),
  ...range('DOC', 4),
  ...range('SEED', 2),
  ...range('DX', 4),
];

interface Row {
  id: string;
  code: string[];
  tests: string[];
  state: string;
}
const pathsIn = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');

/** The rows of the tables: id, what, code, shown by, state. */
const rows: Row[] = readFileSync(join(ROOT, 'docs/TRACEABILITY.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| [A-Z]+\d* \|/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, id = '', , code, tests, state = '']) => ({
    id,
    code: pathsIn(code),
    tests: pathsIn(tests),
    state,
  }));

describe('docs/TRACEABILITY.md', () => {
  it('has one row for every id, and no other', () => {
    expect(rows.map(({ id }) => id)).toEqual(IDS);
  });

  it.each(rows.map((row) => [row.id, row] as const))(
    '%s leads to files that exist, and says honestly how far it is',
    (_id, row) => {
      const missing = [...row.code, ...row.tests].filter((path) => !existsSync(join(ROOT, path)));
      expect(missing).toEqual([]);
      expect(row.state).toMatch(/^(done$|partly: .|not yet)/);
      if (row.state !== 'done') return;
      expect(row.code).not.toEqual([]);
      expect(row.tests).not.toEqual([]);
      for (const test of row.tests) expect(test).toMatch(/\.(test|e2e)\.ts$/);
    },
  );
});
