import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { SvgIconComponent } from '@mui/icons-material';
import InboxRounded from '@mui/icons-material/InboxRounded';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  icon?: SvgIconComponent;
  title: string;
  text?: string;
  /** One primary action, if there is one. */
  action?: ReactNode;
  /** Small: inside a panel or tab rather than a page. */
  compact?: boolean;
}

/** What a place shows when there is nothing to show: why, and what to do about it. */
export function EmptyState({
  icon: Icon = InboxRounded,
  title,
  text,
  action,
  compact = false,
}: EmptyStateProps) {
  return (
    <Box
      sx={{
        display: 'flex',
        flexDirection: 'column',
        alignItems: 'center',
        justifyContent: 'center',
        textAlign: 'center',
        gap: 1,
        px: 3,
        py: compact ? 4 : 8,
      }}
    >
      <Box
        aria-hidden
        sx={{
          display: 'grid',
          placeItems: 'center',
          width: 44,
          height: 44,
          borderRadius: 2,
          color: 'primary.main',
          bgcolor: 'soft.accent',
        }}
      >
        <Icon sx={{ fontSize: 22 }} />
      </Box>
      <Typography variant={compact ? 'h3' : 'h2'} component="h2">
        {title}
      </Typography>
      {text && (
        <Typography sx={{ color: 'text.secondary', maxWidth: 420, textWrap: 'balance' }}>{text}</Typography>
      )}
      {action && (
        <Box sx={{ mt: 1, display: 'flex', gap: 1, flexWrap: 'wrap', justifyContent: 'center' }}>
          {action}
        </Box>
      )}
    </Box>
  );
}
