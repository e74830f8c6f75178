import Box from '@mui/material/Box';
import HandshakeOutlined from '@mui/icons-material/HandshakeOutlined';
import KeyRounded from '@mui/icons-material/KeyRounded';
import type { Deal } from '@besahubs/contracts/deals';

const ICONS = { sale: HandshakeOutlined, lease: KeyRounded };

/** A sale or a lease, as a picture beside the name that says it too. */
export function DealMark({ kind, size }: { kind: Deal['kind']; size: number }) {
  const Icon = ICONS[kind];
  return (
    <Box
      aria-hidden
      sx={{
        display: 'grid',
        placeItems: 'center',
        flexShrink: 0,
        width: size,
        height: size,
        borderRadius: 1,
        color: 'primary.main',
        bgcolor: 'soft.accent',
      }}
    >
      <Icon sx={{ fontSize: size * 0.6 }} />
    </Box>
  );
}
