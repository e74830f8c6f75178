import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableFooter from '@mui/material/TableFooter';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import TableSortLabel from '@mui/material/TableSortLabel';
import { useState } from 'react';
import type { Cell, ReportField, ReportResult } from '@besahubs/contracts/reports';
import { useZone } from '../../../hooks/zone';
import { cellText } from './values';

type Row = Record<string, Cell>;
interface Sort {
  key: string;
  desc: boolean;
}

const compare = (a: Cell | undefined, b: Cell | undefined): number => {
  if (a === b) return 0;
  // Nothing comes last, whichever way.
  if (a === null || a === undefined) return Infinity;
  if (b === null || b === undefined) return -Infinity;
  return a < b ? -1 : 1;
};
function sorted(rows: Row[], sort: Sort | null): Row[] {
  if (!sort) return rows;
  return rows.toSorted((a, b) => {
    const order = compare(a[sort.key], b[sort.key]);
    return sort.desc && Number.isFinite(order) ? -order : order > 0 ? 1 : order < 0 ? -1 : 0;
  });
}

/** Groups and figures in rows, sortable, with the totals over all rows below. */
export function TableViz({ result }: { result: ReportResult }) {
  const zone = useZone();
  const [sort, setSort] = useState<Sort | null>(null);
  const { fields, meta } = result;
  const isNumber = (field: ReportField) => field.role !== 'dimension' && field.type === 'number';
  const toggle = (field: ReportField) =>
    setSort((now) =>
      now?.key === field.key
        ? { key: field.key, desc: !now.desc }
        : { key: field.key, desc: isNumber(field) },
    );
  return (
    <TableContainer sx={{ height: '100%' }} tabIndex={0} role="region" aria-label="Table, scrollable">
      <Table stickyHeader size="small">
        <TableHead>
          <TableRow>
            {fields.map((field) => (
              <TableCell
                key={field.key}
                align={isNumber(field) ? 'right' : 'left'}
                sortDirection={sort?.key === field.key ? (sort.desc ? 'desc' : 'asc') : false}
                sx={{ bgcolor: 'background.paper', whiteSpace: 'nowrap' }}
              >
                <TableSortLabel
                  active={sort?.key === field.key}
                  direction={sort?.desc ? 'desc' : 'asc'}
                  onClick={() => toggle(field)}
                >
                  {field.label}
                </TableSortLabel>
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {sorted(result.rows, sort).map((row) => (
            <TableRow key={JSON.stringify(fields.map(({ key }) => [row[`${key}.id`], row[key]]))} hover>
              {fields.map((field) => (
                <TableCell
                  key={field.key}
                  align={isNumber(field) ? 'right' : 'left'}
                  className="num"
                  sx={{ whiteSpace: 'nowrap' }}
                >
                  {cellText(row[field.key], field, zone)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
        {meta.totals && (
          <TableFooter>
            <TableRow>
              {fields.map((field, index) => (
                <TableCell
                  key={field.key}
                  align={isNumber(field) ? 'right' : 'left'}
                  className="num"
                  sx={{
                    position: 'sticky',
                    bottom: 0,
                    bgcolor: 'background.paper',
                    fontWeight: 640,
                    color: 'text.primary',
                    borderTop: 1,
                    borderColor: 'divider',
                  }}
                >
                  {index === 0 && field.role === 'dimension'
                    ? 'Total'
                    : field.role === 'dimension'
                      ? ''
                      : cellText(meta.totals?.[field.key], field, zone)}
                </TableCell>
              ))}
            </TableRow>
          </TableFooter>
        )}
      </Table>
    </TableContainer>
  );
}
