import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { Logo } from '../../components/Logo';
import { useDocumentTitle } from '../../hooks/ui';

interface PublicPageProps {
  title: string;
  text?: ReactNode;
  children?: ReactNode;
}

/** The pages our mails lead to, for people who have no account: one column, one matter. */
export function PublicPage({ title, text, children }: PublicPageProps) {
  useDocumentTitle(title);
  return (
    <Box
      sx={{
        minHeight: '100dvh',
        bgcolor: 'surface.sunken',
        display: 'flex',
        flexDirection: 'column',
        p: { xs: 2, sm: 4 },
      }}
    >
      <Logo />
      <Box
        component="main"
        sx={{
          my: 'auto',
          mx: 'auto',
          width: '100%',
          maxWidth: 480,
          p: { xs: 2.5, sm: 4 },
          bgcolor: 'background.paper',
          border: 1,
          borderColor: 'divider',
          borderRadius: 2,
        }}
      >
        <Typography variant="h1">{title}</Typography>
        {text && (
          <Typography component="div" sx={{ color: 'text.secondary', mt: 1 }}>
            {text}
          </Typography>
        )}
        {children && <Box sx={{ mt: 3 }}>{children}</Box>}
      </Box>
    </Box>
  );
}
