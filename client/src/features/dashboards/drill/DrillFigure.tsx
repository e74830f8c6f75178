import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import type { DrillResult } from '@besahubs/contracts/drill';
import { reportQuery } from '@besahubs/contracts/reports';
import type { Format, ReportQueryInput } from '@besahubs/contracts/reports';
import { datasetList } from '../../../api/dashboards';
import { dateOnly } from '../../../components/days';
import { dateTime } from '../../../components/dates';
import { NONE } from '../../../components/format';
import { useZone } from '../../../hooks/zone';
import { metricFormat } from '../editor/metricText';
import { exactValue } from '../viz/values';

interface DrillFigureProps {
  value: DrillResult['value'];
  query: ReportQueryInput;
  /** Whose figure it is: of a ratio the ratio, or the part whose rows are shown. */
  metric: string | undefined;
}

/** The clicked figure in full, written as its metric is. */
export function DrillFigure({ value, query, metric }: DrillFigureProps) {
  const zone = useZone();
  const { data } = useQuery(datasetList);
  const { metrics, dataset } = reportQuery.parse(query);
  const info = data?.find(({ key }) => key === dataset);
  const found = metrics.find(({ id }) => id === metric);
  const format: Format = info && found ? metricFormat(found, metrics, info) : 'number';
  return (
    <Typography variant="figure" component="p" className="num" sx={{ m: 0 }}>
      {figureText(value, format, zone)}
    </Typography>
  );
}

/** Numbers by their format; the first or last of something is a date or an instant. */
function figureText(value: DrillResult['value'], format: Format, zone: string): string {
  if (value === null) return NONE;
  if (typeof value === 'number') return exactValue(value, format);
  return value.length > 10 ? dateTime(value, zone) : dateOnly(value);
}
