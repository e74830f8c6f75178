import Box from '@mui/material/Box';

/** The mark: two towers in a rounded square. `withName` adds the wordmark. */
export function Logo({ withName = true, size = 28 }: { withName?: boolean; size?: number }) {
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.25, minWidth: 0 }}>
      <Box component="svg" viewBox="0 0 32 32" aria-hidden sx={{ width: size, height: size, flexShrink: 0 }}>
        <Box component="rect" width={32} height={32} rx={7} sx={{ fill: 'var(--bh-palette-primary-main)' }} />
        <Box
          component="g"
          sx={{
            stroke: 'var(--bh-palette-primary-contrastText)',
            fill: 'none',
            strokeLinejoin: 'round',
            strokeLinecap: 'round',
          }}
        >
          <path d="M8 25V10.5L15 7v18M15 13.5h9V25" strokeWidth={2.4} />
          <path d="M19.5 17.6v.01M19.5 21.2v.01M11.5 13.4v.01M11.5 17.2v.01M11.5 21v.01" strokeWidth={2.2} />
        </Box>
      </Box>
      {withName && (
        <Box component="span" sx={{ fontWeight: 640, fontSize: '1rem', letterSpacing: '-0.015em' }}>
          BesaHubs
        </Box>
      )}
    </Box>
  );
}
