import type { FilterTest } from '@besahubs/contracts/reportFilters';
import { FilterChip } from '../../../components/FilterChip';
import { useZone } from '../../../hooks/zone';
import { listOf, testText } from './fields';
import type { FilterField } from './fields';
import { useNames } from './sources';

interface TestChipProps {
  test: FilterTest;
  /** Undefined when no widget has it any more: then the filter can only be removed. */
  field: FilterField | undefined;
  label: string;
  onEdit: (anchor: HTMLElement) => void;
  onRemove: () => void;
}

/** A filter of the dashboard that is on. */
export function TestChip({ test, field, label, onEdit, onRemove }: TestChipProps) {
  const zone = useZone();
  const names = useNames(field?.resource, listOf(test.value).map(String));
  const { op, value } = testText(test, { field, names, zone });
  return (
    <FilterChip
      label={`${label} ${op}`}
      value={value}
      onEdit={field && onEdit}
      removeLabel={`Remove filter ${label}`}
      onRemove={onRemove}
    />
  );
}
