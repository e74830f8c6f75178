import TextField from '@mui/material/TextField';
import { useState } from 'react';

interface NameInputProps {
  value: string;
  /** Null: it stays as it was. */
  onDone: (value: string | null) => void;
}

/** A name edited in its row: Enter or leaving keeps it, Escape does not. */
export function NameInput({ value, onDone }: NameInputProps) {
  const [draft, setDraft] = useState(value);
  return (
    <TextField
      autoFocus
      value={draft}
      onChange={(event) => setDraft(event.target.value)}
      onFocus={(event) => event.target.select()}
      onBlur={() => onDone(draft.trim() || null)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onDone(draft.trim() || null);
        if (event.key === 'Escape') onDone(null);
      }}
      sx={{ maxWidth: 420, position: 'relative' }}
      slotProps={{ htmlInput: { 'aria-label': 'Name of the dashboard', maxLength: 120 } }}
    />
  );
}
