import { infiniteQueryOptions } from '@tanstack/react-query';
import type { DrillQueryInput, DrillResult, Segment, SegmentInput } from '@besahubs/contracts/drill';
import { api, request } from './client';

/** What is drilled into, without the page. */
export type DrillCell = Omit<DrillQueryInput, 'cursor' | 'pageSize'>;

const PAGE = 100;

/** The rows behind one figure, page after page. Its key begins like a report's, so that it is renewed with them. */
export const drillRows = (cell: DrillCell) =>
  infiniteQueryOptions({
    queryKey: ['reports', cell.query.dataset, 'drill', cell],
    queryFn: ({ pageParam, signal }) =>
      request<DrillResult>('POST', '/widgets/drill', {
        body: { ...cell, pageSize: PAGE, ...(pageParam !== null && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    retry: false,
  });

/** Keeps what was drilled into, so that the list of its resource can be opened on the same rows (`?segment=<id>`). */
export const createSegment = (input: SegmentInput): Promise<Segment> =>
  api.post<Segment>('/reports/segments', input);
