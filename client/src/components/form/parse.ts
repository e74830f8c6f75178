/**
 * What people type into number fields: `1,250,000`, `$1.25m`, `850k`, `6.25%`, `12,500 SF`, `(300)`.
 * @returns null for nothing typed, NaN for what is no number.
 */
export function parseNumber(typed: string): number | null {
  const text = typed.trim().toLowerCase();
  if (!text) return null;
  const match =
    /^(\(|[-−])?\s*\$?\s*([\d,]*\.?\d+|\d[\d,]*\.?)\s*(k|m|mm|b)?\s*(%|sf|ac|ft|usd|mo)?\s*\)?$/.exec(text);
  if (!match?.[2]) return Number.NaN;
  const scale = { k: 1e3, m: 1e6, mm: 1e6, b: 1e9 }[match[3] ?? ''] ?? 1;
  const size = Number(match[2].replaceAll(',', '')) * scale;
  const rounded = Number(size.toPrecision(15));
  return match[1] ? -rounded : rounded;
}
