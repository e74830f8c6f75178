import Box from '@mui/material/Box';
import ErrorOutlineRounded from '@mui/icons-material/ErrorOutlineRounded';
import { When } from './values';

interface DueProps {
  value: string | null;
  /** Past and not done: marked by an icon and a colour. */
  overdue: boolean;
}

/** When something is due. */
export function Due({ value, overdue }: DueProps) {
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.5,
        whiteSpace: 'nowrap',
        color: overdue ? 'error.main' : 'text.secondary',
      }}
    >
      {overdue && <ErrorOutlineRounded titleAccess="Overdue" sx={{ fontSize: 15 }} />}
      <When value={value} />
    </Box>
  );
}
