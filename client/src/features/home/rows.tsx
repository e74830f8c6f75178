import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';

interface HomeRowProps {
  to: string | null;
  lead?: ReactNode;
  title: ReactNode;
  subtitle?: ReactNode;
  meta?: ReactNode;
}

/** One thing to do or know; the whole row is the link. */
export function HomeRow({ to, lead, title, subtitle, meta }: HomeRowProps) {
  return (
    <Box
      component="li"
      sx={{
        position: 'relative',
        display: 'flex',
        alignItems: 'center',
        gap: 1.25,
        minHeight: 44,
        borderTop: 1,
        borderColor: 'divider',
        '&:hover': { bgcolor: 'surface.hover' },
      }}
    >
      {lead && <Box sx={{ position: 'relative', zIndex: 1, display: 'flex' }}>{lead}</Box>}
      <Box sx={{ flex: 1, minWidth: 0, py: 0.75 }}>
        <Typography noWrap sx={{ fontWeight: 540 }}>
          {to ? (
            <Box
              component={Link}
              to={to}
              sx={{
                color: 'inherit',
                textDecoration: 'none',
                '&::after': { content: '""', position: 'absolute', inset: 0 },
              }}
            >
              {title}
            </Box>
          ) : (
            title
          )}
        </Typography>
        {subtitle && (
          <Typography component="div" variant="body2" noWrap sx={{ color: 'text.secondary' }}>
            {subtitle}
          </Typography>
        )}
      </Box>
      <Box className="num" sx={{ flexShrink: 0, textAlign: 'right', color: 'text.secondary' }}>
        {meta}
      </Box>
    </Box>
  );
}

export const Rows = ({ children }: { children: ReactNode }) => (
  <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
    {children}
  </Box>
);

/** A panel without rows says so in one quiet line. */
export const Quiet = ({ children }: { children: ReactNode }) => (
  <Typography sx={{ color: 'text.secondary', py: 1.5, borderTop: 1, borderColor: 'divider' }}>
    {children}
  </Typography>
);
