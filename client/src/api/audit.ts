import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { AuditEntry } from '@besahubs/contracts/audit';
import type { Page } from '@besahubs/contracts/common';
import { api } from './client';
import type { Query } from './client';

/** One page of the audit log; the previous rows stay while the next ones load. Nothing announces new entries. */
export const auditList = (query: Query) =>
  queryOptions({
    queryKey: ['audit', 'list', query],
    queryFn: ({ signal }) => api.get<Page<AuditEntry>>('/audit', query, signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

export const auditEntry = (id: string) =>
  queryOptions({
    queryKey: ['audit', 'record', id],
    queryFn: ({ signal }) => api.get<AuditEntry>(`/audit/${id}`, undefined, signal),
    staleTime: Infinity,
  });
