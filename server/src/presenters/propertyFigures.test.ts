import { describe, expect, it } from 'vitest';
import { propertyFigures } from './propertyFigures';

const none = { askingPrice: null, buildingSF: null, units: null, noi: null, capRate: null };

describe('propertyFigures', () => {
  it('knows nothing of nothing, and divides by no zero', () => {
    const unknown = { pricePerSF: null, pricePerUnit: null, impliedCapRate: null, capRateWarning: false };
    expect(propertyFigures(none)).toEqual(unknown);
    expect(propertyFigures({ ...none, askingPrice: 0, buildingSF: 0, noi: 5, capRate: 5 })).toMatchObject({
      pricePerSF: null,
      impliedCapRate: null,
      capRateWarning: false,
    });
  });

  it('divides the price by the size and by the units', () => {
    expect(
      propertyFigures({ ...none, askingPrice: 10_000_000, buildingSF: 44_000, units: 32 }),
    ).toMatchObject({
      pricePerSF: 227.27,
      pricePerUnit: 312_500,
    });
  });

  it.each([
    [6.25, false],
    [6.35, false],
    [6.15, false],
    [6.3501, true],
    [6.1499, true],
    [8, true],
  ])('a typed cap rate of %s beside an implied 6.25', (capRate, capRateWarning) => {
    expect(propertyFigures({ ...none, askingPrice: 1_000_000, noi: 62_500, capRate })).toMatchObject({
      impliedCapRate: 6.25,
      capRateWarning,
    });
  });

  it('shows a negative income as it is', () => {
    expect(propertyFigures({ ...none, askingPrice: 1_000_000, noi: -10_000 }).impliedCapRate).toBe(-1);
  });
});
