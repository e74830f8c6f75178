import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { useDelayed, useDocumentTitle } from '../../hooks/ui';
import { LoadError } from '../list/ListEmpty';
import { nameOf } from '../list/types';
import { RecordHeader } from './RecordHeader';
import { RecordTabs } from './RecordTabs';
import type { RecordViewDef, Viewable } from './types';

interface RecordViewProps<T extends Viewable> extends RecordViewDef<T> {
  id: string;
  /** `peek` beside the list, `page` on its own. */
  variant: 'peek' | 'page';
}

/** A record: header facts, actions it allows, tabs. Loads by id and stays live. */
export function RecordView<T extends Viewable>(props: RecordViewProps<T>) {
  const { resource, id, variant } = props;
  const query = useQuery(resource.record(id));
  const update = resource.useUpdate();
  const remove = resource.useRemove();
  const navigate = useNavigate();
  const [, setParams] = useSearchParams();
  const record = query.data;
  useDocumentTitle(variant === 'page' ? (record ? nameOf(record) : resource.one) : null);

  const save = useCallback(
    (patch: Record<string, unknown>) => update.mutate({ id, patch: patch as never }),
    [update, id],
  );
  if (query.isError && !record) return <LoadError error={query.error} onRetry={() => void query.refetch()} />;
  if (!record) return <RecordSkeleton />;

  const leave = () => {
    if (variant === 'page') return void navigate(props.listPath);
    setParams((params) => {
      params.delete('peek');
      return params;
    });
  };
  const onDelete = () => {
    remove.mutate({ id, label: nameOf(record) });
    leave();
  };

  return (
    <Box
      component="article"
      aria-label={nameOf(record)}
      className="print-full"
      sx={{
        height: variant === 'page' ? '100%' : 'auto',
        overflowY: variant === 'page' ? 'auto' : 'visible',
      }}
    >
      <RecordHeader {...props} record={record} onSave={save} onDelete={onDelete} />
      <RecordTabs {...props} record={record} onSave={save} />
    </Box>
  );
}

function RecordSkeleton() {
  const show = useDelayed(true);
  if (!show) return null;
  return (
    <Box role="status" aria-label="Loading" sx={{ p: 3, display: 'grid', gap: 2 }}>
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'center' }}>
        <Skeleton variant="rounded" width={40} height={40} />
        <Box sx={{ flex: 1 }}>
          <Skeleton width="40%" />
          <Skeleton width="24%" />
        </Box>
      </Box>
      {[0, 1, 2, 3, 4, 5, 6].map((row) => (
        <Skeleton key={row} width={`${60 + ((row * 9) % 30)}%`} />
      ))}
    </Box>
  );
}
