import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { DrillQueryInput, DrillResult, Segment, SegmentInput } from '@besahubs/contracts/drill';
import type { QueryKey } from '@tanstack/react-query';
import type { RowExportInput } from '@besahubs/contracts/exports';
import { api, open, request } from './client';

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

/** What a kept drill is called, for the list that shows it. */
export const segmentRecord = (id: string) =>
  queryOptions({
    queryKey: ['segments', id] as QueryKey,
    queryFn: ({ signal }) => api.get<Segment>(`/reports/segments/${id}`, undefined, signal),
    staleTime: Infinity,
  });

interface ExportedRows {
  file: Blob;
  /** More rows exist than the file holds; its last line says so. */
  truncated: boolean;
}

/** All rows behind a figure as a CSV file; throws RequestError. */
export async function exportRows(input: RowExportInput): Promise<ExportedRows> {
  const response = await open('POST', '/widgets/drill/export', { body: input, accept: 'text/csv' });
  return {
    file: await response.blob(),
    truncated: response.headers.get('X-Truncated') === 'true',
  };
}
