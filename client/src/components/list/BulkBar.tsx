import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { ReactNode } from 'react';
import { number } from '../format';

interface BulkBarProps {
  count: number;
  onClear: () => void;
  children: ReactNode;
}

/** Takes the place of the filters while rows are selected: what can be done with all of them. */
export function BulkBar({ count, onClear, children }: BulkBarProps) {
  return (
    <Box
      role="toolbar"
      aria-label="Selected rows"
      sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, minHeight: 32 }}
    >
      <Box component="span" className="num" aria-live="polite" sx={{ fontWeight: 540 }}>
        {number(count)} selected
      </Box>
      {children}
      <Button color="inherit" onClick={onClear} sx={{ color: 'text.secondary' }}>
        Clear selection
      </Button>
    </Box>
  );
}
