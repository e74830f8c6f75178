import ArrowDownwardRounded from '@mui/icons-material/ArrowDownwardRounded';
import ArrowUpwardRounded from '@mui/icons-material/ArrowUpwardRounded';
import Box from '@mui/material/Box';
import { DataGrid, useGridApiRef } from '@mui/x-data-grid';
import type {
  GridColDef,
  GridEventListener,
  GridRowParams,
  GridRowSelectionModel,
  GridSortModel,
} from '@mui/x-data-grid';
import { useEffect, useMemo } from 'react';
import { useIsTouch, usePreference } from '../../hooks/ui';
import type { Column, Named } from './types';
import { gridStyles } from './gridStyles';
import { parseSort } from './urlState';

export interface ListGridProps<T extends Named> {
  name: string;
  rows: readonly T[];
  columns: readonly Column<T>[];
  sort: string;
  onSort: (field: string, additive: boolean) => void;
  selected: ReadonlySet<string>;
  onSelect: (ids: ReadonlySet<string>) => void;
  /** The row the keyboard is on. */
  cursor: string | null;
  onCursor: (id: string) => void;
  openId: string | null;
  onOpen: (row: T) => void;
  selectable: boolean;
}

interface HeaderProps {
  label: string;
  field: string | undefined;
  sort: string;
}
/** The grid's community edition knows one sorted column; ours shows all, with their order. */
function ColumnHeader({ label, field, sort }: HeaderProps) {
  const items = parseSort(sort);
  const index = items.findIndex((item) => item.field === field);
  const item = items[index];
  const Arrow = item?.desc ? ArrowDownwardRounded : ArrowUpwardRounded;
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.25, minWidth: 0 }}>
      <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
        {label}
      </Box>
      {item && <Arrow aria-hidden sx={{ fontSize: 14 }} />}
      {item && items.length > 1 && <span aria-hidden>{index + 1}</span>}
    </Box>
  );
}

type Widths = Record<string, number>;

function toGridColumn<T extends Named>(
  column: Column<T>,
  sort: string,
  widths: Widths,
  first: boolean,
): GridColDef<T> {
  const chosen = widths[column.key];
  const size = chosen
    ? { width: chosen }
    : column.flex
      ? { flex: column.flex }
      : { width: column.width ?? 140 };
  return {
    field: column.key,
    headerName: column.label,
    ...size,
    minWidth: column.flex && !chosen ? (column.width ?? 160) : 72,
    align: column.align ?? 'left',
    headerAlign: column.align ?? 'left',
    sortable: column.sort !== undefined,
    disableColumnMenu: true,
    renderHeader: () => <ColumnHeader label={column.label} field={column.sort} sort={sort} />,
    cellClassName: first ? 'name' : '',
    renderCell: ({ row }) => column.render(row),
  };
}

/** The grid half of a ResourceList: rows come paged and sorted from the server. Loaded apart, it is large. */
export default function ListGrid<T extends Named>(props: ListGridProps<T>) {
  const { columns, sort, onSort, rows, cursor, onCursor, onOpen, selected, onSelect } = props;
  const apiRef = useGridApiRef();
  const touch = useIsTouch();
  const [widths, setWidths] = usePreference<Widths>(`widths-${props.name}`, {});
  const gridColumns = useMemo(
    () => columns.map((column, index) => toGridColumn(column, sort, widths, index === 0)),
    [columns, sort, widths],
  );
  const sortFieldOf = useMemo(() => new Map(columns.map(({ key, sort: by }) => [key, by])), [columns]);
  const sortModel = useMemo<GridSortModel>(() => {
    const first = parseSort(sort)[0];
    const column = columns.find((each) => each.sort !== undefined && each.sort === first?.field);
    return first && column ? [{ field: column.key, sort: first.desc ? 'desc' : 'asc' }] : [];
  }, [columns, sort]);
  const selection = useMemo<GridRowSelectionModel>(
    () => ({ type: 'include', ids: new Set(selected) }),
    [selected],
  );

  const cursorField = columns[0]?.key;
  useEffect(() => {
    const grid = apiRef.current;
    const index = rows.findIndex((row) => row.id === cursor);
    if (!grid || !cursor || index < 0 || !cursorField) return;
    grid.scrollToIndexes({ rowIndex: index });
    grid.setCellFocus(cursor, cursorField);
  }, [apiRef, cursor, cursorField, rows]);

  const onHeaderClick: GridEventListener<'columnHeaderClick'> = ({ field }, event) => {
    event.defaultMuiPrevented = true;
    const by = sortFieldOf.get(field);
    if (by) onSort(by, event.shiftKey);
  };
  const onSortModel = (model: GridSortModel) => {
    const field = model[0]?.field ?? sortModel[0]?.field;
    const by = field && sortFieldOf.get(field);
    if (by) onSort(by, false);
  };
  const toggle = (id: string) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    onSelect(next);
  };
  const onCellKey: GridEventListener<'cellKeyDown'> = ({ id, row, field }, event) => {
    if (event.target !== event.currentTarget && field !== '__check__') return;
    if (event.key === 'Enter') {
      event.defaultMuiPrevented = true;
      onOpen(row as T);
    }
    if (event.key === ' ' && props.selectable) {
      event.preventDefault();
      event.defaultMuiPrevented = true;
      toggle(String(id));
    }
  };

  return (
    <DataGrid<T>
      apiRef={apiRef}
      aria-label={props.name}
      rows={rows}
      columns={gridColumns}
      rowHeight={touch ? 44 : 36}
      columnHeaderHeight={touch ? 44 : 36}
      sx={gridStyles}
      sortingMode="server"
      filterMode="server"
      paginationMode="server"
      rowCount={rows.length}
      paginationModel={{ page: 0, pageSize: 100 }}
      sortModel={sortModel}
      onSortModelChange={onSortModel}
      onColumnHeaderClick={onHeaderClick}
      checkboxSelection={props.selectable}
      disableRowSelectionOnClick
      keepNonExistentRowsSelected
      rowSelectionModel={selection}
      onRowSelectionModelChange={(model) => onSelect(new Set([...model.ids].map(String)))}
      onRowClick={({ id, row }: GridRowParams<T>) => {
        onCursor(String(id));
        onOpen(row);
      }}
      onCellKeyDown={onCellKey}
      onColumnWidthChange={({ colDef, width }) => setWidths({ ...widths, [colDef.field]: Math.round(width) })}
      getRowClassName={({ id }) => (id === props.openId ? 'open' : id === cursor ? 'cursor' : '')}
      slotProps={{ baseCheckbox: { 'aria-label': 'Select' } }}
      localeText={{ checkboxSelectionSelectRow: 'Select row', checkboxSelectionUnselectRow: 'Unselect row' }}
      getRowId={(row) => row.id}
      disableColumnFilter
      disableColumnSelector
      hideFooter
      columnBufferPx={400}
    />
  );
}
