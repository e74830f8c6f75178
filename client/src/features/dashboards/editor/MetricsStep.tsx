import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import AddRounded from '@mui/icons-material/AddRounded';
import { reportLimits } from '@besahubs/contracts/reportFilters';
import { addMetric, addRatio } from './changes';
import { MetricEditor } from './MetricEditor';
import { useExactProblem } from './problems';
import { Section } from './Step';
import type { StepProps } from './Step';

/** What is computed: counts, sums, shares; one below the other in the order they are shown. */
export function MetricsStep(props: StepProps) {
  const { draft, edit } = props;
  const { metrics } = draft.query;
  const full = metrics.length + 1 >= reportLimits.metrics;
  const problem = useExactProblem('metrics');
  return (
    <Section title="Metrics" problem={problem}>
      {metrics.map((metric, index) => (
        <MetricEditor key={metric.id} {...props} index={index} />
      ))}
      <Box sx={{ display: 'flex', gap: 1 }}>
        <Button
          color="inherit"
          startIcon={<AddRounded />}
          disabled={full}
          onClick={() => edit((now) => addMetric(now, { agg: 'count' }))}
        >
          Metric
        </Button>
        <Button color="inherit" startIcon={<AddRounded />} disabled={full} onClick={() => edit(addRatio)}>
          Ratio
        </Button>
      </Box>
    </Section>
  );
}
