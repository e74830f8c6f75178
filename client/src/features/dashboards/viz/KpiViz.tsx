import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import ArrowDownwardRounded from '@mui/icons-material/ArrowDownwardRounded';
import ArrowUpwardRounded from '@mui/icons-material/ArrowUpwardRounded';
import { useQuery } from '@tanstack/react-query';
import type { ReportQueryInput, ReportResult } from '@besahubs/contracts/reports';
import { Area, AreaChart, ResponsiveContainer } from 'recharts';
import { report } from '../../../api/dashboards';
import { percent } from '../../../components/format';
import { chartShape } from './data';
import { usePalette } from './palette';
import { exactValue, shortValue } from './values';

interface KpiVizProps {
  result: ReportResult;
  query: ReportQueryInput;
  sparkline: boolean;
}

/** One figure, what it was in the period before, and how it came about. */
export function KpiViz({ result, query, sparkline }: KpiVizProps) {
  const field = result.fields.find(({ role }) => role === 'metric');
  const [row] = result.rows;
  if (!field) return null;
  const value = numberIn(row?.[field.key]);
  const before = numberIn(row?.[`${field.key}.previous`]);
  const compared = result.meta.compareRange !== null;
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', height: '100%', minHeight: 0, gap: 0.5 }}>
      <Typography
        variant="figure"
        component="p"
        className="num"
        title={exactValue(value, field.format)}
        sx={{ m: 0 }}
      >
        {shortValue(value, field.format)}
      </Typography>
      {compared && (
        <Delta value={value} before={before} title={`Before: ${exactValue(before, field.format)}`} />
      )}
      {sparkline && query.dateRange !== undefined && (
        <Box sx={{ flex: 1, minHeight: 0 }}>
          <Sparkline query={query} />
        </Box>
      )}
    </Box>
  );
}

const numberIn = (cell: unknown): number | null => (typeof cell === 'number' ? cell : null);

function Delta({ value, before, title }: { value: number | null; before: number | null; title: string }) {
  const change = value !== null && before ? (100 * (value - before)) / Math.abs(before) : null;
  const Icon = change !== null && change < 0 ? ArrowDownwardRounded : ArrowUpwardRounded;
  const color =
    change === null || change === 0 ? 'text.secondary' : change > 0 ? 'success.main' : 'error.main';
  return (
    <Typography
      component="p"
      variant="body2"
      className="num"
      title={title}
      sx={{ m: 0, display: 'flex', alignItems: 'center', gap: 0.5 }}
    >
      {change !== null && change !== 0 && <Icon aria-hidden sx={{ fontSize: 14, color }} />}
      <Box component="span" sx={{ color, fontWeight: 540 }}>
        {change === null ? 'No figure before' : percent(Math.round(Math.abs(change) * 10) / 10)}
      </Box>
      {change !== null && (
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {change < 0 ? 'less' : 'more'} than before
        </Box>
      )}
    </Typography>
  );
}

function Sparkline({ query }: { query: ReportQueryInput }) {
  const range = query.dateRange as { field?: string } | string | undefined;
  const field = typeof range === 'object' ? range.field : undefined;
  const { compare: _compare, totals: _totals, ...rest } = query;
  const { data } = useQuery({
    ...report({ ...rest, groupBy: [{ field: field ?? 'createdAt' }] }),
    enabled: field !== undefined,
  });
  const { color } = usePalette();
  if (!data) return null;
  const { points } = chartShape(data, { previous: false });
  return (
    <ResponsiveContainer width="100%" height="100%">
      <AreaChart data={points} margin={{ top: 4, right: 0, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <Area
          dataKey="s0"
          stroke={color(0)}
          strokeWidth={1.5}
          fill={color(0)}
          fillOpacity={0.12}
          isAnimationActive={false}
          type="monotone"
        />
      </AreaChart>
    </ResponsiveContainer>
  );
}
