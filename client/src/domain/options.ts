import { words } from '../components/format';
import type { Option } from '../components/list/types';

/** Codes of a contract as options: `['on_hold']` → `[{value: 'on_hold', label: 'On hold'}]`; `labels` overrides. */
export const toOptions = (codes: readonly string[], labels: Record<string, string> = {}): Option[] =>
  codes.map((value) => ({ value, label: labels[value] ?? words(value) }));
