import { useQuery } from '@tanstack/react-query';
import { FilterChip } from '../FilterChip';
import { nameOf } from './types';
import type { SegmentOf } from './types';

interface SegmentChipProps {
  id: string;
  segmentOf: SegmentOf;
  onRemove: () => void;
}

/** The list shows only the rows behind a figure of a report: which, and how to see all again. */
export function SegmentChip({ id, segmentOf, onRemove }: SegmentChipProps) {
  const { data, isError } = useQuery(segmentOf(id));
  return (
    <FilterChip
      label="From a report:"
      value={data ? nameOf(data) : isError ? 'no longer kept' : '…'}
      removeLabel="Show all, not only the rows of the report"
      onRemove={onRemove}
    />
  );
}
