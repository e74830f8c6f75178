import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormState } from 'react-hook-form';
import { attendee } from '@besahubs/contracts/calendar';
import { contacts } from '../../api/contacts';
import { useField } from '../../components/form/fields';
import { useDebounced } from '../../hooks/ui';
import type { EventValues } from './eventValues';

type Guest = EventValues['attendees'][number];
type GuestErrors = ({ email?: { message?: string } } | undefined)[];

/** `Ana Ruiz <ana@x.test>`, `ana@x.test`: the address, or the text as it was when it holds none. */
function typedGuest(typed: string): Guest {
  const named = /^(.*?)\s*<([^>]+)>$/.exec(typed.trim());
  const email = (named?.[2] ?? typed).trim().toLowerCase();
  return { email, name: named?.[1]?.replaceAll('"', '').trim() || null };
}
const isAddress = (guest: Guest): boolean => attendee.safeParse(guest).success;
const addressOf = (entry: Guest | string): string => (typeof entry === 'string' ? entry : entry.email);
const toGuests = (entry: Guest | string): Guest[] =>
  typeof entry === 'string'
    ? entry
        .split(/[,;\n]+/)
        .filter((part) => part.trim())
        .map(typedGuest)
    : [entry];

/** E-mail addresses as chips: typed, pasted, or picked from the contacts. */
export function GuestsField({ name }: { name: 'attendees' }) {
  const { value, set, input } = useField({ name, label: 'Guests' });
  const guests = (value ?? []) as Guest[];
  const { errors } = useFormState<EventValues>({ name });
  const [typed, setTyped] = useState('');
  const q = useDebounced(typed.trim());
  const found = useQuery({
    queryKey: [contacts.name, 'search', q],
    queryFn: ({ signal }) => contacts.search(q, signal),
    enabled: q.length > 1,
    placeholderData: keepPreviousData,
  });
  const taken = new Set(guests.map((guest) => guest.email));
  const options = (q.length > 1 ? (found.data?.items ?? []) : [])
    .flatMap((contact) => (contact.email ? [{ email: contact.email.toLowerCase(), name: contact.name }] : []))
    .filter((option) => !taken.has(option.email));

  const change = (next: (Guest | string)[]) => {
    const all = next.flatMap(toGuests);
    set(all.filter((guest, index) => all.findIndex((other) => other.email === guest.email) === index));
  };
  const guestErrors = Array.isArray(errors.attendees) ? (errors.attendees as GuestErrors) : [];
  const firstError = guestErrors.find((each) => each?.email)?.email?.message;
  const invalid = guests.filter((guest) => !isAddress(guest));
  const problem = invalid.length
    ? `${invalid.map((guest) => guest.email).join(', ')}: no valid e-mail address`
    : firstError;
  return (
    <Autocomplete<Guest, true, false, true>
      multiple
      freeSolo
      autoSelect
      size="small"
      options={options}
      filterOptions={(all) => all}
      value={guests}
      inputValue={typed}
      onInputChange={(_event, text) => {
        // A comma or a blank after an address ends it, as in every mail program.
        const ended = /[,;\s]$/.test(text) && isAddress(typedGuest(text.slice(0, -1)));
        if (ended) change([...guests, text.slice(0, -1)]);
        setTyped(ended ? '' : text);
      }}
      getOptionLabel={(option) => (typeof option === 'string' ? option : (option.name ?? option.email))}
      getOptionKey={addressOf}
      isOptionEqualToValue={(option, other) => addressOf(option) === addressOf(other)}
      onChange={(_event, next) => change(next)}
      renderOption={({ key, ...props }, option) => (
        <Box component="li" key={key} {...props} sx={{ display: 'block !important' }}>
          {option.name}
          <Box component="span" sx={{ color: 'text.secondary', ml: 1 }}>
            {option.email}
          </Box>
        </Box>
      )}
      renderInput={(params) => (
        <TextField
          {...params}
          {...input}
          error={Boolean(problem) || input.error}
          helperText={problem ?? input.helperText}
          placeholder={guests.length ? '' : 'Name or e-mail'}
        />
      )}
    />
  );
}
