import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import type { QueryKey, UseQueryOptions } from '@tanstack/react-query';
import type { Page } from '@besahubs/contracts/common';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { useDelayed } from '../../hooks/ui';
import { plural } from '../format';
import { EmptyState } from '../EmptyState';
import { LoadError } from '../list/ListEmpty';

interface RelatedRow {
  /** Where a click goes; rows without it cannot be opened. */
  to: string | null;
  title: ReactNode;
  subtitle?: ReactNode;
  meta?: ReactNode;
  /** Before the title: a checkbox, an icon. */
  lead?: ReactNode;
}

interface RelatedListProps<T> {
  query: Pick<UseQueryOptions<Page<T>, Error, Page<T>, QueryKey>, 'queryKey' | 'queryFn' | 'placeholderData'>;
  row: (item: T) => RelatedRow;
  /** Singular and plural, lower case: `['deal', 'deals']`. */
  noun: readonly [string, string];
  emptyText: string;
  action?: ReactNode;
  /** The list page with the same filter, for when there are more. */
  allPath?: string;
}

/** Records that belong to another one, in a tab or panel: the first page, and the way to all of them. */
export function RelatedList<T extends { id: string }>(props: RelatedListProps<T>) {
  const page = useQuery(props.query);
  const waiting = useDelayed(page.isPending);
  if (page.isError && !page.data) {
    return <LoadError compact error={page.error} onRetry={() => void page.refetch()} />;
  }
  if (!page.data) return waiting ? <RelatedSkeleton /> : null;
  const { items, total } = page.data;
  if (!items.length) {
    return (
      <EmptyState compact title={`No ${props.noun[1]} yet`} text={props.emptyText} action={props.action} />
    );
  }
  return (
    <Box>
      <Box sx={{ display: 'flex', alignItems: 'center', minHeight: 44 }}>
        <Typography className="num" sx={{ flex: 1, color: 'text.secondary' }}>
          {plural(total, ...props.noun)}
        </Typography>
        {props.action}
      </Box>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', borderTop: 1, borderColor: 'divider' }}>
        {items.map((item) => (
          <RelatedItem key={item.id} row={props.row(item)} />
        ))}
      </Box>
      {props.allPath && total > items.length && (
        <Button component={Link} to={props.allPath} sx={{ mt: 1 }}>
          Show all {total}
        </Button>
      )}
    </Box>
  );
}

function RelatedItem({ row }: { row: RelatedRow }) {
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        minHeight: 44,
        borderBottom: 1,
        borderColor: 'divider',
        position: 'relative',
        '&:hover': { bgcolor: 'surface.hover' },
      }}
    >
      {row.lead && <Box sx={{ position: 'relative', zIndex: 1, display: 'flex' }}>{row.lead}</Box>}
      <Box sx={{ flex: 1, minWidth: 0, py: 0.5 }}>
        <Box sx={{ fontWeight: 540, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
          {row.to ? (
            <Box component={Link} to={row.to} sx={rowLink}>
              {row.title}
            </Box>
          ) : (
            row.title
          )}
        </Box>
        {row.subtitle && (
          <Typography component="div" variant="body2" noWrap sx={{ color: 'text.secondary' }}>
            {row.subtitle}
          </Typography>
        )}
      </Box>
      {row.meta && <Box sx={{ flexShrink: 0, textAlign: 'right' }}>{row.meta}</Box>}
    </Box>
  );
}

/** The whole row is the link's target; buttons in `lead` and `meta` stay above it. */
const rowLink = {
  color: 'inherit',
  textDecoration: 'none',
  '&::after': { content: '""', position: 'absolute', inset: 0 },
} as const;

const RelatedSkeleton = () => (
  <Box role="status" aria-label="Loading" sx={{ pt: 1 }}>
    {[0, 1, 2, 3].map((row) => (
      <Box key={row} sx={{ height: 44, display: 'flex', alignItems: 'center' }}>
        <Skeleton width={`${70 - row * 8}%`} />
      </Box>
    ))}
  </Box>
);
