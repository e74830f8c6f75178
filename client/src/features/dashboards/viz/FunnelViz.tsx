import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Tooltip from '@mui/material/Tooltip';
import type { ReportResult } from '@besahubs/contracts/reports';
import { funnelSteps } from './funnel';
import type { FunnelStep } from './funnel';
import { dimensionsOf, pickOf } from './model';
import type { ChartModel } from './model';
import { usePalette } from './palette';
import type { OnPick } from './pick';
import { exactValue, shareText, shortValue } from './values';

interface FunnelProps {
  result: ReportResult;
  model: ChartModel;
  /** Rows count once, where they stand now. */
  standing: boolean;
  onPick?: OnPick | undefined;
}

/** How many get how far: a bar a step, with what remains of the first step and of the one before. */
export function FunnelViz({ result, model, standing, onPick }: FunnelProps) {
  const [series] = model.series;
  const steps = funnelSteps(model, dimensionsOf(result)[0], standing);
  if (!series) return null;
  const widest = Math.max(...steps.map(({ reached }) => reached), 0);
  return (
    <Box
      sx={{
        height: '100%',
        overflowY: 'auto',
        containerType: 'inline-size',
        display: 'flex',
        flexDirection: 'column',
      }}
    >
      <Head standing={standing} />
      <Box
        component="ol"
        sx={{ m: 0, p: 0, listStyle: 'none', flex: 1, display: 'flex', flexDirection: 'column' }}
      >
        {steps.map((step) => (
          <Step
            key={JSON.stringify([step.point.key, step.point.other])}
            step={step}
            widest={widest}
            format={series.format}
            standing={standing}
            onOpen={onPick && (() => onPick(pickOf(step.point, series)))}
          />
        ))}
      </Box>
    </Box>
  );
}

const COLUMNS = {
  display: 'grid',
  gridTemplateColumns: 'minmax(64px, 24%) 1fr 56px 56px 56px',
  '@container (max-width: 420px)': { gridTemplateColumns: 'minmax(64px, 30%) 1fr 52px 52px' },
  gap: 1,
  alignItems: 'center',
} as const;
const LAST = { textAlign: 'right', '@container (max-width: 420px)': { display: 'none' } } as const;

/** What the figures beside the bars are; each step says it in full itself. */
const Head = ({ standing }: { standing: boolean }) => (
  <Box
    aria-hidden
    sx={{
      ...COLUMNS,
      fontSize: '0.75rem',
      color: 'text.secondary',
      position: 'sticky',
      top: 0,
      zIndex: 1,
      bgcolor: 'background.paper',
      pb: 0.5,
    }}
  >
    <span />
    <span />
    <Box sx={{ textAlign: 'right' }}>{standing ? 'Now' : 'All'}</Box>
    <Box sx={{ textAlign: 'right' }}>Step</Box>
    <Box sx={LAST}>Overall</Box>
  </Box>
);

interface StepProps {
  step: FunnelStep;
  widest: number;
  format: ReportResult['fields'][number]['format'];
  standing: boolean;
  onOpen: (() => void) | undefined;
}

function Step({ step, widest, format, standing, onOpen }: StepProps) {
  const { color } = usePalette();
  const { point, value, reached, ofFirst, ofPrevious } = step;
  const share = (part: number) => `${widest ? Math.max((100 * part) / widest, 0) : 0}%`;
  const said = [
    `${point.label}: ${exactValue(value, format)}`,
    ...(standing && reached !== value ? [`${exactValue(reached, format)} got this far`] : []),
    ...(ofPrevious === null ? [] : [`${shareText(ofPrevious)} of the step before`]),
    ...(ofFirst === null || ofPrevious === null ? [] : [`${shareText(ofFirst)} of the first step`]),
  ].join(', ');
  return (
    <Box component="li" sx={{ flex: '1 1 32px', minHeight: 28, maxHeight: 52, display: 'flex' }}>
      <Tooltip describeChild title={said}>
        <ButtonBase
          disabled={!onOpen}
          onClick={onOpen}
          sx={{
            ...COLUMNS,
            flex: 1,
            minWidth: 0,
            textAlign: 'left',
            fontSize: '0.75rem',
            borderRadius: 1,
            '&:hover': { bgcolor: 'surface.hover' },
            '&.Mui-disabled': { pointerEvents: 'auto' },
          }}
        >
          <Box sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', pl: 0.5 }}>
            {point.label}
          </Box>
          <Box sx={{ height: '72%', bgcolor: 'surface.sunken', borderRadius: 0.5, position: 'relative' }}>
            <Box sx={{ ...bar, width: share(reached), bgcolor: color(0), opacity: standing ? 0.3 : 1 }} />
            {standing && <Box sx={{ ...bar, width: share(value ?? 0), bgcolor: color(0) }} />}
          </Box>
          <Box className="num" sx={{ textAlign: 'right', fontWeight: 540 }}>
            {shortValue(value, format)}
          </Box>
          <Box className="num" sx={{ textAlign: 'right', color: 'text.secondary' }}>
            {shareText(ofPrevious)}
          </Box>
          <Box className="num" sx={{ ...LAST, color: 'text.secondary' }}>
            {shareText(ofFirst)}
          </Box>
        </ButtonBase>
      </Tooltip>
    </Box>
  );
}

const bar = { position: 'absolute', insetBlock: 0, left: 0, borderRadius: 0.5 } as const;
