import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import type { MouseEvent } from 'react';
import { Link as RouterLink, useNavigate } from 'react-router-dom';
import type { DrillRow } from '@besahubs/contracts/drill';
import type { ReportField } from '@besahubs/contracts/reports';
import { dateTime } from '../../../components/dates';
import { dateOnly } from '../../../components/days';
import { NONE } from '../../../components/format';
import { recordPath } from '../../../paths';
import { cellText } from '../viz/values';

interface LineProps {
  row: DrillRow;
  /** Its place among all rows, from 0. */
  at: number;
  columns: readonly ReportField[];
  zone: string;
  height: number;
  /** The one row that the Tab key stops at; arrows move it. */
  focusable: boolean;
}

/** A field of one record: unlike a group's, its dates are dates and nothing is “—”. */
function fieldText(row: DrillRow, field: ReportField, zone: string): string {
  const value = row[field.key];
  if (value === null || value === undefined) return NONE;
  if (field.type === 'date') return dateOnly(String(value));
  if (field.type === 'instant') return dateTime(String(value), zone);
  return cellText(value, field, zone);
}

const pathOf = ({ resource, recordId }: DrillRow): string | null =>
  resource && recordId ? recordPath(resource, recordId) : null;

const cut = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

/** A click anywhere in the row opens its record; text that was being selected stays. */
function useOpen(row: DrillRow) {
  const navigate = useNavigate();
  const path = pathOf(row);
  return (event: MouseEvent) => {
    if (!path || (event.target as HTMLElement).closest('a') || window.getSelection()?.toString()) return;
    void navigate(path);
  };
}

function Name({ row, focusable }: Pick<LineProps, 'row' | 'focusable'>) {
  const path = pathOf(row);
  const tabIndex = focusable ? 0 : -1;
  const name = row.name || 'Untitled';
  if (!path) {
    return (
      <Box component="span" data-open tabIndex={tabIndex} sx={{ fontWeight: 540 }}>
        {name}
      </Box>
    );
  }
  return (
    <Link
      component={RouterLink}
      to={path}
      data-open
      tabIndex={tabIndex}
      color="inherit"
      // The whole row opens it.
      sx={{ fontWeight: 540, minHeight: 0, py: 0 }}
    >
      {name}
    </Link>
  );
}

/** A row of the table. */
export function DrillLine({ row, at, columns, zone, height, focusable }: LineProps) {
  const open = useOpen(row);
  const cell = { px: 1.5, height, borderBottom: 1, borderColor: 'divider', maxWidth: 240, ...cut } as const;
  return (
    <Box
      component="tr"
      data-row={at}
      aria-rowindex={at + 2}
      onClick={open}
      sx={{ cursor: pathOf(row) ? 'pointer' : 'default', '&:hover': { bgcolor: 'surface.hover' } }}
    >
      <Box component="td" sx={cell}>
        <Name row={row} focusable={focusable} />
      </Box>
      {columns.map((field) => {
        const text = fieldText(row, field, zone);
        return (
          <Box
            component="td"
            key={field.key}
            className="num"
            title={text}
            sx={{ ...cell, textAlign: field.type === 'number' ? 'right' : 'left' }}
          >
            {text}
          </Box>
        );
      })}
    </Box>
  );
}

/** The same on a phone: the name, and what fits below it. */
export function DrillCard({ row, at, columns, zone, height, focusable }: LineProps) {
  const open = useOpen(row);
  const facts = columns
    .map((field) => ({ field, text: fieldText(row, field, zone) }))
    .filter(({ text }) => text !== NONE)
    .slice(0, 3);
  return (
    <Box
      component="li"
      data-row={at}
      onClick={open}
      sx={{
        height,
        px: 2,
        display: 'flex',
        flexDirection: 'column',
        justifyContent: 'center',
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <Box sx={cut}>
        <Name row={row} focusable={focusable} />
      </Box>
      <Box className="num" sx={{ ...cut, fontSize: '0.75rem', color: 'text.secondary' }}>
        {facts.map(({ text }) => text).join(' · ')}
      </Box>
    </Box>
  );
}
