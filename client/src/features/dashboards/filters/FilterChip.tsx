import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import IconButton from '@mui/material/IconButton';
import CloseRounded from '@mui/icons-material/CloseRounded';
import type { FilterTest } from '@besahubs/contracts/reportFilters';
import { testText } from './fields';
import type { FilterField } from './fields';
import { useNames } from './sources';

interface FilterChipProps {
  test: FilterTest;
  field: FilterField | undefined;
  label: string;
  onEdit: (anchor: HTMLElement) => void;
  onRemove: () => void;
}

/** A filter that is on: click to change it, × to remove it. */
export function FilterChip({ test, field, label, onEdit, onRemove }: FilterChipProps) {
  const names = useNames(field, test);
  const { op, value } = testText(test, { field, names });
  return (
    <Box
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        minWidth: 0,
        height: 32,
        borderRadius: 1,
        bgcolor: 'soft.accent',
        '@media (pointer: coarse)': { height: 44 },
      }}
    >
      <ButtonBase
        disabled={!field}
        onClick={(event) => onEdit(event.currentTarget)}
        sx={{ pl: 1, pr: 0.5, height: '100%', borderRadius: 1, minWidth: 0, maxWidth: 360, gap: 0.5 }}
      >
        <Box component="span" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
          {label} {op}
        </Box>
        <Box
          component="span"
          title={value}
          sx={{ fontWeight: 540, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}
        >
          {value}
        </Box>
      </ButtonBase>
      <IconButton className="no-print" size="small" aria-label={`Remove filter ${label}`} onClick={onRemove}>
        <CloseRounded sx={{ fontSize: '0.875rem !important' }} />
      </IconButton>
    </Box>
  );
}
