import Box from '@mui/material/Box';
import Drawer from '@mui/material/Drawer';
import Skeleton from '@mui/material/Skeleton';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { QueryKey, UseMutationResult, UseQueryOptions } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { FieldValues } from 'react-hook-form';
import { useNavigate } from 'react-router-dom';
import type { z } from 'zod';
import type { FormProps } from '../../feature';
import { recordPath } from '../../paths';
import { LoadError } from '../list/ListEmpty';
import { nameOf } from '../list/types';
import type { Named } from '../list/types';
import { toast } from '../toast';
import { ResourceForm } from './ResourceForm';

type Stored = Named & { version?: number };

/** What `defineResource` returns fits. */
interface FormResource<T extends Stored, Input, Patch> {
  name: string;
  one: string;
  record: (id: string) => Pick<UseQueryOptions<T, Error, T, QueryKey>, 'queryKey' | 'queryFn'>;
  useCreate: () => Pick<UseMutationResult<T, Error, Input>, 'mutateAsync'>;
  useUpdate: (options: {
    silent: true;
  }) => Pick<UseMutationResult<T, Error, { id: string; patch: Patch }, unknown>, 'mutateAsync'>;
}

interface RecordFormProps<T extends Stored, Input, Patch> extends FormProps {
  resource: FormResource<T, Input, Patch>;
  schema: z.ZodType;
  /** The form's values for a record, or for a new one (null). Every field of the form must be there. */
  values: (record: T | null) => FieldValues;
  variant?: 'drawer' | 'dialog';
  onSaved?: (record: T) => void;
  children: ReactNode;
}

/**
 * Creates a record, or with `id` edits one. An edit sends only what was changed, with the version it was
 * made from. The fields are the children; they serve both cases.
 */
export function RecordForm<T extends Stored, Input, Patch>(props: RecordFormProps<T, Input, Patch>) {
  const { resource, id } = props;
  const record = useQuery({ ...resource.record(id ?? ''), enabled: id !== undefined });
  if (!id) return <LoadedForm {...props} record={null} />;
  if (record.data) return <LoadedForm {...props} record={record.data} />;
  return (
    <Drawer
      open
      anchor="right"
      onClose={props.onClose}
      slotProps={{ paper: { sx: { width: 'min(560px, 100vw)', p: 2.5 } } }}
    >
      {record.isError ? (
        <LoadError error={record.error} onRetry={() => void record.refetch()} />
      ) : (
        <FormSkeleton />
      )}
    </Drawer>
  );
}

function LoadedForm<T extends Stored, Input, Patch>({
  resource,
  record,
  defaults,
  ...props
}: RecordFormProps<T, Input, Patch> & { record: T | null }) {
  const create = resource.useCreate();
  const update = resource.useUpdate({ silent: true });
  const cache = useQueryClient();
  const navigate = useNavigate();
  const noun = resource.one.toLowerCase();

  const save = async (values: FieldValues, changed: readonly string[]) => {
    if (!record) return create.mutateAsync(values as Input);
    if (!changed.length) return record;
    const patch = Object.fromEntries(changed.map((key) => [key, values[key] as unknown]));
    const latest = cache.getQueryData<T>(resource.record(record.id).queryKey) ?? record;
    return update.mutateAsync({ id: record.id, patch: { ...patch, version: latest.version } as Patch });
  };
  const submit = async (values: FieldValues, changed: readonly string[]) => {
    const saved = await save(values, changed);
    const path = recordPath(resource.name, saved.id);
    props.onClose();
    props.onSaved?.(saved);
    const open = path ? { label: 'Open', run: () => void navigate(path) } : undefined;
    if (record) toast.success(`Saved ${nameOf(saved)}`);
    else toast.success(`Created ${nameOf(saved)}`, open);
  };
  const reload = async () => {
    const options = resource.record(record?.id ?? '');
    return props.values(await cache.fetchQuery({ ...options, staleTime: 0 }));
  };

  return (
    <ResourceForm
      title={record ? `Edit ${nameOf(record)}` : `New ${noun}`}
      schema={props.schema}
      values={{ ...props.values(record), ...(record ? {} : defaults) }}
      onSubmit={submit}
      onClose={props.onClose}
      submitLabel={record ? 'Save' : `Create ${noun}`}
      variant={props.variant ?? 'drawer'}
      {...(record ? { onReload: reload } : {})}
    >
      {props.children}
    </ResourceForm>
  );
}

const FormSkeleton = () => (
  <Box sx={{ display: 'grid', gap: 2.5 }} role="status" aria-label="Loading">
    {[0, 1, 2, 3, 4, 5].map((row) => (
      <Skeleton key={row} variant="rounded" height={32} />
    ))}
  </Box>
);
