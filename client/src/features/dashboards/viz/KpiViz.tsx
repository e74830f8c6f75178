import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import ArrowDownwardRounded from '@mui/icons-material/ArrowDownwardRounded';
import ArrowUpwardRounded from '@mui/icons-material/ArrowUpwardRounded';
import { useQuery } from '@tanstack/react-query';
import type { Cell, ReportField, ReportQueryInput, ReportResult } from '@besahubs/contracts/reports';
import { Area, AreaChart } from 'recharts';
import { report } from '../../../api/dashboards';
import { betterOf } from './better';
import type { Better } from './better';
import { changeOf } from './change';
import type { Change } from './change';
import { chartModel, metricsOf, upToNow } from './model';
import { usePalette } from './palette';
import type { OnPick, VizPick } from './pick';
import { rangeText, todayIn } from './range';
import { Sized } from './Sized';
import { exactValue, shortValue } from './values';

interface KpiProps {
  result: ReportResult;
  query: ReportQueryInput;
  sparkline: boolean;
  onPick?: OnPick | undefined;
}

const numberIn = (cell: Cell | undefined): number | null => (typeof cell === 'number' ? cell : null);

/** One figure, how it moved against the period before, and how it came about; further metrics below it, small. */
export function KpiViz({ result, query, sparkline, onPick }: KpiProps) {
  const [field, ...more] = metricsOf(result);
  if (!field) return null;
  const compared = result.meta.compareRange !== null;
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', height: '100%', minHeight: 0, gap: 0.5 }}>
      <Figure result={result} field={field} onPick={onPick} large />
      {compared && (
        <Delta
          result={result}
          field={field}
          onPick={onPick}
          better={betterOf(query, field.key, field.format)}
        />
      )}
      {more.length > 0 && (
        <Box
          sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, fontSize: '0.75rem', overflow: 'hidden' }}
        >
          {more.map((each) => (
            <Box key={each.key} sx={{ color: 'text.secondary', display: 'flex', gap: 0.5 }}>
              {each.label} <Figure result={result} field={each} onPick={onPick} />
            </Box>
          ))}
        </Box>
      )}
      {sparkline && result.meta.range && (
        <Box sx={{ flex: 1, minHeight: 0, position: 'relative' }}>
          <Sparkline query={query} metric={field.key} field={result.meta.range.field} />
        </Box>
      )}
    </Box>
  );
}

/** Of a grouped answer the totals, otherwise its one row. */
const valuesOf = ({ rows, meta }: ReportResult) => meta.totals ?? rows[0] ?? {};

/** On touch a figure answers in 44 px, most of them beside its text. */
const thumb = (inset: string) => ({
  '@media (pointer: coarse)': { '&::after': { content: '""', position: 'absolute', inset } },
});

interface FigureProps {
  result: ReportResult;
  field: ReportField;
  onPick?: OnPick | undefined;
  large?: boolean;
}

function Figure({ result, field, onPick, large = false }: FigureProps) {
  const value = numberIn(valuesOf(result)[field.key]);
  const exact = exactValue(value, field.format);
  const short = shortValue(value, field.format);
  const pick: VizPick = { key: {}, metric: field.key, label: field.label };
  const text = (
    <Typography
      variant={large ? 'figure' : 'body2'}
      component="span"
      className="num"
      sx={{ whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' }}
    >
      {short}
    </Typography>
  );
  return (
    <Tooltip describeChild title={exact === short ? '' : exact}>
      <Box sx={{ minWidth: 0, maxWidth: '100%' }}>
        {onPick && value !== null ? (
          <ButtonBase
            aria-label={`${short}, ${field.label}, exactly ${exact}. Show the rows`}
            onClick={(event) => onPick({ ...pick, anchor: event.currentTarget })}
            sx={{
              borderRadius: 1,
              maxWidth: '100%',
              ...thumb('-12px -4px 0'),
              '&:hover': { color: 'primary.main' },
            }}
          >
            {text}
          </ButtonBase>
        ) : (
          text
        )}
      </Box>
    </Tooltip>
  );
}

interface DeltaProps extends Omit<FigureProps, 'large'> {
  better: Better | null;
}

function Delta({ result, field, onPick, better }: DeltaProps) {
  const values = valuesOf(result);
  const before = numberIn(values[`${field.key}.previous`]);
  const change = changeOf(numberIn(values[field.key]), before, field.format, better);
  const range = rangeText(result.meta.compareRange, result.meta.timezone);
  const exact = `Before: ${exactValue(before, field.format)}`;
  const versus = `vs ${range ?? 'previous period'}`;
  const label = {
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  };
  return (
    <Box
      sx={{ fontSize: '0.75rem', display: 'flex', flexWrap: 'wrap', columnGap: 0.75, alignItems: 'center' }}
    >
      {change ? <ChangeText change={change} /> : <Box component="span">No figure to compare</Box>}
      <Tooltip describeChild title={exact}>
        {onPick && before !== null ? (
          <ButtonBase
            aria-label={`${versus}. ${exact}. Show the rows`}
            onClick={(event) =>
              onPick({
                key: {},
                metric: field.key,
                previous: true,
                label: `${field.label}, ${range ?? 'previous period'}`,
                anchor: event.currentTarget,
              })
            }
            sx={{
              color: 'text.secondary',
              minHeight: 20,
              ...thumb('-4px -4px -20px'),
              maxWidth: '100%',
              font: 'inherit',
              '&:hover': { color: 'primary.main' },
            }}
          >
            <Box component="span" className="print-wrap" sx={label}>
              {versus}
            </Box>
          </ButtonBase>
        ) : (
          <Box component="span" className="print-wrap" sx={{ ...label, color: 'text.secondary' }}>
            {versus}
          </Box>
        )}
      </Tooltip>
    </Box>
  );
}

const COLORS = { good: 'success.main', bad: 'error.main' } as const;
const MEANINGS = { good: ', which is better', bad: ', which is worse' } as const;

/** Arrow, percent and amount: the direction is said by shape and words as well as by colour. */
function ChangeText({ change }: { change: Change }) {
  const { direction, share, amount, exact, meaning } = change;
  const color = meaning ? COLORS[meaning] : 'text.primary';
  const told = meaning ? MEANINGS[meaning] : '';
  const way = direction === 'up' ? 'Up' : 'Down';
  const Icon = direction === 'down' ? ArrowDownwardRounded : ArrowUpwardRounded;
  const sign = direction === 'down' ? '−' : '+';
  if (direction === 'same') return <Box component="span">No change</Box>;
  return (
    <Tooltip describeChild title={`${way} by ${exact}${told}`}>
      <Box
        component="span"
        className="num"
        sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.25, color, fontWeight: 540 }}
      >
        <Icon titleAccess={`${way}${told}`} sx={{ fontSize: 14 }} />
        {share ? `${share} (${sign}${amount})` : `${sign}${amount}`}
      </Box>
    </Tooltip>
  );
}

interface SparklineProps {
  query: ReportQueryInput;
  metric: string;
  /** The date of the query's range. */
  field: string;
}

/** The figure over its range, without axes: a shape, not a chart. */
function Sparkline({ query, metric, field }: SparklineProps) {
  const { compare: _compare, totals: _totals, orderBy: _order, having: _having, topN: _top, ...rest } = query;
  const { data } = useQuery(report({ ...rest, groupBy: [{ field }] }));
  const { color } = usePalette();
  if (!data) return null;
  const asked = { ...rest, groupBy: [{ field }] };
  const model = upToNow(chartModel(data, asked), field, todayIn(data.meta.asOf, data.meta.timezone));
  const series = model.series.find((each) => each.metric === metric);
  if (!series || model.points.length < 2) return null;
  return (
    <Sized>
      {({ width, height }) =>
        height >= 16 && (
          <AreaChart
            width={width}
            height={height}
            data={model.points}
            margin={{ top: 4, right: 1, bottom: 1, left: 1 }}
            accessibilityLayer={false}
          >
            <Area
              dataKey={series.id}
              stroke={color(0)}
              strokeWidth={1.5}
              fill={color(0)}
              fillOpacity={0.12}
              isAnimationActive={false}
              type="linear"
              activeDot={false}
            />
          </AreaChart>
        )
      }
    </Sized>
  );
}
