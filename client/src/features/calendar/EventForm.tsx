import Alert from '@mui/material/Alert';
import Typography from '@mui/material/Typography';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { CalendarAccount, CalendarEvent } from '@besahubs/contracts/calendar';
import { calendarAccounts, calendarEvent, useCreateEvent, useUpdateEvent } from '../../api/calendar';
import { contacts } from '../../api/contacts';
import { useMe } from '../../api/session';
import { FormRecord, FormSelect, FormSwitch, FormText } from '../../components/form/fields';
import { ResourceForm } from '../../components/form/ResourceForm';
import { toast } from '../../components/toast';
import { providerLooks } from '../../domain/calendar';
import type { FormProps } from '../../feature';
import { usePreference } from '../../hooks/ui';
import { useNow } from '../../hooks/zone';
import { ConnectDialog } from './ConnectDialog';
import { eventForm, newValues, toInput, toPatch, valuesOf } from './eventValues';
import type { EventValues, NewEvent } from './eventValues';
import { GuestsField } from './GuestsField';
import { TimesFields } from './TimesFields';

/** Creates an event, or with `id` edits one. It is written to the provider before it shows here. */
export default function EventForm(props: FormProps) {
  const accounts = useQuery(calendarAccounts());
  const event = useQuery({ ...calendarEvent(props.id ?? ''), enabled: props.id !== undefined });
  if (!accounts.data) return null;
  if (!accounts.data.length) return <ConnectDialog onClose={props.onClose} />;
  if (!props.id) return <CreateForm {...props} accounts={accounts.data} />;
  return event.data ? <EditForm {...props} event={event.data} accounts={accounts.data} /> : null;
}

type LoadedProps = FormProps & { accounts: readonly CalendarAccount[] };

function CreateForm({ accounts, defaults, onClose }: LoadedProps) {
  const { timezone } = useMe();
  const now = useNow();
  const create = useCreateEvent();
  const [preferred, setPreferred] = usePreference<string | null>('calendar-account', null);
  const usable = accounts.filter((account) => account.status !== 'needs_reauth');
  const account = usable.find(({ id }) => id === preferred) ?? usable[0] ?? accounts[0];
  const given = defaults as Partial<NewEvent> | undefined;
  return (
    <ResourceForm
      title="New event"
      schema={eventForm}
      values={newValues({ accountId: account?.id ?? null, zone: timezone, now, ...given })}
      submitLabel="Create event"
      onClose={onClose}
      onSubmit={async (values) => {
        const created = await create.mutateAsync(toInput(values as EventValues));
        setPreferred(created.accountId);
        toast.success(`Created ${created.title ?? 'the event'}`);
        onClose();
      }}
    >
      <Fields accounts={accounts} isNew />
    </ResourceForm>
  );
}

function EditForm({ accounts, event, onClose }: LoadedProps & { event: CalendarEvent }) {
  const { timezone } = useMe();
  const cache = useQueryClient();
  const update = useUpdateEvent();
  // A sync may renew the event while it is edited; the change was made from the one the form was opened with.
  const seen = useRef(event);
  const reload = async () => {
    seen.current = await cache.fetchQuery({ ...calendarEvent(event.id), staleTime: 0 });
    return { ...valuesOf(seen.current, timezone) };
  };
  return (
    <ResourceForm
      title="Edit event"
      schema={eventForm}
      values={{ ...valuesOf(seen.current, timezone) }}
      submitLabel="Save"
      onClose={onClose}
      onReload={reload}
      onSubmit={async (values, changed) => {
        if (changed.length) {
          const patch = toPatch(values as EventValues, changed, seen.current.etag);
          const saved = await update.mutateAsync({ id: event.id, patch });
          toast.success(`Saved ${saved.title ?? 'the event'}`);
        }
        onClose();
      }}
    >
      {event.recurring && (
        <Alert severity="info">This event repeats. What you change here changes this one only.</Alert>
      )}
      <Fields accounts={accounts} isNew={false} />
    </ResourceForm>
  );
}

function Fields({ accounts, isNew }: { accounts: readonly CalendarAccount[]; isNew: boolean }) {
  const options = accounts.map(({ id, email, provider }) => ({
    value: id,
    label: `${email} · ${providerLooks[provider].name}`,
  }));
  return (
    <>
      <FormText name="title" label="Title" required autoFocus />
      <TimesFields />
      <FormText name="location" label="Location" />
      <GuestsField name="attendees" />
      {isNew && <FormSwitch name="conference" label="Add a video meeting" />}
      <FormText name="description" label="Description" multiline />
      <FormRecord name="contactId" label="About" source={contacts} placeholder="Link a contact" />
      <FormSelect name="accountId" label="Calendar" options={options} required disabled={!isNew} />
      {isNew && (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          Guests get an invitation from your calendar.
        </Typography>
      )}
    </>
  );
}
