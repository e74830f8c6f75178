import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import CloseRounded from '@mui/icons-material/CloseRounded';
import { zodResolver } from '@hookform/resolvers/zod';
import { useEffect, useId, useRef, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import type { FieldValues, UseFormReturn } from 'react-hook-form';
import type { z } from 'zod';
import { keyLabel } from '../../hooks/hotkeys';
import { errorText, isErrorCode, RequestError } from '../../hooks/errors';
import { ConfirmDialog } from '../ConfirmDialog';
import './messages';

export interface ResourceFormProps {
  title: string;
  /** The contract's input schema; its findings show at the fields before anything is sent. */
  schema: z.ZodType;
  values: FieldValues;
  /** Gets the parsed values and the names of the top-level fields that were changed. */
  onSubmit: (values: FieldValues, changed: readonly string[]) => Promise<unknown>;
  onClose: () => void;
  submitLabel: string;
  /** After a conflict: loads the record anew and gives the form its values. */
  onReload?: () => Promise<FieldValues>;
  /** `drawer` for records, `dialog` for a few fields. */
  variant?: 'drawer' | 'dialog';
  children: ReactNode;
}

/**
 * A form in a drawer or dialog: errors at their fields (also the server's, by path), ⌘↵ submits,
 * closing with changes asks first, and a conflict offers to load what the other person saved.
 */
export function ResourceForm(props: ResourceFormProps) {
  const form = useForm<FieldValues>({
    defaultValues: props.values,
    resolver: zodResolver(props.schema as z.ZodType<FieldValues, FieldValues>),
    mode: 'onTouched',
  });
  const [problem, setProblem] = useState<unknown>(null);
  const [asking, setAsking] = useState(false);
  const titleId = useId();
  const { isDirty, isSubmitting, dirtyFields } = form.formState;
  useLeaveGuard(isDirty && !isSubmitting);

  const close = () => (isDirty ? setAsking(true) : props.onClose());
  const send = form.handleSubmit(async (values) => {
    setProblem(null);
    const changed = Object.keys(dirtyFields);
    try {
      await props.onSubmit(values, changed);
    } catch (error) {
      setProblem(showAtFields(form, error) ? null : error);
    }
  });
  // The button rests while it works, the keys do not.
  const sending = useRef(false);
  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    if (sending.current) return;
    sending.current = true;
    await send(event).finally(() => (sending.current = false));
  };
  const reload = async () => {
    const fresh = await props.onReload?.();
    if (!fresh) return;
    form.reset(fresh, { keepDirtyValues: true });
    setProblem(null);
  };

  const content = (
    <FormProvider {...form}>
      <Box
        component="form"
        noValidate
        onSubmit={(event) => void submit(event)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) void submit();
        }}
        sx={{ display: 'flex', flexDirection: 'column', minHeight: 0, flex: 1 }}
      >
        <Box
          sx={{
            display: 'flex',
            alignItems: 'center',
            px: 2.5,
            minHeight: 56,
            borderBottom: 1,
            borderColor: 'divider',
          }}
        >
          <Typography id={titleId} variant="h2" sx={{ flex: 1 }} noWrap>
            {props.title}
          </Typography>
          <IconButton aria-label="Close" onClick={close}>
            <CloseRounded />
          </IconButton>
        </Box>
        <Box
          sx={{ flex: 1, overflowY: 'auto', px: 2.5, py: 2, display: 'grid', gap: 2, alignContent: 'start' }}
        >
          {problem !== null && <Problem error={problem} onReload={props.onReload && reload} />}
          {props.children}
        </Box>
        <Box
          sx={{
            display: 'flex',
            justifyContent: 'flex-end',
            gap: 1,
            px: 2.5,
            py: 1.5,
            borderTop: 1,
            borderColor: 'divider',
          }}
        >
          <Button color="inherit" onClick={close}>
            Cancel
          </Button>
          <Button
            type="submit"
            variant="contained"
            loading={isSubmitting}
            title={`${keyLabel('mod+enter')} submits`}
          >
            {props.submitLabel}
          </Button>
        </Box>
      </Box>
      <ConfirmDialog
        open={asking}
        title="Discard your changes?"
        text="What you typed here has not been saved."
        confirm="Discard"
        cancel="Keep editing"
        onConfirm={props.onClose}
        onCancel={() => setAsking(false)}
      />
    </FormProvider>
  );

  if (props.variant === 'dialog') {
    return (
      <Dialog open onClose={close} fullWidth maxWidth="sm" aria-labelledby={titleId}>
        {content}
      </Dialog>
    );
  }
  return (
    <Drawer
      open
      anchor="right"
      onClose={close}
      slotProps={{
        paper: {
          role: 'dialog',
          'aria-modal': true,
          'aria-labelledby': titleId,
          sx: { width: 'min(560px, 100vw)', display: 'flex' },
        },
      }}
    >
      {content}
    </Drawer>
  );
}

function Problem({ error, onReload }: { error: unknown; onReload: (() => Promise<void>) | undefined }) {
  const conflict = isErrorCode(error, 'conflict') && onReload;
  return (
    <Alert
      severity={conflict ? 'warning' : 'error'}
      action={
        conflict && (
          <Button color="inherit" onClick={() => void onReload()}>
            Load theirs
          </Button>
        )
      }
    >
      {conflict
        ? 'Someone else saved this record while you were editing. Load their version; your own changes stay in the form.'
        : errorText(error)}
    </Alert>
  );
}

/** Puts the server's findings at the fields they are about; false when some belong to no field. */
function showAtFields(form: UseFormReturn, error: unknown): boolean {
  if (!(error instanceof RequestError)) return false;
  const entries = Object.entries(error.fields);
  const known = new Set(Object.keys(form.getValues()));
  const mine = entries.filter(([path]) => known.has(path.split('.')[0] ?? ''));
  mine.forEach(([path, message], index) =>
    form.setError(path, { type: 'server', message }, { shouldFocus: index === 0 }),
  );
  return entries.length > 0 && mine.length === entries.length;
}

/** The browser asks before it closes a tab with unsaved changes. */
function useLeaveGuard(active: boolean): void {
  useEffect(() => {
    if (!active) return;
    const guard = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', guard);
    return () => window.removeEventListener('beforeunload', guard);
  }, [active]);
}
