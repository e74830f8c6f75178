import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ReportResult } from '@besahubs/contracts/reports';
import { report } from '../../../api/dashboards';
import { useDebounced } from '../../../hooks/ui';
import { reportOf } from './draft';
import type { WidgetDraft } from './draft';

export interface Answer {
  /** The last good answer, with the draft it belongs to: it stays while the next one loads, or fails. */
  shown: { result: ReportResult; draft: WidgetDraft } | null;
  loading: boolean;
  error: unknown;
  refetch: () => void;
}

const REST_MS = 250;

/** Asks for the draft's answer once it rests. */
export function useAnswer(draft: WidgetDraft): Answer {
  const rested = useDebounced(draft, REST_MS);
  const { data, isPlaceholderData, isFetching, error, refetch } = useQuery({
    ...report(reportOf(rested)),
    placeholderData: undefined,
  });
  const [shown, setShown] = useState<Answer['shown']>(null);
  useEffect(() => {
    if (data && !isPlaceholderData) setShown({ result: data, draft: rested });
  }, [data, isPlaceholderData, rested]);
  const kept = shown && shown.draft.dataset === draft.dataset ? shown : null;
  return {
    shown: data ? { result: data, draft: rested } : kept,
    loading: isFetching || rested !== draft,
    error,
    refetch: () => void refetch(),
  };
}
