import Box from '@mui/material/Box';
import { keyLabel } from '../hooks/hotkeys';

/** A key as it looks on a keyboard. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <Box
      component="kbd"
      sx={{
        px: 0.75,
        minWidth: 20,
        textAlign: 'center',
        fontFamily: 'inherit',
        fontSize: '0.75rem',
        lineHeight: '18px',
        borderRadius: 0.75,
        border: 1,
        borderColor: 'line.main',
        color: 'text.secondary',
        bgcolor: 'background.paper',
        whiteSpace: 'nowrap',
      }}
    >
      {keyLabel(keys)}
    </Box>
  );
}
