import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import Typography from '@mui/material/Typography';
import { zodResolver } from '@hookform/resolvers/zod';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FormProvider, useController, useForm } from 'react-hook-form';
import type { FieldValues } from 'react-hook-form';
import { useParams } from 'react-router-dom';
import type { z } from 'zod';
import { welcomeInput } from '@besahubs/contracts/email';
import type { Welcome, WelcomeInput } from '@besahubs/contracts/email';
import { answerWelcome, welcome } from '../../api/email';
import { FormRow, FormText } from '../../components/form/fields';
import '../../components/form/messages';
import { errorText } from '../../hooks/errors';
import { PublicPage } from './PublicPage';

/** Opened from an invitation to a contact: `/welcome/:token`. */
export function Component() {
  const { token = '' } = useParams();
  const found = useQuery(welcome(token));
  const [answer, setAnswer] = useState<boolean | null>(null);
  if (answer !== null) return <Thanks consent={answer} />;
  if (found.isError)
    return (
      <PublicPage
        title="This link is not valid any more"
        text="It has been used already, or a newer one was sent. Ask whoever wrote to you for a new one."
      />
    );
  if (!found.data) return <PublicPage title="Welcome" />;
  return <WelcomeForm token={token} known={found.data} onDone={setAnswer} />;
}

const Thanks = ({ consent }: { consent: boolean }) => (
  <PublicPage
    title="Thank you"
    text={
      consent
        ? 'Your details are up to date. You can unsubscribe at any time with the link in every mail.'
        : 'We have noted that you want no news from us. This page can be closed.'
    }
  />
);

interface WelcomeFormProps {
  token: string;
  known: Welcome;
  onDone: (consent: boolean) => void;
}

function WelcomeForm({ token, known, onDone }: WelcomeFormProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const form = useForm<FieldValues>({
    defaultValues: {
      firstName: known.firstName,
      lastName: known.lastName,
      title: known.title,
      phone: known.phone,
      // Consent is what somebody chose, never what was chosen for them.
      consent: null,
    },
    resolver: zodResolver(welcomeInput as z.ZodType<FieldValues, FieldValues>),
  });
  const submit = form.handleSubmit(async (values) => {
    setProblem(null);
    try {
      await answerWelcome(token, values as WelcomeInput);
      onDone(values['consent'] === true);
    } catch (error) {
      setProblem(errorText(error));
    }
  });
  const from = known.invitedBy ? `${known.invitedBy} of ${known.organization}` : known.organization;
  return (
    <PublicPage
      title={`Welcome, ${known.firstName}`}
      text={`${from} would like to stay in touch. Are your details right?`}
    >
      <FormProvider {...form}>
        <Box
          component="form"
          noValidate
          onSubmit={(event) => void submit(event)}
          sx={{ display: 'grid', gap: 2 }}
        >
          {problem && <Alert severity="error">{problem}</Alert>}
          <FormRow>
            <FormText name="firstName" label="First name" autoComplete="given-name" required />
            <FormText name="lastName" label="Last name" autoComplete="family-name" required />
          </FormRow>
          <FormText name="title" label="Title" autoComplete="organization-title" />
          <FormText name="phone" label="Phone" type="tel" autoComplete="tel" />
          {known.email && (
            <Typography variant="body2" sx={{ color: 'text.secondary' }}>
              We write to {known.email}
              {known.company && ` · ${known.company}`}
            </Typography>
          )}
          <ConsentField organization={known.organization} />
          <Button
            type="submit"
            variant="contained"
            loading={form.formState.isSubmitting}
            sx={{ minHeight: 44 }}
          >
            Save
          </Button>
        </Box>
      </FormProvider>
    </PublicPage>
  );
}

function ConsentField({ organization }: { organization: string }) {
  const { field, fieldState } = useController({ name: 'consent' });
  const chosen = field.value as boolean | null;
  return (
    <Box component="fieldset" sx={{ border: 0, p: 0, m: 0 }}>
      <Typography component="legend" variant="h3" sx={{ p: 0, mb: 0.5 }}>
        What may {organization} send you?
      </Typography>
      <RadioGroup
        name="consent"
        value={chosen === null ? '' : chosen ? 'yes' : 'no'}
        onChange={(_event, value) => field.onChange(value === 'yes')}
      >
        <FormControlLabel value="yes" control={<Radio />} label="Properties and market news that fit me" />
        <FormControlLabel value="no" control={<Radio />} label="Nothing" />
      </RadioGroup>
      {fieldState.invalid && (
        <Typography variant="body2" role="alert" sx={{ color: 'error.main' }}>
          Please choose one.
        </Typography>
      )}
    </Box>
  );
}
