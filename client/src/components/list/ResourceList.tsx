import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import { useQuery } from '@tanstack/react-query';
import { Suspense, lazy, useState } from 'react';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router-dom';
import { useHotkeys } from '../../hooks/hotkeys';
import { useDelayed, useIsPhone } from '../../hooks/ui';
import { plural } from '../format';
import { PageHeader } from '../Page';
import { BulkBar } from './BulkBar';
import { ColumnMenu, useColumns } from './ColumnMenu';
import { FilterBar } from './FilterBar';
import { ListCards } from './ListCards';
import type { CardContent } from './ListCards';
import { ListEmpty, LoadError, PastTheEnd } from './ListEmpty';
import { ListFooter } from './ListFooter';
import type { ListGridProps } from './ListGrid';
import { ListSkeleton } from './ListSkeleton';
import { Peek } from './Peek';
import { SearchField } from './SearchField';
import { nameOf } from './types';
import type { Column, EmptyTexts, Filter, ListSource, Named } from './types';
import { useListState } from './useListState';

interface ResourceListProps<T extends Named> {
  resource: ListSource<T>;
  title: string;
  columns: readonly Column<T>[];
  /** Keep this outside the component: a new array each time would reset the URL state. */
  filters: readonly Filter[];
  /** As the API takes it: `-updatedAt,name`. */
  defaultSort: string;
  card: (row: T) => CardContent;
  /** The page of a record. */
  href: (id: string) => string;
  /** The record beside the list; without it a click opens the page. */
  peek?: (id: string) => ReactNode;
  empty: EmptyTexts;
  /** Usually “New contact”; also the primary action of the empty list. */
  primaryAction?: ReactNode;
  /** Before the primary action: switch of views, export. */
  secondaryActions?: ReactNode;
  /** With it rows can be selected; `done` clears the selection. */
  bulkActions?: (ids: readonly string[], done: () => void) => ReactNode;
}

type GridType = <T extends Named>(props: ListGridProps<T>) => ReactNode;
const ListGrid = lazy(() => import('./ListGrid')) as unknown as GridType;

/**
 * A whole list page: title, search, typed filters, columns, sorting (shift for several columns), paging,
 * selection with bulk actions, side peek, keyboard (J, K, Enter, Space, Esc), empty and error states, and
 * cards instead of a grid on phones. All state is in the URL.
 */
export function ResourceList<T extends Named>(props: ResourceListProps<T>) {
  const { resource, filters, href, peek } = props;
  const list = useListState(filters, props.defaultSort);
  const { state } = list;
  const page = useQuery(resource.list(list.query));
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [cursor, setCursor] = useState<string | null>(state.peek);
  const choice = useColumns(resource.name, props.columns);
  const phone = useIsPhone();
  const navigate = useNavigate();

  const rows = page.data?.items ?? [];
  const total = page.data?.total ?? 0;
  const open = (row: T) => {
    if (peek && !phone) list.openPeek(row.id);
    else void navigate(href(row.id));
  };
  const step = (by: 1 | -1) => {
    const at = rows.findIndex((row) => row.id === (cursor ?? state.peek));
    const next = rows[Math.min(Math.max(at + by, 0), rows.length - 1)];
    if (!next) return;
    setCursor(next.id);
    if (state.peek) list.change({ peek: next.id });
  };
  useHotkeys([
    { keys: 'j', label: 'Next row', group: 'Lists', run: () => step(1) },
    { keys: 'k', label: 'Previous row', group: 'Lists', run: () => step(-1) },
    { keys: 'f', label: 'Search this list', group: 'Lists', run: focusSearch },
  ]);

  const filtered = state.q !== '' || Object.keys(state.filters).length > 0;
  const done = () => setSelected(new Set());
  const stale = useDelayed(page.isPlaceholderData);
  const peeked = rows.find((row) => row.id === state.peek);

  const body = () => {
    if (page.isPending) return <ListSkeleton cards={phone} />;
    if (page.isError && !page.data)
      return <LoadError error={page.error} onRetry={() => void page.refetch()} />;
    if (!rows.length && total > 0) {
      return <PastTheEnd onLast={() => list.change({ page: Math.ceil(total / state.pageSize) })} />;
    }
    if (!rows.length) {
      return (
        <ListEmpty
          texts={props.empty}
          filtered={filtered}
          onClear={list.clearFilters}
          action={props.primaryAction}
        />
      );
    }
    if (phone) return <ListCards rows={rows} card={props.card} href={href} />;
    return (
      <Suspense fallback={<ListSkeleton />}>
        <ListGrid<T>
          name={resource.name}
          rows={rows}
          columns={choice.visible}
          sort={state.sort}
          onSort={list.sortBy}
          selected={selected}
          onSelect={setSelected}
          selectable={props.bulkActions !== undefined}
          cursor={cursor}
          onCursor={setCursor}
          openId={state.peek}
          onOpen={open}
        />
      </Suspense>
    );
  };

  return (
    <Box sx={{ display: 'flex', height: '100%', minHeight: 0 }}>
      <Box sx={{ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column', minHeight: 0 }}>
        <PageHeader
          title={props.title}
          context={page.data ? countLine(total, resource.one, props.empty.noun, filtered) : ''}
          actions={
            <>
              {props.secondaryActions}
              {props.primaryAction}
            </>
          }
        />
        <Box
          className="no-print"
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            gap: 1,
            px: { xs: 2, sm: 3 },
            pb: 1,
            alignItems: 'center',
          }}
        >
          <SearchField
            value={state.q}
            onChange={(q) => list.change({ q })}
            placeholder={`Search ${props.empty.noun}`}
          />
          <Box sx={{ flex: 1, minWidth: 0 }}>
            {selected.size > 0 && props.bulkActions ? (
              <BulkBar count={selected.size} onClear={done}>
                {props.bulkActions([...selected], done)}
              </BulkBar>
            ) : (
              <FilterBar
                filters={filters}
                values={state.filters}
                onChange={list.change}
                onClear={list.clearFilters}
                segmentOf={resource.segment}
              />
            )}
          </Box>
          {!phone && <ColumnMenu columns={props.columns} {...choice} />}
        </Box>
        <Box sx={{ position: 'relative', borderTop: 1, borderColor: 'divider' }}>
          {stale && (
            <LinearProgress sx={{ position: 'absolute', insetInline: 0, top: 0, height: 2, zIndex: 2 }} />
          )}
        </Box>
        <Box
          className="print-full"
          aria-busy={page.isFetching}
          sx={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column', opacity: stale ? 0.7 : 1 }}
        >
          {body()}
        </Box>
        <ListFooter
          page={state.page}
          pageSize={state.pageSize}
          total={total}
          shown={rows.length}
          onPage={(next) => list.change({ page: next })}
          onPageSize={(size) => list.change({ pageSize: size })}
        />
      </Box>
      {peek && state.peek && !phone && (
        <Peek
          label={peeked ? nameOf(peeked) : resource.one}
          href={href(state.peek)}
          onClose={() => list.openPeek(null)}
          onStep={step}
        >
          {peek(state.peek)}
        </Peek>
      )}
    </Box>
  );
}

function countLine(total: number, one: string, many: string, filtered: boolean): string {
  const count = plural(total, one.toLowerCase(), many);
  return filtered ? `${count} match` : count;
}

function focusSearch(): void {
  document.querySelector<HTMLInputElement>('main input[type="search"]')?.focus();
}
