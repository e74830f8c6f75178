import type { z } from 'zod';
import type { PropertyPatch, PropertyQuery, propertyInput } from '@besahubs/contracts/properties';
import { AppError } from '../../lib/errors';
import { Property } from '../../models/Property';
import { propertyPolicy } from '../../policies/properties';
import type { Ctx } from '../context';
import { holdsAny, sameText } from './filters';
import { among, between, createRecord, listRecords, ownedBy, personLabel, updateRecord } from './resource';
import type { Resource } from './resource';

export const propertyResource: Resource<Property, PropertyQuery> = {
  model: Property,
  policy: propertyPolicy,
  noun: 'property',
  include: [personLabel('owner')],
  filters: (query, actor) => [
    among('type', query.type),
    among('status', query.status),
    among('market', query.market),
    among('submarket', query.submarket),
    among('buildingClass', query.buildingClass),
    sameText('state', query.state),
    sameText('city', query.city),
    holdsAny('tags', query.tag),
    ownedBy('ownerId', query.ownerId, actor),
    between('buildingSF', query.buildingSFMin, query.buildingSFMax),
    between('askingPrice', query.askingPriceMin, query.askingPriceMax),
    between('capRate', query.capRateMin, query.capRateMax),
    between('loanMaturity', undefined, query.loanMaturityTo),
  ],
};

export const listProperties = (ctx: Ctx, query: PropertyQuery) => listRecords(ctx, propertyResource, query);

interface Ranges {
  askingRentLow?: number | null | undefined;
  askingRentHigh?: number | null | undefined;
  yearBuilt?: number | null | undefined;
  yearRenovated?: number | null | undefined;
}

/** Facts that contradict each other; named by the field that is easier to have mistyped. */
function checkRanges({ askingRentLow, askingRentHigh, yearBuilt, yearRenovated }: Ranges): void {
  const fields: Record<string, string> = {};
  if (askingRentLow != null && askingRentHigh != null && askingRentHigh < askingRentLow)
    fields['askingRentHigh'] = 'The high end of the rent is below the low end.';
  if (yearBuilt != null && yearRenovated != null && yearRenovated < yearBuilt)
    fields['yearRenovated'] = 'Renovated before it was built.';
  if (Object.keys(fields).length) throw new AppError('invalid', { fields });
}

export function createProperty(ctx: Ctx, input: z.output<typeof propertyInput>): Promise<Property> {
  checkRanges(input);
  return createRecord(ctx, propertyResource, input);
}

export const updateProperty = (ctx: Ctx, id: string, patch: PropertyPatch) =>
  updateRecord(ctx, propertyResource, id, patch, (_tx, property) => {
    const { askingRentLow, askingRentHigh, yearBuilt, yearRenovated } = property;
    checkRanges({ askingRentLow, askingRentHigh, yearBuilt, yearRenovated, ...patch });
    return {};
  });
