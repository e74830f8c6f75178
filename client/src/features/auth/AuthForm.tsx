import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import type { FieldValues, UseFormReturn } from 'react-hook-form';
import type { z } from 'zod';
import '../../components/form/messages';
import { errorText, RequestError } from '../../hooks/errors';

interface AuthFormProps {
  schema: z.ZodType;
  values: FieldValues;
  submitLabel: string;
  onSubmit: (values: FieldValues) => Promise<unknown>;
  /** The sentence for an error; undefined takes the general one. */
  explain?: (error: unknown) => string | undefined;
  children: ReactNode;
  /** Below the button, with the form at hand. */
  after?: (form: UseFormReturn) => ReactNode;
}

/** A short form on a page of its own: one column, one button, the problem on top. */
export function AuthForm({ schema, values, submitLabel, onSubmit, explain, children, after }: AuthFormProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const form = useForm<FieldValues>({
    defaultValues: values,
    resolver: zodResolver(schema as z.ZodType<FieldValues, FieldValues>),
  });
  const submit = form.handleSubmit(async (parsed) => {
    setProblem(null);
    try {
      await onSubmit(parsed);
    } catch (error) {
      if (error instanceof RequestError) {
        Object.entries(error.fields).forEach(([path, message]) => form.setError(path, { message }));
      }
      setProblem(explain?.(error) ?? errorText(error));
    }
  });
  return (
    <FormProvider {...form}>
      <Box
        component="form"
        noValidate
        onSubmit={(event) => void submit(event)}
        sx={{ display: 'grid', gap: 2 }}
      >
        {problem && <Alert severity="error">{problem}</Alert>}
        {children}
        <Button
          type="submit"
          variant="contained"
          loading={form.formState.isSubmitting}
          sx={{ minHeight: 40 }}
        >
          {submitLabel}
        </Button>
        {after?.(form)}
      </Box>
    </FormProvider>
  );
}
