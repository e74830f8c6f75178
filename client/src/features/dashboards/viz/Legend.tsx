import Box from '@mui/material/Box';
import { Swatch } from './ChartTooltip';
import type { Series } from './model';

interface LegendProps {
  series: readonly Series[];
  color: (index: number) => string;
}

/** Names of the series, above the drawing and in its colours; scrolls sideways rather than taking room. */
export function Legend({ series, color }: LegendProps) {
  if (series.length < 2) return null;
  return (
    <Box
      component="ul"
      sx={{
        m: 0,
        p: 0,
        pb: 0.5,
        listStyle: 'none',
        display: 'flex',
        flexWrap: 'wrap',
        columnGap: 1.5,
        rowGap: 0.25,
        fontSize: '0.75rem',
        color: 'text.secondary',
        maxHeight: 44,
        overflow: 'hidden',
        flexShrink: 0,
      }}
    >
      {series.map(({ id, label, previous }, index) => (
        <Box
          component="li"
          key={id}
          sx={{ display: 'flex', alignItems: 'center', gap: 0.75, maxWidth: 200, minWidth: 0 }}
        >
          <Swatch color={color(index)} dashed={previous} />
          <Box
            component="span"
            title={label}
            sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}
          >
            {label}
          </Box>
        </Box>
      ))}
    </Box>
  );
}
