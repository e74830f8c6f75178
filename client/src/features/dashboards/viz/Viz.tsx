import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useMemo, useState } from 'react';
import type { ReportResult } from '@besahubs/contracts/reports';
import { EmptyState } from '../../../components/EmptyState';
import { visuallyHidden } from '../../../components/visuallyHidden';
import { BarViz, LineViz } from './AxisChart';
import { FunnelViz } from './FunnelViz';
import { KpiViz } from './KpiViz';
import { chartModel, dimensionsOf, overTime, upToNow } from './model';
import type { ChartModel } from './model';
import { PieViz } from './PieViz';
import type { OnPick, VizWidget } from './pick';
import { todayIn } from './range';
import { noticeOf, summaryOf } from './summary';
import { TableViz } from './TableViz';

export interface VizProps {
  widget: VizWidget;
  result: ReportResult;
  /** With it every mark and figure can be opened. */
  onPick?: OnPick | undefined;
}

/**
 * An answer, drawn into whatever room there is. What could not be shown is said below it. A chart is one picture with a
 * summary for screen readers; “View as table” (first stop of the Tab key) shows the same figures, each of them a button.
 */
export function Viz({ widget, result, onPick }: VizProps) {
  const { title, type, query } = widget;
  const [asTable, setAsTable] = useState(false);
  const model = useMemo(() => modelOf(result, widget), [result, widget]);
  const picture = type === 'bar' || type === 'line' || type === 'pie';
  const notice = noticeOf(widget, result, model);
  return (
    <Box
      sx={{ display: 'flex', flexDirection: 'column', height: '100%', minHeight: 0, position: 'relative' }}
    >
      {picture && result.rows.length > 0 && (
        <Button
          size="small"
          variant="outlined"
          onClick={() => setAsTable(!asTable)}
          sx={{
            position: 'absolute',
            top: 0,
            right: 0,
            zIndex: 3,
            bgcolor: 'background.paper',
            '&:not(:focus-visible)': visuallyHidden,
          }}
        >
          {asTable ? 'View as chart' : 'View as table'}
        </Button>
      )}
      <Box sx={{ flex: 1, minHeight: 0, position: 'relative' }}>
        {!result.rows.length ? (
          <EmptyState compact title="No data" text="Nothing matches the filters and the date range." />
        ) : asTable && picture ? (
          <TableViz result={result} query={query} label={title} onPick={onPick} />
        ) : picture && type !== 'pie' ? (
          <Box role="img" aria-label={summaryOf(type, model)} sx={{ height: '100%' }}>
            {drawing({ widget, result, onPick }, model)}
          </Box>
        ) : (
          drawing({ widget, result, onPick }, model)
        )}
      </Box>
      {notice && (
        <Typography variant="caption" sx={{ color: 'text.secondary', pt: 0.5 }}>
          {notice}
        </Typography>
      )}
    </Box>
  );
}

function modelOf(result: ReportResult, { type, query }: VizWidget): ChartModel {
  const model = chartModel(result, query);
  const [field] = dimensionsOf(result);
  if (type !== 'line' || !field || !overTime(result)) return model;
  return upToNow(model, field.key, todayIn(result.meta.asOf, result.meta.timezone));
}

function drawing({ widget, result, onPick }: VizProps, model: ChartModel) {
  const { title, type, options, query } = widget;
  switch (type) {
    case 'kpi':
      return <KpiViz result={result} query={query} sparkline={options.sparkline ?? true} onPick={onPick} />;
    case 'bar':
      return <BarViz model={model} options={options} onPick={onPick} />;
    case 'line':
      return <LineViz model={model} options={options} onPick={onPick} />;
    case 'pie':
      return <PieViz model={model} options={options} onPick={onPick} />;
    case 'table':
      return <TableViz result={result} query={query} label={title} onPick={onPick} />;
    case 'funnel':
      return <FunnelViz result={result} model={model} standing={isStanding(widget)} onPick={onPick} />;
  }
}

/** Deals stand in one stage at a time; entries into stages are counted in each. */
const isStanding = ({ query }: VizWidget): boolean => query.dataset === 'deals';
