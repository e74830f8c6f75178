import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import { useQuery } from '@tanstack/react-query';
import type { RatioMetric, ReportQuery } from '@besahubs/contracts/reports';
import { datasetList } from '../../../api/dashboards';
import { metricLabel } from '../editor/metricText';

interface RatioPartsProps {
  query: ReportQuery;
  metric: RatioMetric;
  part: 'num' | 'den';
  onChange: (part: 'num' | 'den') => void;
}

/** A ratio has two kinds of rows: those counted, and those they are counted among. */
export function RatioParts({ query, metric, part, onChange }: RatioPartsProps) {
  const { data } = useQuery(datasetList);
  const info = data?.find(({ key }) => key === query.dataset);
  if (!info) return null;
  const nameOf = (id: string) => {
    const found = query.metrics.find((each) => each.id === id);
    return found ? metricLabel(found, query.metrics, info) : id;
  };
  const [num, den] = [nameOf(metric.num), nameOf(metric.den)];
  // Parts that differ by their conditions alone have one name: then say which is which.
  const same = num === den;
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      value={part}
      aria-label="Rows of"
      onChange={(_event, next: 'num' | 'den' | null) => next && onChange(next)}
    >
      <ToggleButton value="num">{same ? `${num} counted` : num}</ToggleButton>
      <ToggleButton value="den">{same ? `${den} in all` : den}</ToggleButton>
    </ToggleButtonGroup>
  );
}
