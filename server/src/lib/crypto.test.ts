import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashToken, open, parseKeyRing, randomToken, sameSecret, seal } from './crypto';

const key = () => randomBytes(32).toString('base64');
const [OLD, NEW] = [key(), key()];
const old = parseKeyRing(`k1:${OLD}`);
const rotated = parseKeyRing(`k2:${NEW}, k1:${OLD}`);

describe('a sealed value', () => {
  it('opens to what it was, never looks the same twice, and names its key', () => {
    const [one, two] = [seal(old, 'geheim ✓', 'row|column'), seal(old, 'geheim ✓', 'row|column')];
    expect(one).not.toBe(two);
    expect(one).toMatch(/^k1\./);
    expect([open(old, one, 'row|column'), open(old, seal(old, '', 'c'), 'c')]).toEqual(['geheim ✓', '']);
  });

  it('opens after a rotation, and the new key seals', () => {
    expect(open(rotated, seal(old, 'kept', 'c'), 'c')).toBe('kept');
    expect(seal(rotated, 'new', 'c')).toMatch(/^k2\./);
    expect(() => open(old, seal(rotated, 'new', 'c'), 'c')).toThrow();
  });

  it('does not open in another place, with a bit changed, or with its tag cut short', () => {
    const sealed = seal(old, 'secret', 'one row');
    expect(() => open(old, sealed, 'another row')).toThrow();
    const parts = sealed.split('.');
    for (const at of [1, 2, 3]) {
      const bytes = Buffer.from(parts[at] ?? '', 'base64url');
      bytes[0] = (bytes[0] ?? 0) ^ 1;
      expect(() => open(old, parts.with(at, bytes.toString('base64url')).join('.'), 'one row')).toThrow();
    }
    const short = Buffer.from(parts[2] ?? '', 'base64url')
      .subarray(0, 4)
      .toString('base64url');
    expect(() => open(old, parts.with(2, short).join('.'), 'one row')).toThrow();
    for (const broken of ['', 'k1', 'k1.a.b', `k9.${parts.slice(1).join('.')}`])
      expect(() => open(old, broken, 'one row')).toThrow('cannot open');
  });
});

it('keys are of 32 bytes and have a name', () => {
  for (const text of ['', 'k1', `:${OLD}`, `k1:${randomBytes(31).toString('base64')}`, `k1:${OLD},`])
    expect(() => parseKeyRing(text)).toThrow('32 bytes');
});

it('tokens are of 32 random bytes, and kept as SHA-256', () => {
  expect(randomToken()).toMatch(/^[\w-]{43}$/);
  expect(randomToken()).not.toBe(randomToken());
  expect(hashToken('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

it('secrets are the same or not, whatever their length', () => {
  expect([sameSecret('a', 'a'), sameSecret('a', 'b'), sameSecret('a', 'aa'), sameSecret('', '')]).toEqual([
    true,
    false,
    false,
    true,
  ]);
});
