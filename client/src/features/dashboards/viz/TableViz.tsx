import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableFooter from '@mui/material/TableFooter';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import TableSortLabel from '@mui/material/TableSortLabel';
import { useMemo, useState } from 'react';
import type { ReportField, ReportQueryInput, ReportResult } from '@besahubs/contracts/reports';
import { hasTotal } from '@besahubs/contracts/reportTotals';
import { useIsTouch } from '../../../hooks/ui';
import { useZone } from '../../../hooks/zone';
import { usePrinting } from '../output/usePrint';
import { dimensionsOf, keyCell, pickOfRow } from './model';
import type { Row } from './model';
import type { OnPick } from './pick';
import { sortRows } from './sortRows';
import type { Sort } from './sortRows';
import { useRows } from './useRows';
import { cellText, hasCents } from './values';

interface TableProps {
  result: ReportResult;
  query: ReportQueryInput;
  /** Of the widget: tells the tables of a page apart. */
  label: string;
  onPick?: OnPick | undefined;
}

const ROW = 32;
const TOUCH_ROW = 44;
const isNumber = (field: ReportField) => field.role !== 'dimension' && field.type === 'number';
const align = (field: ReportField) => (isNumber(field) ? 'right' : 'left');
const cell = {
  whiteSpace: 'nowrap',
  height: ROW,
  py: 0,
  overflow: 'hidden',
  textOverflow: 'ellipsis',
} as const;
/** In a narrow tile the names leave room for a figure; figures, and what they are called, are never cut. */
const widthOf = (field: ReportField) => (isNumber(field) ? {} : { maxWidth: 'min(280px, 46cqi)' });
const stuck = { bgcolor: 'background.paper', zIndex: 1 } as const;
/** Whose figures these are stays in sight while one scrolls sideways. */
const named = { position: 'sticky', left: 0 } as const;

/** Groups and figures in rows, sortable, with the server's totals over all rows below. */
export function TableViz({ result, query, label, onPick }: TableProps) {
  const zone = useZone();
  const [sort, setSort] = useState<Sort | null>(null);
  const { fields } = result;
  const rows = sortRows(result.rows, fields, sort);
  const height = useIsTouch() ? TOUCH_ROW : ROW;
  const seen = useRows(rows.length, height, usePrinting());
  const dimensions = dimensionsOf(result);
  const inCents = useMemo(() => centsOf(result), [result]);
  const toggle = (field: ReportField) =>
    setSort((now) =>
      now?.key === field.key
        ? { key: field.key, desc: !now.desc }
        : { key: field.key, desc: isNumber(field) },
    );
  const filler = (room: number) =>
    room > 0 && (
      <tr aria-hidden>
        <td colSpan={fields.length} style={{ height: room, padding: 0 }} />
      </tr>
    );
  return (
    <TableContainer
      ref={seen.ref}
      onScroll={seen.onScroll}
      sx={{ height: '100%', containerType: 'inline-size' }}
      tabIndex={0}
      role="region"
      aria-label={`${label}, a table that scrolls`}
    >
      <Table stickyHeader size="small" aria-rowcount={rows.length + 1}>
        <TableHead>
          <TableRow>
            {fields.map((field, index) => (
              <TableCell
                key={field.key}
                align={align(field)}
                sortDirection={sort?.key === field.key ? (sort.desc ? 'desc' : 'asc') : false}
                sx={{
                  ...cell,
                  ...widthOf(field),
                  ...stuck,
                  height,
                  ...(index === 0 && { left: 0, zIndex: 3 }),
                }}
              >
                <TableSortLabel
                  active={sort?.key === field.key}
                  direction={sort?.desc ? 'desc' : 'asc'}
                  onClick={() => toggle(field)}
                  sx={{ '@media (pointer: coarse)': { minHeight: TOUCH_ROW, minWidth: TOUCH_ROW } }}
                >
                  {field.label}
                </TableSortLabel>
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {filler(seen.above)}
          {rows.slice(seen.first, seen.end).map((row, index) => (
            <TableRow
              key={JSON.stringify([row['_other'], ...dimensions.map((field) => keyCell(row, field))])}
              hover
              aria-rowindex={seen.first + index + 2}
            >
              {fields.map((field, at) => (
                <TableCell
                  key={field.key}
                  align={align(field)}
                  className="num"
                  sx={{ ...cell, ...widthOf(field), height, ...(at === 0 && { ...stuck, ...named }) }}
                >
                  <Figure {...{ row, field, zone, inCents, result, query, onPick }} />
                </TableCell>
              ))}
            </TableRow>
          ))}
          {filler(seen.below)}
        </TableBody>
        <Totals {...{ result, zone, inCents, onPick }} />
      </Table>
    </TableContainer>
  );
}

/** Columns whose money is shown with cents. */
type Cents = ReadonlySet<string>;
const centsOf = ({ fields, rows, meta }: ReportResult): Cents =>
  new Set(
    fields
      .filter((field) => hasCents(field, [...rows.map((row) => row[field.key]), meta.totals?.[field.key]]))
      .map(({ key }) => key),
  );

interface FigureProps extends Omit<TableProps, 'label'> {
  row: Row;
  field: ReportField;
  zone: string;
  inCents: Cents;
}

/** A cell; a figure with something behind it is a button. */
function Figure({ row, field, zone, inCents, result, query, onPick }: FigureProps) {
  const text = cellText(row[field.key], field, zone, inCents.has(field.key));
  if (!onPick || field.role === 'dimension' || row[field.key] == null)
    return <span title={text}>{text}</span>;
  const names = dimensionsOf(result).map((dimension) => cellText(row[dimension.key], dimension, zone));
  return (
    <OpenFigure
      text={text}
      label={[...names, field.label, text].join(', ')}
      onOpen={(anchor) => onPick({ ...pickOfRow(result, query, row, field, names), anchor })}
    />
  );
}

interface OpenFigureProps {
  text: string;
  label: string;
  onOpen: (anchor: HTMLElement) => void;
}
const OpenFigure = ({ text, label, onOpen }: OpenFigureProps) => (
  <ButtonBase
    aria-label={`${label}: show the rows`}
    onClick={(event) => onOpen(event.currentTarget)}
    sx={{
      minHeight: 24,
      '@media (pointer: coarse)': { minHeight: TOUCH_ROW, minWidth: TOUCH_ROW, justifyContent: 'inherit' },
      px: 0.5,
      mx: -0.5,
      borderRadius: 0.5,
      font: 'inherit',
      '&:hover, &:focus-visible': { color: 'primary.main', textDecoration: 'underline' },
    }}
  >
    {text}
  </ButtonBase>
);

/** Totals of what has one: the first or lowest of all is no total of the rows above it, and its cell stays empty. */
function Totals({
  result,
  zone,
  inCents,
  onPick,
}: Pick<FigureProps, 'result' | 'zone' | 'inCents' | 'onPick'>) {
  const { totals } = result.meta;
  if (!totals || !result.fields.some(hasTotal)) return null;
  const first = result.fields.findIndex(({ role }) => role === 'dimension');
  return (
    <TableFooter>
      <TableRow>
        {result.fields.map((field, index) => {
          const text = cellText(totals[field.key], field, zone, inCents.has(field.key));
          const previous = field.role === 'previous';
          const metric = field.key.replace(/\.previous$/, '');
          return (
            <TableCell
              key={field.key}
              align={align(field)}
              className="num"
              sx={{
                ...cell,
                ...widthOf(field),
                ...stuck,
                position: 'sticky',
                bottom: 0,
                ...(index === 0 && { left: 0, zIndex: 2 }),
                fontWeight: 640,
                color: 'text.primary',
                borderTop: 1,
                borderColor: 'divider',
              }}
            >
              {field.role === 'dimension' ? (
                index === first && 'Total'
              ) : !hasTotal(field) ? null : onPick && totals[field.key] != null ? (
                <OpenFigure
                  text={text}
                  label={`Total, ${field.label}, ${text}`}
                  onOpen={(anchor) =>
                    onPick({
                      key: {},
                      metric,
                      label: `Total · ${field.label}`,
                      anchor,
                      ...(previous && { previous }),
                    })
                  }
                />
              ) : (
                <Box component="span">{text}</Box>
              )}
            </TableCell>
          );
        })}
      </TableRow>
    </TableFooter>
  );
}
