import Box from '@mui/material/Box';
import type { MouseEvent, ReactNode } from 'react';
import { Area, Bar, BarChart, CartesianGrid, ComposedChart, Line, Tooltip, XAxis, YAxis } from 'recharts';
import type { WidgetOptions } from '@besahubs/contracts/dashboards';
import { categoryLabels, clipped, endRoom, inTwo, lettersIn, nameWidth, valueWidth } from './axis';
import { ChartTooltip } from './ChartTooltip';
import { Legend } from './Legend';
import { pickOf } from './model';
import type { ChartModel, Series } from './model';
import { slotsOf, usePalette } from './palette';
import type { OnPick } from './pick';
import { Sized } from './Sized';
import { shortValue } from './values';

interface ChartProps {
  model: ChartModel;
  options: WidgetOptions;
  onPick?: OnPick | undefined;
}
interface Size {
  width: number;
  height: number;
}

const MARGIN = { top: 6, right: 10, bottom: 0, left: 0 };
const HINT = 'Click to see the rows';

/** Ticks are short, but each as exact as their distance asks for. */
function useFrame({ model, options, onPick }: ChartProps) {
  const { color, text, line, hover } = usePalette();
  const slots = slotsOf(model.series);
  const format = model.series[0]?.format ?? 'number';
  const value = (tick: number) => shortValue(tick, format);
  const all = model.points.flatMap(({ values }) =>
    options.stacked
      ? [values.reduce<number>((sum, each) => sum + (each ?? 0), 0)]
      : values.map((each) => each ?? 0),
  );
  const labels = model.points.map(({ label }) => label);
  return {
    labels,
    colorOf: (index: number) => color(slots[index] ?? index),
    axis: { tick: { fill: text, fontSize: 12 }, tickLine: false, axisLine: { stroke: line } } as const,
    valueAxis: {
      tick: { fill: text, fontSize: 12 },
      tickLine: false,
      axisLine: false,
      tickFormatter: value,
      niceTicks: 'snap125',
    } as const,
    grid: { stroke: line },
    valueRoom: valueWidth([value(Math.max(0, ...all) * 1.25), value(Math.min(0, ...all) * 1.25)]),
    tooltip: (
      <Tooltip
        content={<ChartTooltip series={model.series} hint={onPick ? HINT : null} />}
        cursor={{ fill: hover, stroke: line }}
        isAnimationActive={false}
        wrapperStyle={{ zIndex: 2 }}
      />
    ),
  };
}

function ChartBody({ legend, children }: { legend: ReactNode; children: (size: Size) => ReactNode }) {
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', height: '100%' }}>
      {legend}
      <Box sx={{ flex: 1, minHeight: 0, position: 'relative', '& svg *': { outline: 'none' } }}>
        <Sized>{children}</Sized>
      </Box>
    </Box>
  );
}

/** Bars, beside each other, stacked or lying. */
export function BarViz(props: ChartProps) {
  const { model, options, onPick } = props;
  const { axis, valueAxis, grid, tooltip, labels, valueRoom, colorOf } = useFrame(props);
  const lying = options.horizontal ?? false;
  const clickable = onPick ? { cursor: 'pointer' } : {};
  // A low bar is opened anywhere above it as well: under a thumb it could not be hit. Stacked ones lie on each other.
  const room = onPick && !options.stacked ? { background: { fill: 'transparent' } } : {};
  const choose = (series: Series, index: number) => {
    const point = model.points[index];
    if (point && point[series.id] !== null) onPick?.(pickOf(point, series));
  };
  return (
    <ChartBody legend={<Legend series={model.series} color={colorOf} />}>
      {({ width, height }) => {
        const names = nameWidth(labels, width);
        const below = categoryLabels(labels, width - valueRoom - MARGIN.right);
        return (
          <BarChart
            width={width}
            height={height}
            data={model.points}
            layout={lying ? 'vertical' : 'horizontal'}
            margin={MARGIN}
            barCategoryGap="18%"
            barGap={1}
            accessibilityLayer={false}
          >
            <CartesianGrid {...grid} vertical={lying} horizontal={!lying} />
            {lying ? (
              <XAxis type="number" {...valueAxis} height={24} />
            ) : (
              <XAxis
                dataKey="label"
                {...axis}
                height={below.height}
                angle={below.angle}
                textAnchor={below.angle ? 'end' : 'middle'}
                interval={below.all ? 0 : 'equidistantPreserveStart'}
                {...(below.angle === -90 && { dx: -8 })}
                {...(below.lines === 2 && {
                  tick: (tick: TickPlace) => <TwoLines {...tick} most={below.most} look={axis.tick} />,
                })}
                tickFormatter={(text: string) => clipped(text, below.most)}
              />
            )}
            {lying ? (
              <YAxis
                type="category"
                dataKey="label"
                width={names}
                {...axis}
                interval={labels.length * 15 < height ? 0 : 'equidistantPreserveStart'}
                tickFormatter={(text: string) => clipped(text, lettersIn(names))}
              />
            ) : (
              <YAxis width={valueRoom} {...valueAxis} />
            )}
            {tooltip}
            {model.series.map((series, index) => (
              <Bar
                key={series.id}
                dataKey={series.id}
                name={series.label}
                fill={colorOf(index)}
                fillOpacity={series.previous ? 0.4 : 1}
                radius={options.stacked ? 0 : lying ? [0, 3, 3, 0] : [3, 3, 0, 0]}
                maxBarSize={44}
                isAnimationActive={false}
                style={clickable}
                {...room}
                onClick={(_bar, at) => choose(series, at)}
                {...(options.stacked && { stackId: series.previous ? 'before' : 'now' })}
              />
            ))}
          </BarChart>
        );
      }}
    </ChartBody>
  );
}

/** Lines, or areas, over time. The period before is dashed; where there is no figure the line has a gap. */
export function LineViz(props: ChartProps) {
  const { model, options, onPick } = props;
  const { axis, valueAxis, grid, tooltip, labels, valueRoom, colorOf } = useFrame(props);
  const dotted = model.points.length <= 31;
  const padding = endRoom(labels);
  const now = model.series.filter(({ previous }) => !previous);
  const choose = (series: Series | undefined, at: number) => {
    const point = model.points[at];
    if (point && series) onPick?.(pickOf(point, series));
  };
  return (
    <ChartBody legend={<Legend series={model.series} color={colorOf} />}>
      {({ width, height }) => (
        <ComposedChart
          width={width}
          height={height}
          data={model.points}
          margin={MARGIN}
          accessibilityLayer={false}
          {...(onPick && now.length === 1 && { style: { cursor: 'pointer' } })}
          // With one line the whole height of a point opens it: a dot is small under a thumb.
          onClick={({ activeTooltipIndex }) => {
            if (now.length === 1 && activeTooltipIndex != null) choose(now[0], Number(activeTooltipIndex));
          }}
        >
          <CartesianGrid {...grid} vertical={false} />
          <XAxis
            dataKey="label"
            {...axis}
            height={24}
            interval="equidistantPreserveStart"
            minTickGap={16}
            tickFormatter={(text: string) => clipped(text, 18)}
            padding={{ left: padding, right: padding }}
          />
          <YAxis width={valueRoom} {...valueAxis} />
          {tooltip}
          {model.series.map((series, index) => {
            const color = colorOf(index);
            const look = {
              dataKey: series.id,
              name: series.label,
              stroke: color,
              strokeWidth: series.previous ? 1.5 : 2,
              isAnimationActive: false,
              connectNulls: false,
              type: 'linear' as const,
              dot:
                dotted && !series.previous ? { r: 2.5, strokeWidth: 0, fill: color, fillOpacity: 1 } : false,
              activeDot: (dot: DotPlace) => (
                <OpenDot
                  key={series.id}
                  {...dot}
                  color={color}
                  onOpen={onPick && ((at) => choose(series, at))}
                />
              ),
              ...(series.previous && { strokeDasharray: '4 4' }),
            };
            if (!options.area || series.previous) return <Line key={series.id} {...look} />;
            const stack = options.stacked ? { stackId: 'now' } : {};
            return <Area key={series.id} {...look} {...stack} fill={color} fillOpacity={0.14} />;
          })}
        </ComposedChart>
      )}
    </ChartBody>
  );
}

interface TickPlace {
  x: number | string;
  y: number | string;
  payload: { value: string };
}
interface TwoLinesProps extends TickPlace {
  most: number;
  look: { fill: string; fontSize: number };
}

/** A name below its bar, broken between its words. */
function TwoLines({ x, y, payload, most, look }: TwoLinesProps) {
  return (
    <text x={x} y={y} textAnchor="middle" {...look}>
      {inTwo(payload.value, most).map((line, index) => (
        <tspan key={`${index}${line}`} x={x} dy={index ? '1.15em' : '0.71em'}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

interface DotPlace {
  cx?: number | undefined;
  cy?: number | undefined;
  index?: number | undefined;
}
interface OpenDotProps extends DotPlace {
  color: string;
  onOpen: ((index: number) => void) | undefined;
}

/** The dot under the pointer. */
function OpenDot({ cx, cy, index, color, onOpen }: OpenDotProps) {
  const { page } = usePalette();
  if (cx === undefined || cy === undefined) return <g />;
  const open = (event: MouseEvent) => {
    if (!onOpen || index === undefined) return;
    event.stopPropagation();
    onOpen(index);
  };
  return (
    <circle
      cx={cx}
      cy={cy}
      r={5}
      fill={color}
      stroke={page}
      strokeWidth={2}
      style={onOpen && { cursor: 'pointer' }}
      onClick={open}
    />
  );
}
