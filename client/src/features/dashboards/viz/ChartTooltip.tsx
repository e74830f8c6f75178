import Box from '@mui/material/Box';
import type { ChartModel } from './model';
import { exactValue } from './values';

interface Entry {
  dataKey?: unknown;
  value?: unknown;
  color?: string;
}
interface ChartTooltipProps {
  active?: boolean;
  label?: unknown;
  payload?: readonly Entry[];
  series: ChartModel['series'];
  /** Said below the figures when a mark can be opened. */
  hint: string | null;
}

/** What a point stands for, in full. Recharts gives the rest of the properties. */
export function ChartTooltip({ active, label, payload, series, hint }: ChartTooltipProps) {
  if (!active || !payload?.length) return null;
  return (
    <Box
      sx={{
        bgcolor: 'background.paper',
        border: 1,
        borderColor: 'divider',
        borderRadius: 1,
        boxShadow: (theme) => theme.vars.palette.popShadow,
        px: 1.25,
        py: 0.75,
        fontSize: '0.75rem',
        // Never wider than the plot of a phone's chart, which would cut it.
        maxWidth: 'min(280px, 60vw)',
      }}
    >
      {typeof label === 'string' && label !== '' && (
        <Box sx={{ fontWeight: 540, mb: 0.25, overflowWrap: 'anywhere' }}>{label}</Box>
      )}
      {payload.map((entry) => {
        const found = series.find(({ id }) => id === entry.dataKey);
        if (!found) return null;
        const value = typeof entry.value === 'number' ? entry.value : null;
        return (
          <Box key={found.id} sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
            <Swatch color={entry.color ?? ''} dashed={found.previous} />
            <Box sx={{ flex: 1, color: 'text.secondary', minWidth: 0, overflowWrap: 'anywhere' }}>
              {found.label}
            </Box>
            <Box className="num">{exactValue(value, found.format)}</Box>
          </Box>
        );
      })}
      {hint && <Box sx={{ color: 'text.secondary', mt: 0.25 }}>{hint}</Box>}
    </Box>
  );
}

/** The colour of a series; an outline for the period before. */
export const Swatch = ({ color, dashed = false }: { color: string; dashed?: boolean }) => (
  <Box
    aria-hidden
    sx={{
      width: 8,
      height: 8,
      borderRadius: 0.5,
      flexShrink: 0,
      ...(dashed ? { border: `1.5px dashed ${color}` } : { bgcolor: color }),
    }}
  />
);
