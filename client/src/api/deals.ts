import type { Deal, DealInput, DealPatch } from '@besahubs/contracts/deals';
import { defineResource } from './resource';

export const deals = defineResource<Deal, DealInput, DealPatch>('deals', { one: 'Deal' });
