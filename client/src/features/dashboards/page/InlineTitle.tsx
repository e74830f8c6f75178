import ButtonBase from '@mui/material/ButtonBase';
import InputBase from '@mui/material/InputBase';
import Typography from '@mui/material/Typography';
import { useEffect, useRef, useState } from 'react';

interface InlineTitleProps {
  value: string;
  label: string;
  /** Null for those who may only read it. */
  onSave: ((value: string) => void) | null;
  variant?: 'h1' | 'h3';
}

const MOST = 120;

/** A name that is edited where it stands: Enter or leaving keeps it, Escape does not. */
export function InlineTitle({ value, label, onSave, variant = 'h1' }: InlineTitleProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  useEffect(() => {
    if (draft === null && wasEditing.current) button.current?.focus();
    wasEditing.current = draft !== null;
  }, [draft]);
  const component = variant === 'h1' ? 'h1' : 'h2';

  if (draft !== null && onSave) {
    const keep = () => {
      const name = draft.trim();
      if (name && name !== value) onSave(name);
      setDraft(null);
    };
    return (
      <InputBase
        autoFocus
        fullWidth
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') keep();
          if (event.key === 'Escape') {
            event.stopPropagation();
            setDraft(null);
          }
        }}
        slotProps={{ input: { 'aria-label': label, maxLength: MOST } }}
        sx={(theme) => ({
          ...theme.typography[variant],
          '& input': { p: 0, height: 'auto', borderBottom: 2, borderColor: 'primary.main' },
        })}
      />
    );
  }
  if (!onSave) {
    return (
      <Typography variant={variant} component={component} noWrap title={value}>
        {value}
      </Typography>
    );
  }
  return (
    <Typography variant={variant} component={component} noWrap sx={{ minWidth: 0 }}>
      <ButtonBase
        ref={button}
        title="Rename"
        onClick={() => setDraft(value)}
        sx={{
          font: 'inherit',
          letterSpacing: 'inherit',
          maxWidth: '100%',
          borderRadius: 0.75,
          mx: -0.5,
          px: 0.5,
          '&:hover': { bgcolor: 'surface.hover' },
          '@media (pointer: coarse)': { minHeight: 44 },
        }}
      >
        <span style={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>{value}</span>
      </ButtonBase>
    </Typography>
  );
}
