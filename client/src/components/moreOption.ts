import { lower, number, pluralOf } from './format';
import type { Found, Named } from './list/types';

const MORE = 'more';

/**
 * What a picker offers: the records found, and last, when there are more of them, that typing finds the others. `one` is
 * what a record is called: `Agent`. Pure.
 */
export function withMore({ items, total }: Found, one: string, typed: string): Named[] {
  if (total <= items.length) return items;
  const how = typed ? 'Type on' : 'Type';
  return [...items, { id: MORE, name: `${how} to find more of ${number(total)} ${pluralOf(lower(one))}` }];
}

/** For `getOptionDisabled`, with `disabledItemsFocusable`: the arrow keys reach the words, and nobody can pick them. */
export const isMore = ({ id }: Named): boolean => id === MORE;

/** For the listbox: what cannot be picked is here to be read. */
export const legibleMore = {
  '& .MuiAutocomplete-option[aria-disabled="true"]': { opacity: 1, color: 'text.secondary' },
} as const;
