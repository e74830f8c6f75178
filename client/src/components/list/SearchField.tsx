import IconButton from '@mui/material/IconButton';
import InputAdornment from '@mui/material/InputAdornment';
import TextField from '@mui/material/TextField';
import CloseRounded from '@mui/icons-material/CloseRounded';
import SearchRounded from '@mui/icons-material/SearchRounded';
import { useEffect, useRef, useState } from 'react';

interface SearchFieldProps {
  value: string;
  onChange: (q: string) => void;
  placeholder: string;
}

const REST_MS = 250;

/** The list's own search: shows each letter at once, asks the server when the typing rests. */
export function SearchField({ value, onChange, placeholder }: SearchFieldProps) {
  const [draft, setDraft] = useState(value);
  // A word that comes back from the address is not news: more may have been typed since it was sent there.
  const sent = useRef(value);
  useEffect(() => {
    if (value !== sent.current) setDraft(value);
    sent.current = value;
  }, [value]);
  useEffect(() => {
    if (draft.trim() === value) return;
    const timer = setTimeout(() => {
      sent.current = draft.trim();
      onChange(draft.trim());
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [draft, value, onChange]);
  return (
    <TextField
      type="search"
      value={draft}
      placeholder={placeholder}
      onChange={(event) => setDraft(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          sent.current = draft.trim();
          onChange(draft.trim());
        }
        if (event.key === 'Escape') event.currentTarget.querySelector('input')?.blur();
      }}
      sx={{ width: { xs: '100%', sm: 240 }, '& input::-webkit-search-cancel-button': { display: 'none' } }}
      slotProps={{
        htmlInput: { 'aria-label': placeholder },
        input: {
          startAdornment: (
            <InputAdornment position="start" sx={{ mr: 0 }}>
              <SearchRounded sx={{ fontSize: 18 }} />
            </InputAdornment>
          ),
          endAdornment: draft && (
            <IconButton size="small" aria-label="Clear search" edge="end" onClick={() => setDraft('')}>
              <CloseRounded />
            </IconButton>
          ),
        },
      }}
    />
  );
}
