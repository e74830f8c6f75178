import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Typography from '@mui/material/Typography';
import { useColorScheme } from '@mui/material/styles';
import { zodResolver } from '@hookform/resolvers/zod';
import type { ReactNode } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import type { FieldValues } from 'react-hook-form';
import type { z } from 'zod';
import { passwordChange, profilePatch } from '@besahubs/contracts/auth';
import { changePassword, saveProfile } from '../../api/auth';
import { adopt, updateMe, useMe } from '../../api/session';
import '../../components/form/messages';
import { FormRow, FormText } from '../../components/form/fields';
import { FormZone } from '../../components/form/FormZone';
import { Section } from '../../components/Page';
import { toast } from '../../components/toast';
import { RequestError } from '../../hooks/errors';
import { useDocumentTitle } from '../../hooks/ui';

export function Component() {
  useDocumentTitle('Profile');
  const me = useMe();
  return (
    <>
      <Section title="You">
        <SettingsForm
          schema={profilePatch}
          values={{
            firstName: me.firstName,
            lastName: me.lastName,
            title: me.title,
            phone: me.phone,
            timezone: me.timezone,
          }}
          submitLabel="Save"
          onSubmit={async (values) => {
            updateMe(await saveProfile(values));
            toast.success('Profile saved');
          }}
        >
          <FormRow>
            <FormText name="firstName" label="First name" required autoComplete="given-name" />
            <FormText name="lastName" label="Last name" required autoComplete="family-name" />
            <FormText name="title" label="Title" autoComplete="organization-title" />
            <FormText name="phone" label="Phone" type="tel" autoComplete="tel" />
          </FormRow>
          <FormZone name="timezone" label="Time zone" hint="All times of the app are shown in this zone." />
        </SettingsForm>
      </Section>
      <Section title="Appearance">
        <ThemeChoice />
      </Section>
      <Section title="Password">
        <SettingsForm
          schema={passwordChange}
          values={{ currentPassword: null, newPassword: null }}
          submitLabel="Change password"
          clearAfter
          onSubmit={async (values) => {
            adopt(await changePassword(values['currentPassword'] as string, values['newPassword'] as string));
            toast.success('Password changed. Your other sessions have ended.');
          }}
        >
          <FormRow>
            <FormText
              name="currentPassword"
              label="Present password"
              type="password"
              autoComplete="current-password"
            />
            <FormText
              name="newPassword"
              label="New password"
              type="password"
              autoComplete="new-password"
              hint="At least ten characters"
            />
          </FormRow>
        </SettingsForm>
      </Section>
    </>
  );
}

interface SettingsFormProps {
  schema: z.ZodType;
  values: FieldValues;
  submitLabel: string;
  /** Passwords do not stay in their fields. */
  clearAfter?: boolean;
  onSubmit: (values: FieldValues) => Promise<void>;
  children: ReactNode;
}

function SettingsForm({ schema, values, submitLabel, clearAfter, onSubmit, children }: SettingsFormProps) {
  const form = useForm<FieldValues>({
    defaultValues: values,
    resolver: zodResolver(schema as z.ZodType<FieldValues, FieldValues>),
  });
  const submit = form.handleSubmit(async (parsed) => {
    try {
      await onSubmit(parsed);
      form.reset(clearAfter ? values : parsed);
    } catch (error) {
      const fields = error instanceof RequestError ? Object.entries(error.fields) : [];
      fields.forEach(([path, message]) => form.setError(path, { message }));
      if (!fields.length) toast.error(error);
    }
  });
  return (
    <FormProvider {...form}>
      <Box
        component="form"
        noValidate
        onSubmit={(event) => void submit(event)}
        sx={{ display: 'grid', gap: 2, pt: 1 }}
      >
        {children}
        <Button
          type="submit"
          variant="contained"
          disabled={!form.formState.isDirty}
          loading={form.formState.isSubmitting}
          sx={{ justifySelf: 'start' }}
        >
          {submitLabel}
        </Button>
      </Box>
    </FormProvider>
  );
}

function ThemeChoice() {
  const { mode, setMode } = useColorScheme();
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, flexWrap: 'wrap', pt: 1 }}>
      <Typography id="theme-label">Theme</Typography>
      <ToggleButtonGroup
        exclusive
        size="small"
        aria-labelledby="theme-label"
        value={mode ?? 'system'}
        onChange={(_event, next: 'light' | 'dark' | 'system' | null) => next && setMode(next)}
      >
        <ToggleButton value="light">Light</ToggleButton>
        <ToggleButton value="dark">Dark</ToggleButton>
        <ToggleButton value="system">As the system</ToggleButton>
      </ToggleButtonGroup>
    </Box>
  );
}
