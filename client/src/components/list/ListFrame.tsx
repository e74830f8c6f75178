import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import type { ReactNode } from 'react';
import { PageHeader } from '../Page';

interface ListFrameProps {
  title: string;
  context?: ReactNode;
  actions?: ReactNode;
  tabs?: ReactNode;
  /** Search, filters and switches above the rows. */
  toolbar?: ReactNode;
  /** What is shown belongs to the filters before: say so, and keep it readable. */
  stale?: boolean;
  busy?: boolean;
  footer?: ReactNode;
  /** A Peek, when a record is open beside the list. */
  aside?: ReactNode;
  children: ReactNode;
}

/** The page around a list that is no grid (board, cards, task list): the same places for the same things. */
export function ListFrame(props: ListFrameProps) {
  const { stale = false, busy = false } = props;
  return (
    <Box sx={{ display: 'flex', height: '100%', minHeight: 0 }}>
      <Box sx={{ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column', minHeight: 0 }}>
        <PageHeader title={props.title} context={props.context} actions={props.actions} />
        {props.tabs}
        {props.toolbar && (
          <Box
            className="no-print"
            sx={{
              display: 'flex',
              flexWrap: 'wrap',
              alignItems: 'center',
              gap: 1,
              px: { xs: 2, sm: 3 },
              py: props.tabs ? 1 : 0,
              pb: 1,
            }}
          >
            {props.toolbar}
          </Box>
        )}
        <Box sx={{ position: 'relative', borderTop: 1, borderColor: 'divider' }}>
          {stale && (
            <LinearProgress sx={{ position: 'absolute', insetInline: 0, top: 0, height: 2, zIndex: 2 }} />
          )}
        </Box>
        <Box
          className="print-full"
          aria-busy={busy}
          sx={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column', opacity: stale ? 0.7 : 1 }}
        >
          {props.children}
        </Box>
        {props.footer}
      </Box>
      {props.aside}
    </Box>
  );
}
