import type { SxProps, Theme } from '@mui/material/styles';

/** Hairlines between rows, no frame, quiet headers: the grid belongs to the page. */
export const gridStyles: SxProps<Theme> = {
  '--DataGrid-t-color-border-base': 'var(--bh-palette-line-soft)',
  '--DataGrid-t-header-background-base': 'var(--bh-palette-background-default)',
  '--DataGrid-t-color-background-base': 'var(--bh-palette-background-default)',
  border: 0,
  borderRadius: 0,
  fontSize: '0.8125rem',
  backgroundColor: 'background.default',
  '& .MuiDataGrid-columnHeader': { px: 1.5, fontSize: '0.75rem', color: 'text.secondary' },
  '& .MuiDataGrid-columnHeaderTitleContainer': { gap: 0.25 },
  '& .MuiDataGrid-columnHeader .MuiDataGrid-iconButtonContainer': { display: 'none' },
  '& .MuiDataGrid-columnHeader[aria-sort="ascending"], & .MuiDataGrid-columnHeader[aria-sort="descending"]': {
    color: 'text.primary',
  },
  '& .MuiDataGrid-columnSeparator': { opacity: 0 },
  '& .MuiDataGrid-columnHeaders:hover .MuiDataGrid-columnSeparator': { opacity: 1 },
  '& .MuiDataGrid-cell': { px: 1.5, cursor: 'pointer', fontVariantNumeric: 'tabular-nums' },
  '& .MuiDataGrid-cell.name': { fontWeight: 540 },
  '& .MuiDataGrid-cellCheckbox, & .MuiDataGrid-columnHeaderCheckbox': { px: 0 },
  '& .MuiDataGrid-cell:focus-within, & .MuiDataGrid-columnHeader:focus-within': { outlineOffset: -2 },
  '& .MuiDataGrid-row.cursor': { boxShadow: 'inset 2px 0 0 var(--bh-palette-primary-main)' },
  '& .MuiDataGrid-row.open, & .MuiDataGrid-row.open:hover': {
    backgroundColor: 'surface.selected',
    boxShadow: 'inset 2px 0 0 var(--bh-palette-primary-main)',
  },
  '& .MuiDataGrid-row:hover': { backgroundColor: 'surface.hover' },
  '& .MuiDataGrid-row.Mui-selected, & .MuiDataGrid-row.Mui-selected:hover': {
    backgroundColor: 'surface.selected',
  },
  '@media print': { '& .MuiDataGrid-virtualScroller': { overflow: 'visible !important' } },
};
