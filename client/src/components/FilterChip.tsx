import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import IconButton from '@mui/material/IconButton';
import CloseRounded from '@mui/icons-material/CloseRounded';

interface FilterChipProps {
  /** What is filtered, and how it is compared: “Stage is”. */
  label: string;
  value: string;
  /** Opens the form to change it, at the chip; without it the chip only tells. */
  onEdit?: ((anchor: HTMLElement) => void) | undefined;
  /** What × does, for those who do not see the chip. */
  removeLabel: string;
  onRemove: () => void;
}

const cut = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
const text = { pl: 1, pr: 0.5, height: '100%', minWidth: 0, maxWidth: 420, gap: 0.5 } as const;

/** A filter that is on: click to change it, × to remove it. */
export function FilterChip({ label, value, onEdit, removeLabel, onRemove }: FilterChipProps) {
  const words = (
    <>
      <Box component="span" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
        {label}
      </Box>
      <Box component="span" title={value} sx={{ fontWeight: 540, ...cut }}>
        {value}
      </Box>
    </>
  );
  return (
    <Box
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        minWidth: 0,
        maxWidth: '100%',
        height: 32,
        borderRadius: 1,
        bgcolor: 'soft.accent',
        '@media (pointer: coarse)': { height: 44 },
      }}
    >
      {onEdit ? (
        <ButtonBase onClick={(event) => onEdit(event.currentTarget)} sx={{ ...text, borderRadius: 1 }}>
          {words}
        </ButtonBase>
      ) : (
        <Box sx={{ ...text, display: 'inline-flex', alignItems: 'center' }}>{words}</Box>
      )}
      <IconButton className="no-print" size="small" aria-label={removeLabel} onClick={onRemove}>
        <CloseRounded sx={{ fontSize: '0.875rem !important' }} />
      </IconButton>
    </Box>
  );
}
