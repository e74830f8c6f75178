import type { ReportResult } from '@besahubs/contracts/reports';
import type { WidgetOptions } from '@besahubs/contracts/dashboards';
import {
  Area,
  AreaChart,
  Bar,
  BarChart,
  CartesianGrid,
  Legend,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { ChartTooltip } from './ChartTooltip';
import { chartShape } from './data';
import type { ChartShape } from './data';
import { usePalette } from './palette';
import { shortValue } from './values';

const tickStyle = (fill: string) => ({ fill, fontSize: 12 });
const clipped = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;

/** Axes, grid, tooltip and legend that bars and lines share. Recharts wants them as direct children. */
function useFrame({ series }: ChartShape) {
  const { text, line, hover } = usePalette();
  const format = series[0]?.format ?? 'number';
  const axis = { tick: tickStyle(text), tickLine: false, axisLine: { stroke: line } } as const;
  return {
    axis,
    grid: { stroke: line, strokeDasharray: '0' },
    value: (value: number) => shortValue(value, format),
    tooltip: (
      <Tooltip
        content={<ChartTooltip series={series} />}
        cursor={{ fill: hover, stroke: line }}
        isAnimationActive={false}
      />
    ),
    legend:
      series.length > 1 ? (
        <Legend
          verticalAlign="top"
          align="left"
          height={24}
          iconSize={8}
          iconType="square"
          wrapperStyle={{ fontSize: 12, color: text, overflow: 'hidden' }}
        />
      ) : null,
  };
}

interface ChartProps {
  result: ReportResult;
  options: WidgetOptions;
}
const MARGIN = { top: 4, right: 12, bottom: 0, left: 0 };

/** Bars, beside each other, stacked or lying. */
export function BarViz({ result, options }: ChartProps) {
  const shape = chartShape(result, { previous: true });
  const { color } = usePalette();
  const { axis, grid, value, tooltip, legend } = useFrame(shape);
  const lying = options.horizontal ?? false;
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={shape.points}
        layout={lying ? 'vertical' : 'horizontal'}
        margin={MARGIN}
        barCategoryGap="20%"
      >
        <CartesianGrid {...grid} vertical={lying} horizontal={!lying} />
        {lying ? (
          <XAxis type="number" tickFormatter={value} {...axis} />
        ) : (
          <XAxis
            dataKey="label"
            {...axis}
            interval="preserveStartEnd"
            tickFormatter={(text: string) => clipped(text, 14)}
          />
        )}
        {lying ? (
          <YAxis
            type="category"
            dataKey="label"
            width={118}
            {...axis}
            tickFormatter={(text: string) => clipped(text, 18)}
          />
        ) : (
          <YAxis width={52} tickFormatter={value} {...axis} axisLine={false} />
        )}
        {tooltip}
        {legend}
        {shape.series.map((series, index) => (
          <Bar
            key={series.key}
            dataKey={series.dataKey}
            name={series.label}
            fill={color(index)}
            fillOpacity={series.previous ? 0.4 : 1}
            radius={options.stacked ? 0 : 3}
            maxBarSize={44}
            isAnimationActive={false}
            {...(options.stacked && { stackId: series.previous ? 'before' : 'now' })}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}

/** Lines, or areas, over time. The period before is dashed. */
export function LineViz({ result, options }: ChartProps) {
  const shape = chartShape(result, { previous: true });
  const { color } = usePalette();
  const { axis, grid, value, tooltip, legend } = useFrame(shape);
  const Chart = options.area ? AreaChart : LineChart;
  return (
    <ResponsiveContainer width="100%" height="100%">
      <Chart data={shape.points} margin={MARGIN}>
        <CartesianGrid {...grid} vertical={false} />
        <XAxis dataKey="label" {...axis} interval="preserveStartEnd" minTickGap={28} />
        <YAxis width={52} tickFormatter={value} {...axis} axisLine={false} />
        {tooltip}
        {legend}
        {shape.series.map((series, index) => {
          const look = {
            dataKey: series.dataKey,
            name: series.label,
            stroke: color(index),
            strokeWidth: 2,
            isAnimationActive: false,
            dot: shape.points.length < 2,
            type: 'monotone' as const,
            ...(series.previous && { strokeDasharray: '4 4' }),
          };
          if (!options.area) return <Line key={series.key} {...look} />;
          const stack = options.stacked ? { stackId: 'now' } : {};
          return <Area key={series.key} {...look} {...stack} fill={color(index)} fillOpacity={0.14} />;
        })}
      </Chart>
    </ResponsiveContainer>
  );
}
