import Box from '@mui/material/Box';
import type { PropertyType } from '@besahubs/contracts/properties';
import { propertyTypeIcons } from '../../domain/properties';

/** The kind of a property as a picture. Decorative: its name stands beside it. */
export function PropertyMark({ type, size }: { type: PropertyType; size: number }) {
  const Icon = propertyTypeIcons[type];
  return (
    <Box
      aria-hidden
      sx={{
        display: 'grid',
        placeItems: 'center',
        flexShrink: 0,
        width: size,
        height: size,
        borderRadius: size > 28 ? 1.5 : 0.75,
        color: 'primary.main',
        bgcolor: 'soft.accent',
      }}
    >
      <Icon sx={{ fontSize: size * 0.6 }} />
    </Box>
  );
}
