import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import ArrowBackRounded from '@mui/icons-material/ArrowBackRounded';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { useDocumentTitle, useIsPhone } from '../hooks/ui';

interface PageHeaderProps {
  title: string;
  /** In place of the title, where it can be edited. */
  heading?: ReactNode;
  /** The list that the page belongs to: a line above the title, on phones an arrow beside it. */
  back?: { to: string; label: string };
  /** One line of context under the title. */
  context?: ReactNode;
  /** Primary action on the right; secondary ones before it. */
  actions?: ReactNode;
}

/** Title, one line of context, actions on the right. Sets the document title. */
export function PageHeader({ title, heading, back, context, actions }: PageHeaderProps) {
  useDocumentTitle(title);
  const phone = useIsPhone();
  return (
    <Box
      component="header"
      sx={{
        display: 'flex',
        alignItems: 'flex-start',
        flexWrap: 'wrap',
        gap: 1.5,
        px: { xs: 2, sm: 3 },
        pt: { xs: 1.5, sm: back ? 1.5 : 2.5 },
        pb: 1.5,
      }}
    >
      <Box sx={{ flex: 1, minWidth: 160, display: 'flex', flexDirection: phone ? 'row' : 'column' }}>
        {back && <Back {...back} short={phone} />}
        <Box
          sx={{
            minWidth: 0,
            ...(phone && { flex: 1 }),
            ...(phone && back && { '& h1': { lineHeight: '44px' } }),
          }}
        >
          {heading ?? (
            <Typography
              variant="h1"
              sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: { sm: 'nowrap' } }}
            >
              {title}
            </Typography>
          )}
          <Typography component="div" className="num" sx={{ color: 'text.secondary', minHeight: 20 }}>
            {context}
          </Typography>
        </Box>
      </Box>
      <Box
        className="no-print"
        sx={{
          display: 'flex',
          gap: 1,
          alignItems: 'center',
          flexWrap: 'wrap',
          ...(back && !phone && { mt: 2.5 }),
        }}
      >
        {actions}
      </Box>
    </Box>
  );
}

interface BackProps {
  to: string;
  label: string;
  short: boolean;
}

function Back({ to, label, short }: BackProps) {
  if (short) {
    return (
      <IconButton className="no-print" component={Link} to={to} aria-label={label} sx={{ ml: -1.5 }}>
        <ArrowBackRounded />
      </IconButton>
    );
  }
  return (
    <Button
      className="no-print"
      component={Link}
      to={to}
      color="inherit"
      startIcon={<ArrowBackRounded />}
      sx={{ ml: -1.5, color: 'text.secondary', alignSelf: 'flex-start' }}
    >
      {label}
    </Button>
  );
}

interface PageProps extends PageHeaderProps {
  children: ReactNode;
  /** Narrow text pages (settings) read better at 720 px. */
  narrow?: boolean;
}

/** A page that scrolls: header and body. Lists have their own (ResourceList). */
export function Page({ children, narrow = false, ...header }: PageProps) {
  return (
    <Box className="print-full" sx={{ height: '100%', overflowY: 'auto' }}>
      <PageHeader {...header} />
      <Box sx={{ px: { xs: 2, sm: 3 }, pb: 4, maxWidth: narrow ? 768 : 'none' }}>{children}</Box>
    </Box>
  );
}

interface SectionProps {
  title: string;
  action?: ReactNode;
  children: ReactNode;
}
/** A titled part of a page, separated by a hairline rather than boxed. */
export function Section({ title, action, children }: SectionProps) {
  return (
    <Box
      component="section"
      aria-label={title}
      sx={{ py: 2, '& + &': { borderTop: 1, borderColor: 'divider' } }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', minHeight: 32, mb: 0.5 }}>
        <Typography variant="h3" component="h2" sx={{ flex: 1 }}>
          {title}
        </Typography>
        {action}
      </Box>
      {children}
    </Box>
  );
}
