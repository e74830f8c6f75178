import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LockedError, lockHolder, takeLock } from './lock.mjs';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'besahubs-test-'));
  path = join(folder, 'lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('is held until it is given back, and says by whom', () => {
  const release = takeLock(path, { what: 'a build' });
  expect(lockHolder(path)).toMatchObject({ pid: process.pid, what: 'a build' });
  expect(() => takeLock(path)).toThrow(LockedError);
  release();
  expect(lockHolder(path)).toBeNull();
  takeLock(path)();
  expect(existsSync(path)).toBe(false);
});

it('ends with its process', () => {
  const program = `import { takeLock } from ${JSON.stringify(new URL('./lock.mjs', import.meta.url).href)};
    takeLock(${JSON.stringify(path)}); process.kill(process.pid, 'SIGKILL');`;
  spawnSync(process.execPath, ['--input-type=module', '-e', program]);
  expect(existsSync(path)).toBe(true);
  expect(lockHolder(path)).toBeNull();
  takeLock(path);
  expect(lockHolder(path)).toMatchObject({ pid: process.pid });
});

it.each([
  ['a later process with the same pid', JSON.stringify({ pid: process.pid, fingerprint: 'another boot' })],
  ['nothing that can be read', '{"pid":'],
  ['nothing at all', ''],
])('is free when it names %s', (_what, text) => {
  writeFileSync(path, text);
  takeLock(path);
  expect(lockHolder(path)).toMatchObject({ pid: process.pid });
});

it('given back late takes nothing from the next holder', () => {
  const release = takeLock(path);
  rmSync(path);
  takeLock(path, { next: true });
  release();
  expect(lockHolder(path)).toMatchObject({ next: true });
});
