import Box from '@mui/material/Box';
import type { ReportResult } from '@besahubs/contracts/reports';
import { percent } from '../../../components/format';
import { funnelSteps } from './data';
import { usePalette } from './palette';
import { exactValue, shortValue } from './values';

const rounded = (share: number | null): string =>
  share === null ? '' : percent(Math.round(share * 10) / 10);

/** How many get how far: a bar a step, with what remains of the first step and of the one before. */
export function FunnelViz({ result }: { result: ReportResult }) {
  const { color } = usePalette();
  const format = result.chartData.series[0]?.format ?? 'number';
  const steps = funnelSteps(result);
  return (
    <Box
      component="ol"
      sx={{
        m: 0,
        p: 0,
        listStyle: 'none',
        height: '100%',
        overflowY: 'auto',
        display: 'flex',
        flexDirection: 'column',
        gap: 0.5,
      }}
    >
      {steps.map(({ label, value, ofFirst, ofPrevious }) => (
        <Box
          component="li"
          key={label}
          title={`${label}: ${exactValue(value, format)}${ofPrevious === null ? '' : `, ${rounded(ofPrevious)} of the step before`}`}
          sx={{
            flex: '1 1 28px',
            minHeight: 24,
            maxHeight: 44,
            display: 'grid',
            gridTemplateColumns: 'minmax(72px, 30%) 1fr 92px',
            gap: 1,
            alignItems: 'center',
            fontSize: '0.75rem',
          }}
        >
          <Box sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>{label}</Box>
          <Box sx={{ height: '72%', bgcolor: 'surface.sunken', borderRadius: 0.5, overflow: 'hidden' }}>
            <Box
              sx={{
                width: `${ofFirst ?? 0}%`,
                minWidth: value > 0 ? 2 : 0,
                height: '100%',
                bgcolor: color(0),
                borderRadius: 0.5,
              }}
            />
          </Box>
          <Box className="num" sx={{ textAlign: 'right', whiteSpace: 'nowrap' }}>
            {shortValue(value, format)}{' '}
            <Box component="span" sx={{ color: 'text.secondary', display: 'inline-block', minWidth: 46 }}>
              {rounded(ofPrevious)}
            </Box>
          </Box>
        </Box>
      ))}
    </Box>
  );
}
