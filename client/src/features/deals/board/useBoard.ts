import { useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { dealStageKeys } from '@besahubs/contracts/deals';
import type { Page } from '@besahubs/contracts/common';
import type { Deal, DealStage } from '@besahubs/contracts/deals';
import { dealBoard, deals } from '../../../api/deals';
import type { Query } from '../../../api/client';
import type { PendingMove } from '../useStageMove';
import { withMore, withMoves } from './moves';

/** Cards of a column per request: more than fit a screen. */
const PAGE = 20;

/**
 * The board as it stands with the moves under way: sums and first cards in one request, and further pages of a column
 * as it is scrolled. All keys begin with `deals`, so that changes of others renew them.
 */
export function useBoard(filters: Query, moves: ReadonlyMap<string, PendingMove>) {
  const [pages, setPages] = useState<Pages>({});
  const board = useQuery(dealBoard({ ...filters, limit: PAGE }));
  const wanted = useMemo(() => pagesBeyondFirst(pages), [pages]);
  const more = useQueries({
    queries: wanted.map(({ stage, page }) =>
      deals.list({ ...filters, stage, page, pageSize: PAGE, sort: '-stageEnteredAt' }),
    ),
    combine: itemsOf,
  });

  const columns = useMemo(() => {
    const loaded = (board.data?.columns ?? []).map((column) =>
      withMore(
        column,
        wanted.flatMap(({ stage }, index) => (stage === column.stage ? (more[index] ?? []) : [])),
      ),
    );
    return withMoves(loaded, moves);
  }, [board.data, more, moves, wanted]);

  /** Asks for the page after `loaded` cards, once; moves under way make that number a little off. */
  const loadMore = useCallback((stage: DealStage, loaded: number) => {
    const next = Math.round(loaded / PAGE) + 1;
    setPages((current) => (next > (current[stage] ?? 1) ? { ...current, [stage]: next } : current));
  }, []);
  return { board, columns, loadMore };
}

type Pages = Partial<Record<DealStage, number>>;
const pagesBeyondFirst = (pages: Pages) =>
  dealStageKeys.flatMap((stage) =>
    Array.from({ length: (pages[stage] ?? 1) - 1 }, (_, index) => ({ stage, page: index + 2 })),
  );
const itemsOf = (results: readonly { data?: Page<Deal> | undefined }[]): Deal[][] =>
  results.map((result) => result.data?.items ?? []);
