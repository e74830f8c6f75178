import { queryOptions } from '@tanstack/react-query';
import type { Property, PropertyInput, PropertyPatch, RentRoll } from '@besahubs/contracts/properties';
import { api } from './client';
import { defineResource } from './resource';

export const properties = defineResource<Property, PropertyInput, PropertyPatch>('properties', {
  one: 'Property',
});

/** Spaces and leases of a property. */
export const rentRoll = (id: string) =>
  queryOptions({
    queryKey: ['properties', 'rent-roll', id],
    queryFn: ({ signal }) => api.get<RentRoll>(`/properties/${id}/rent-roll`, undefined, signal),
  });
