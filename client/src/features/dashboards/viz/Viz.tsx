import Typography from '@mui/material/Typography';
import Box from '@mui/material/Box';
import type { WidgetOptions, WidgetType } from '@besahubs/contracts/dashboards';
import type { ReportQueryInput, ReportResult } from '@besahubs/contracts/reports';
import { number } from '../../../components/format';
import { BarViz, LineViz } from './AxisChart';
import { chartShape } from './data';
import { FunnelViz } from './FunnelViz';
import { KpiViz } from './KpiViz';
import { PieViz } from './PieViz';
import { TableViz } from './TableViz';

export interface VizProps {
  type: WidgetType;
  options: WidgetOptions;
  query: ReportQueryInput;
  result: ReportResult;
}

/** An answer, drawn. What could not be shown is said below it, never left out in silence. */
export function Viz(props: VizProps) {
  const notice = noticeOf(props);
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', height: '100%', minHeight: 0 }}>
      <Box sx={{ flex: 1, minHeight: 0, position: 'relative' }}>{drawing(props)}</Box>
      {notice && (
        <Typography variant="caption" sx={{ color: 'text.secondary', pt: 0.5 }}>
          {notice}
        </Typography>
      )}
    </Box>
  );
}

function drawing({ type, options, query, result }: VizProps) {
  switch (type) {
    case 'kpi':
      return <KpiViz result={result} query={query} sparkline={options.sparkline ?? true} />;
    case 'bar':
      return <BarViz result={result} options={options} />;
    case 'line':
      return <LineViz result={result} options={options} />;
    case 'pie':
      return <PieViz result={result} options={options} />;
    case 'table':
      return <TableViz result={result} />;
    case 'funnel':
      return <FunnelViz result={result} />;
  }
}

function noticeOf({ type, result }: VizProps): string | null {
  const { meta } = result;
  if (meta.truncated) return `Shows ${number(meta.rowCount)} of ${number(meta.groupCount)} groups.`;
  if (type !== 'bar' && type !== 'line') return null;
  const { left } = chartShape(result, { previous: true });
  return left > 0 ? `${number(left)} more are not drawn: show them as a table, or the largest only.` : null;
}
