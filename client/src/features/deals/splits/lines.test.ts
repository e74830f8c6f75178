import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitsInput } from '@besahubs/contracts/deals';
import { draftOf, emptyLine, shareOf, totalBps, WHOLE_BPS } from './lines';

const owner = { id: '00000000-0000-4000-8000-000000000002', name: 'Ana' };

it('a first line is the broker’s and has everything', () => {
  const { key: _key, ...line } = emptyLine(owner);
  expect(line).toEqual({
    party: 'internal',
    userId: owner.id,
    partyName: null,
    bps: 10_000,
    status: 'projected',
  });
  expect(emptyLine(null, 250)).toMatchObject({ userId: null, bps: 250 });
  expect(emptyLine(owner).key).not.toBe(emptyLine(owner).key);
});
it('a stored line is edited and sent as it was', () => {
  const stored = {
    id: owner.id,
    party: 'referral',
    user: null,
    partyName: 'Acme',
    bps: 1234,
    amount: 99.5,
    status: 'paid',
    position: 3,
  } as const;
  const { key: _key, ...line } = draftOf(stored);
  expect(line).toEqual({ party: 'referral', userId: null, partyName: 'Acme', bps: 1234, status: 'paid' });
  expect(draftOf({ ...stored, user: owner }).userId).toBe(owner.id);
  expect(splitsInput.safeParse({ lines: [line] }).error).toBeUndefined();
});
it('lines total what they hold, and nothing is nothing', () => {
  expect(totalBps([])).toBe(0);
  expect(totalBps([{ bps: 3333 }, { bps: 6667 }])).toBe(WHOLE_BPS);
});
it('a share is right to the cent, and unknown of what is unknown', () => {
  expect(shareOf(null, 5000)).toBeNull();
  expect(shareOf(0, 5000)).toBe(0);
  expect(shareOf(100_000, 3333)).toBe(33_330);
  expect(shareOf(0.01, 5000)).toBe(0.01);
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 99_999_999_999 }),
      fc.integer({ min: 0, max: 10_000 }),
      (cents, bps) => {
        const share = shareOf(cents / 100, bps) ?? Number.NaN;
        expect(Math.abs(share * 100 - (cents * bps) / WHOLE_BPS)).toBeLessThan(0.51);
        expect(shareOf(cents / 100, WHOLE_BPS)).toBe(cents / 100);
      },
    ),
  );
});
