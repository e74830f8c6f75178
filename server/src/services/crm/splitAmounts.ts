/** All of a commission, in basis points. */
export const WHOLE_BPS = 10_000;

/**
 * Divides an amount of dollars by basis points that total 10,000, by largest remainder: every line is rounded down to
 * the cent, and the cents left over go one each to the lines that lost most, the earlier of equals first. The amounts
 * sum to the cent to what was divided.
 */
export function splitAmounts(amount: number, bps: readonly number[]): number[] {
  const cents = Math.round(amount * 100);
  const lines = bps.map((share, index) => {
    // Dollars to 10^12 times basis points exceed what a double holds exactly.
    const exact = BigInt(cents) * BigInt(share);
    return { index, cents: exact / BigInt(WHOLE_BPS), remainder: exact % BigInt(WHOLE_BPS) };
  });
  const given = lines.reduce((sum, line) => sum + line.cents, 0n);
  const byLoss = [...lines].sort((a, b) => Number(b.remainder - a.remainder) || a.index - b.index);
  for (const line of byLoss.slice(0, Number(BigInt(cents) - given))) line.cents += 1n;
  return lines.map((line) => Number(line.cents) / 100);
}
