import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { Logo } from '../../components/Logo';
import { useDocumentTitle } from '../../hooks/ui';
import { Skyline } from './Skyline';

interface AuthLayoutProps {
  title: string;
  text?: ReactNode;
  children: ReactNode;
}

/** The pages in front of the login: form on the left, the city on the right where there is room. */
export function AuthLayout({ title, text, children }: AuthLayoutProps) {
  useDocumentTitle(title);
  return (
    <Box
      sx={{
        minHeight: '100dvh',
        display: 'grid',
        gridTemplateColumns: { xs: '1fr', md: 'minmax(440px, 5fr) 7fr' },
      }}
    >
      <Box sx={{ display: 'flex', flexDirection: 'column', px: { xs: 3, sm: 6 }, py: 4 }}>
        <Box component="header">
          <Logo />
        </Box>
        <Box component="main" sx={{ my: 'auto', py: 4, width: '100%', maxWidth: 380, mx: 'auto' }}>
          <Typography variant="figure" component="h1">
            {title}
          </Typography>
          <Typography component="div" sx={{ color: 'text.secondary', mt: 1, mb: 3 }}>
            {text}
          </Typography>
          {children}
        </Box>
      </Box>
      <Box
        aria-hidden
        sx={{
          display: { xs: 'none', md: 'block' },
          position: 'relative',
          overflow: 'hidden',
          bgcolor: 'soft.accent',
          borderLeft: 1,
          borderColor: 'divider',
        }}
      >
        <Skyline />
      </Box>
    </Box>
  );
}
