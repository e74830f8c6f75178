import Box from '@mui/material/Box';
import type { WidgetOptions } from '@besahubs/contracts/dashboards';
import type { ReportResult } from '@besahubs/contracts/reports';
import { Cell, Pie, PieChart, ResponsiveContainer, Tooltip } from 'recharts';
import { percent } from '../../../components/format';
import { usePalette } from './palette';
import { exactValue } from './values';

/** A slice more could not be told from its neighbours. */
const MOST_SLICES = 8;

interface Slice {
  label: string;
  value: number;
}

/** The largest slices, the rest as one. Negative and empty values have no slice. */
export function slicesOf({ chartData }: ReportResult): Slice[] {
  const [series] = chartData.series;
  const all = chartData.labels
    .map((label, index) => ({ label, value: series?.data[index] ?? 0 }))
    .filter(({ value }) => value > 0);
  if (all.length <= MOST_SLICES) return all;
  const sorted = all.toSorted((a, b) => b.value - a.value);
  const rest = sorted.slice(MOST_SLICES - 1).reduce((sum, { value }) => sum + value, 0);
  return [...sorted.slice(0, MOST_SLICES - 1), { label: 'All others', value: rest }];
}

/** Shares of a whole, with a legend that says them in figures. */
export function PieViz({ result, options }: { result: ReportResult; options: WidgetOptions }) {
  const { color, page } = usePalette();
  const slices = slicesOf(result);
  const format = result.chartData.series[0]?.format ?? 'number';
  const total = slices.reduce((sum, { value }) => sum + value, 0);
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', height: '100%', minHeight: 0 }}>
      <Box sx={{ flex: 1, minHeight: 0 }}>
        <ResponsiveContainer width="100%" height="100%">
          <PieChart>
            <Pie
              data={slices}
              dataKey="value"
              nameKey="label"
              innerRadius={options.donut ? '62%' : 0}
              outerRadius="96%"
              stroke={page}
              strokeWidth={2}
              isAnimationActive={false}
            >
              {slices.map(({ label }, index) => (
                <Cell key={label} fill={color(index)} />
              ))}
            </Pie>
            <Tooltip isAnimationActive={false} formatter={(value) => exactValue(Number(value), format)} />
          </PieChart>
        </ResponsiveContainer>
      </Box>
      <Box
        component="ul"
        sx={{
          m: 0,
          p: 0,
          pt: 1,
          listStyle: 'none',
          maxHeight: '45%',
          overflowY: 'auto',
          fontSize: '0.75rem',
        }}
      >
        {slices.map(({ label, value }, index) => (
          <Box component="li" key={label} sx={{ display: 'flex', alignItems: 'center', gap: 1, py: 0.25 }}>
            <Box
              aria-hidden
              sx={{ width: 8, height: 8, borderRadius: 0.5, bgcolor: color(index), flexShrink: 0 }}
            />
            <Box sx={{ flex: 1, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
              {label}
            </Box>
            <Box className="num">{exactValue(value, format)}</Box>
            <Box className="num" sx={{ width: 52, textAlign: 'right', color: 'text.secondary' }}>
              {percent(Math.round((1000 * value) / total) / 10)}
            </Box>
          </Box>
        ))}
      </Box>
    </Box>
  );
}
