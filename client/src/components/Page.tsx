import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useDocumentTitle } from '../hooks/ui';

interface PageHeaderProps {
  title: string;
  /** One line of context under the title. */
  context?: ReactNode;
  /** Primary action on the right; secondary ones before it. */
  actions?: ReactNode;
}

/** Title, one line of context, actions on the right. Sets the document title. */
export function PageHeader({ title, context, actions }: PageHeaderProps) {
  useDocumentTitle(title);
  return (
    <Box
      component="header"
      sx={{
        display: 'flex',
        alignItems: 'flex-start',
        flexWrap: 'wrap',
        gap: 1.5,
        px: { xs: 2, sm: 3 },
        pt: { xs: 1.5, sm: 2.5 },
        pb: 1.5,
      }}
    >
      <Box sx={{ flex: 1, minWidth: 160 }}>
        <Typography
          variant="h1"
          sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: { sm: 'nowrap' } }}
        >
          {title}
        </Typography>
        <Typography component="div" className="num" sx={{ color: 'text.secondary', minHeight: 20 }}>
          {context}
        </Typography>
      </Box>
      <Box className="no-print" sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        {actions}
      </Box>
    </Box>
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
