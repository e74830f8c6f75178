import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { Pie, PieChart, Sector } from 'recharts';
import type { PieSectorShapeProps } from 'recharts';
import type { WidgetOptions } from '@besahubs/contracts/dashboards';
import { Swatch } from './ChartTooltip';
import { pickOf } from './model';
import type { ChartModel } from './model';
import { usePalette } from './palette';
import type { OnPick } from './pick';
import { Sized } from './Sized';
import { slicesOf } from './slices';
import type { Slice } from './slices';
import { exactValue, shareText, shortValue } from './values';

interface PieProps {
  model: ChartModel;
  options: WidgetOptions;
  onPick?: OnPick | undefined;
}

/** Shares of a whole, with a legend that says them in figures; beside it where there is room, else below. */
export function PieViz({ model, options, onPick }: PieProps) {
  const { color, page, text } = usePalette();
  const [series] = model.series;
  const { slices } = slicesOf(model);
  if (!series) return null;
  const colorOf = (slice: Slice, index: number) =>
    slice.point === null || slice.point.other ? color(7) : color(index);
  const whole = slices.reduce((sum, { value }) => sum + value, 0);
  const choose = ({ point }: Slice) => {
    if (point) onPick?.(pickOf(point, series));
  };
  return (
    <Box sx={{ height: '100%', containerType: 'size' }}>
      <Box
        sx={{
          height: '100%',
          display: 'flex',
          flexDirection: 'column',
          gap: 1,
          '@container (min-width: 400px)': { flexDirection: 'row', gap: 2 },
        }}
      >
        <Box sx={{ flex: '1 1 40%', minHeight: 90, minWidth: 0, position: 'relative' }}>
          <Sized>
            {({ width, height }) => (
              <PieChart width={width} height={height} accessibilityLayer={false}>
                <Pie
                  data={slices}
                  dataKey="value"
                  nameKey="label"
                  innerRadius={options.donut ? '64%' : 0}
                  outerRadius="98%"
                  startAngle={90}
                  endAngle={-270}
                  stroke={page}
                  strokeWidth={slices.length > 1 ? 2 : 0}
                  isAnimationActive={false}
                  shape={(sector: PieSectorShapeProps) => {
                    const slice = slices[sector.index];
                    return (
                      <Sector
                        {...sector}
                        fill={slice ? colorOf(slice, sector.index) : color(7)}
                        {...(onPick && slice?.point && { style: { cursor: 'pointer' } })}
                      />
                    );
                  }}
                  onClick={(_sector, index) => {
                    const slice = slices[index];
                    if (slice) choose(slice);
                  }}
                />
                {options.donut && Math.min(width, height) > 110 && (
                  <text
                    x={width / 2}
                    y={height / 2}
                    textAnchor="middle"
                    dominantBaseline="central"
                    fill={text}
                    fontSize={16}
                    fontWeight={600}
                  >
                    {shortValue(whole, series.format)}
                  </text>
                )}
              </PieChart>
            )}
          </Sized>
        </Box>
        <Box
          component="ul"
          sx={{
            m: 0,
            p: 0,
            listStyle: 'none',
            overflowY: 'auto',
            maxHeight: '64%',
            flexShrink: 0,
            '@container (min-width: 400px)': {
              flex: '1 1 50%',
              maxHeight: '100%',
              alignSelf: 'center',
              minWidth: 0,
            },
          }}
        >
          {slices.map((slice, index) => (
            <LegendLine
              key={JSON.stringify(slice.point ? [slice.point.key, slice.point.other] : null)}
              slice={slice}
              color={colorOf(slice, index)}
              figure={exactValue(slice.value, series.format)}
              onOpen={onPick && slice.point ? () => choose(slice) : undefined}
            />
          ))}
        </Box>
      </Box>
    </Box>
  );
}

interface LineProps {
  slice: Slice;
  color: string;
  figure: string;
  onOpen: (() => void) | undefined;
}

const LegendLine = ({ slice, color, figure, onOpen }: LineProps) => (
  <Box component="li">
    <ButtonBase
      disabled={!onOpen}
      onClick={onOpen}
      sx={{
        width: '100%',
        minHeight: 24,
        display: 'flex',
        gap: 1,
        px: 0.5,
        borderRadius: 0.5,
        fontSize: '0.75rem',
        textAlign: 'left',
        '&:hover': { bgcolor: 'surface.hover' },
      }}
    >
      <Swatch color={color} />
      <Box
        title={slice.label}
        sx={{ flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}
      >
        {slice.label}
      </Box>
      <Box className="num">{figure}</Box>
      <Box className="num" sx={{ width: 50, textAlign: 'right', color: 'text.secondary' }}>
        {shareText(slice.share)}
      </Box>
    </ButtonBase>
  </Box>
);
