import CssBaseline from '@mui/material/CssBaseline';
import { styled, ThemeProvider } from '@mui/material/styles';
import { QueryClientProvider } from '@tanstack/react-query';
import { MaterialDesignContent, SnackbarProvider } from 'notistack';
import type { ReactNode } from 'react';
import { queryClient } from '../api/queryClient';
import { theme } from './theme/theme';

const Toast = styled(MaterialDesignContent)(({ theme: t }) => ({
  '&.notistack-MuiContent': {
    fontFamily: t.typography.fontFamily,
    fontSize: t.typography.body1.fontSize,
    backgroundColor: t.vars.palette.surface.inverse,
    color: t.vars.palette.surface.onInverse,
    boxShadow: t.vars.palette.popShadow,
    flexWrap: 'nowrap',
  },
  '&.notistack-MuiContent-error': {
    backgroundColor: t.vars.palette.error.main,
    color: t.vars.palette.error.contrastText,
  },
}));

/** What every screen stands in: theme, server data, toasts. */
export function Providers({ children }: { children: ReactNode }) {
  return (
    <ThemeProvider
      theme={theme}
      defaultMode="system"
      modeStorageKey="besahubs-theme"
      disableTransitionOnChange
    >
      <CssBaseline />
      <QueryClientProvider client={queryClient}>
        <SnackbarProvider
          maxSnack={3}
          anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
          Components={{ default: Toast, success: Toast, error: Toast }}
        >
          {children}
        </SnackbarProvider>
      </QueryClientProvider>
    </ThemeProvider>
  );
}
