interface Figures {
  askingPrice: number | null;
  buildingSF: number | null;
  units: number | null;
  noi: number | null;
  capRate: number | null;
}
export interface DerivedFigures {
  pricePerSF: number | null;
  pricePerUnit: number | null;
  impliedCapRate: number | null;
  capRateWarning: boolean;
}

/** Beyond this many percent points a typed cap rate and NOI ÷ price contradict each other: 10 basis points. */
const CAP_RATE_TOLERANCE = 0.1;

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
const ratio = (part: number | null, whole: number | null, digits: number, times = 1): number | null =>
  part === null || !whole ? null : rounded((part / whole) * times, digits);

/**
 * What follows from price, size and income: dollars per SF and per unit to the cent, the cap rate that NOI ÷ price
 * implies in percent points, and whether the typed cap rate is more than 10 bp off it. Nulls and zeros give null.
 */
export function propertyFigures({ askingPrice, buildingSF, units, noi, capRate }: Figures): DerivedFigures {
  const impliedCapRate = ratio(noi, askingPrice, 4, 100);
  return {
    pricePerSF: ratio(askingPrice, buildingSF, 2),
    pricePerUnit: ratio(askingPrice, units, 2),
    impliedCapRate,
    capRateWarning:
      capRate !== null &&
      impliedCapRate !== null &&
      rounded(Math.abs(capRate - impliedCapRate), 4) > CAP_RATE_TOLERANCE,
  };
}
