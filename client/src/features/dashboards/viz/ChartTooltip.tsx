import Box from '@mui/material/Box';
import type { ChartShape } from './data';
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
  series: ChartShape['series'];
}

/** What a point stands for, in full. Recharts gives the rest of the properties. */
export function ChartTooltip({ active, label, payload, series }: ChartTooltipProps) {
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
        maxWidth: 280,
      }}
    >
      <Box sx={{ fontWeight: 540, mb: 0.25 }}>{String(label)}</Box>
      {payload.map((entry) => {
        const found = series.find(({ dataKey }) => dataKey === entry.dataKey);
        if (!found) return null;
        return (
          <Box key={found.dataKey} sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
            <Box aria-hidden sx={{ width: 8, height: 8, borderRadius: 0.5, bgcolor: entry.color }} />
            <Box sx={{ flex: 1, color: 'text.secondary' }}>{found.label}</Box>
            <Box className="num">{exactValue(entry.value as number | null, found.format)}</Box>
          </Box>
        );
      })}
    </Box>
  );
}
