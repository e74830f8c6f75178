import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import Popover from '@mui/material/Popover';
import Typography from '@mui/material/Typography';
import EditRounded from '@mui/icons-material/EditRounded';
import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import type { FieldValues } from 'react-hook-form';
import { z } from 'zod';
import type { FieldProps } from '../form/fields';
import '../form/messages';

/** One line of what is known about a record; with `edit` it can be changed in place. */
export interface Fact<T> {
  label: string;
  show: (record: T) => ReactNode;
  edit?: {
    /** The field of the patch, which is also the field of the record. */
    name: string & keyof T;
    /** One of the Form… fields: `(props) => <FormMoney {...props} />`. */
    field: (props: FieldProps) => ReactNode;
  };
}
export interface FactGroup<T> {
  title: string;
  facts: readonly Fact<T>[];
  /** Leave the group out where it means nothing (docks of an office). */
  when?: (record: T) => boolean;
}

interface FactListProps<T> {
  record: T;
  facts: readonly Fact<T>[];
  schema: z.ZodObject;
  canEdit: boolean;
  onSave: (patch: Record<string, unknown>) => void;
}

/** Facts as label and value, two columns of text; a click on a value edits it. */
export function FactList<T>({ record, facts, schema, canEdit, onSave }: FactListProps<T>) {
  return (
    <Box
      component="dl"
      sx={{
        display: 'grid',
        gridTemplateColumns: 'minmax(104px, 34%) minmax(0, 1fr)',
        m: 0,
        alignItems: 'baseline',
        '@media (pointer: coarse)': { '& dd a:only-child': { my: -0.75 } },
      }}
    >
      {facts.map((fact) => (
        <Box key={fact.label} sx={{ display: 'contents' }}>
          <Typography component="dt" sx={{ color: 'text.secondary', py: 0.75, pr: 1 }}>
            {fact.label}
          </Typography>
          <Box component="dd" sx={{ m: 0, minWidth: 0 }}>
            {canEdit && fact.edit ? (
              <EditableFact record={record} fact={fact} edit={fact.edit} schema={schema} onSave={onSave} />
            ) : (
              <Box sx={{ py: 0.75, px: 0.75, overflowWrap: 'anywhere' }}>{fact.show(record)}</Box>
            )}
          </Box>
        </Box>
      ))}
    </Box>
  );
}

interface EditableProps<T> {
  record: T;
  fact: Fact<T>;
  edit: NonNullable<Fact<T>['edit']>;
  schema: z.ZodObject;
  onSave: (patch: Record<string, unknown>) => void;
}

function EditableFact<T>({ record, fact, edit, schema, onSave }: EditableProps<T>) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const shape = schema.shape as Record<string, z.ZodType>;
  return (
    <>
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          borderRadius: 1,
          px: 0.75,
          '&:hover, &:focus-within': { bgcolor: 'surface.hover' },
          '&:hover .edit, &:focus-within .edit': { opacity: 1 },
        }}
      >
        <Box
          onClick={(event) => setAnchor(event.currentTarget)}
          sx={{ flex: 1, py: 0.75, minWidth: 0, cursor: 'text', overflowWrap: 'anywhere' }}
        >
          {fact.show(record)}
        </Box>
        <ButtonBase
          className="edit"
          aria-label={`Edit ${fact.label}`}
          onClick={(event) => setAnchor(event.currentTarget)}
          sx={{
            width: 24,
            height: 24,
            borderRadius: 1,
            opacity: 0,
            color: 'text.secondary',
            '&:focus-visible': { opacity: 1 },
            '@media (pointer: coarse)': { opacity: 1, width: 44, height: 44 },
          }}
        >
          <EditRounded sx={{ fontSize: 14 }} />
        </ButtonBase>
      </Box>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        slotProps={{ paper: { role: 'dialog', sx: { width: 300 }, 'aria-label': `Change ${fact.label}` } }}
      >
        <FactEditor
          label={fact.label}
          edit={edit}
          value={record[edit.name]}
          schema={z.object({ [edit.name]: shape[edit.name] ?? z.unknown() })}
          onSave={onSave}
          onClose={() => setAnchor(null)}
        />
      </Popover>
    </>
  );
}

interface EditorProps {
  label: string;
  edit: { name: string; field: (props: FieldProps) => ReactNode };
  value: unknown;
  schema: z.ZodObject;
  onSave: (patch: Record<string, unknown>) => void;
  onClose: () => void;
}

function FactEditor({ label, edit, value, schema, onSave, onClose }: EditorProps) {
  const form = useForm<FieldValues>({
    defaultValues: { [edit.name]: value },
    resolver: zodResolver(schema as z.ZodType<FieldValues, FieldValues>),
  });
  // Read while rendering: that is how the form knows that somebody cares.
  const { isDirty } = form.formState;
  const save = form.handleSubmit((values) => {
    onClose();
    if (isDirty) onSave(values);
  });
  const submit = (event: FormEvent) => {
    event.stopPropagation();
    void save(event);
  };
  return (
    <FormProvider {...form}>
      <Box component="form" noValidate onSubmit={submit} sx={{ display: 'grid', gap: 1.5, p: 1.5 }}>
        {edit.field({ name: edit.name, label, autoFocus: true })}
        <Box sx={{ display: 'flex', justifyContent: 'flex-end', gap: 1 }}>
          <Button color="inherit" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="contained">
            Save
          </Button>
        </Box>
      </Box>
    </FormProvider>
  );
}
