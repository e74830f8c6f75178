import Box from '@mui/material/Box';

import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Tooltip from '@mui/material/Tooltip';
import MoreHorizRounded from '@mui/icons-material/MoreHorizRounded';
import { useState } from 'react';
import { aggregates } from '@besahubs/contracts/reports';
import type { Aggregate, AggregateMetric, RatioMetric } from '@besahubs/contracts/reports';
import { changeMetric, fieldOf, mayMove, moveMetric, removeMetric } from './changes';
import { FilterGroupEditor } from './FilterGroupEditor';
import { asGroup, leavesIn } from './filterTree';
import { aggregateLabels, metricLabel } from './metricText';
import { Choice, FieldChoice } from './Pick';
import { useProblem } from './problems';
import type { StepProps } from './Step';

interface MetricEditorProps extends StepProps {
  index: number;
}

/** One metric: what it computes, and on demand what it is called and which rows it takes. */
export function MetricEditor(props: MetricEditorProps) {
  const { draft, info, index, edit } = props;
  const metric = draft.query.metrics[index];
  const [open, setOpen] = useState({
    name: Boolean(metric?.label),
    filter: metric?.agg !== 'ratio' && metric?.filter !== undefined,
  });
  const problem = useProblem(`metrics.${index}.label`, `metrics.${index}.id`);
  if (!metric) return null;
  const label = metricLabel(metric, draft.query.metrics, info);
  const filter = metric.agg === 'ratio' ? undefined : metric.filter;
  return (
    <Box
      role="group"
      aria-label={label}
      sx={{ display: 'grid', gap: 1, p: 1, borderRadius: 1, bgcolor: 'surface.sunken', minWidth: 0 }}
    >
      <Box sx={{ display: 'flex', gap: 0.5, alignItems: 'flex-start' }}>
        <Box sx={{ flex: 1, minWidth: 0 }}>
          {metric.agg === 'ratio' ? (
            <RatioParts {...props} metric={metric} />
          ) : (
            <AggregateParts {...props} metric={metric} />
          )}
        </Box>
        <MetricMenu
          {...props}
          label={label}
          named={open.name}
          filtered={open.filter}
          onName={() => setOpen({ ...open, name: true })}
          onFilter={() => setOpen({ ...open, filter: true })}
        />
      </Box>
      {open.name && (
        <TextField
          label="Name"
          value={metric.label ?? ''}
          placeholder={metricLabel({ ...metric, label: undefined }, draft.query.metrics, info)}
          onChange={(event) =>
            edit((now) => changeMetric(now, index, { label: event.target.value.slice(0, 80) || undefined }))
          }
          error={problem !== undefined}
          helperText={problem}
        />
      )}
      {metric.agg !== 'ratio' && open.filter && (
        <Box>
          <Box sx={{ fontSize: '0.75rem', fontWeight: 540, color: 'text.secondary', mb: 0.5 }}>
            Only rows where
          </Box>
          <FilterGroupEditor
            info={info}
            tree={asGroup(filter)}
            at={`metrics.${index}.filter`}
            onChange={(next) =>
              edit((now) => changeMetric(now, index, { filter: leavesIn(next) ? next : undefined }))
            }
          />
        </Box>
      )}
      {metric.hidden && (
        <Box sx={{ fontSize: '0.75rem', color: 'text.secondary' }}>Computed for a ratio, not shown.</Box>
      )}
    </Box>
  );
}

function AggregateParts({ info, edit, index, metric }: MetricEditorProps & { metric: AggregateMetric }) {
  const aggProblem = useProblem(`metrics.${index}.agg`);
  const fieldProblem = useProblem(`metrics.${index}.field`);
  const taken = fieldOf(info, metric.field);
  const choosable = aggregates.filter((agg) => info.fields.some(({ aggs }) => aggs.includes(agg)));
  const fields = info.fields.filter(({ aggs }) => aggs.includes(metric.agg));
  const choose = (agg: Aggregate) => {
    const keeps = taken?.aggs.includes(agg);
    const other = info.fields.find(({ aggs }) => aggs.includes(agg))?.key;
    const field = agg === 'count' ? undefined : keeps ? metric.field : other;
    edit((now) => changeMetric(now, index, { agg, field }));
  };
  return (
    <Box sx={{ display: 'grid', gap: 0.5, gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 3fr)' }}>
      <Choice
        bare
        label="Compute"
        value={metric.agg}
        options={choosable.map((agg) => ({ value: agg, label: aggregateLabels[agg] }))}
        problem={aggProblem}
        onChange={(agg) => choose(agg as Aggregate)}
      />
      <FieldChoice
        bare
        label="Of"
        value={metric.field ?? (metric.agg === 'count' ? '' : null)}
        options={[
          ...(metric.agg === 'count' ? [{ value: '', label: `All ${info.noun}` }] : []),
          ...fields.map(({ key, label }) => ({
            value: key,
            label: metric.agg === 'count' ? `With ${label.toLowerCase()}` : label,
          })),
        ]}
        problem={fieldProblem}
        onChange={(key) => edit((now) => changeMetric(now, index, { field: key || undefined }))}
      />
    </Box>
  );
}

function RatioParts({ draft, info, edit, index, metric }: MetricEditorProps & { metric: RatioMetric }) {
  const problems = {
    num: useProblem(`metrics.${index}.num`),
    den: useProblem(`metrics.${index}.den`),
  };
  const { metrics } = draft.query;
  const options = metrics
    .slice(0, index)
    .filter((each) => each.agg !== 'ratio')
    .map((each) => ({ value: each.id, label: metricLabel(each, metrics, info) }));
  return (
    <Box sx={{ display: 'grid', gap: 0.5 }}>
      <Box
        sx={{
          display: 'grid',
          gap: 0.5,
          gridTemplateColumns: 'minmax(0, 1fr) auto minmax(0, 1fr)',
          alignItems: 'baseline',
        }}
      >
        <Choice
          bare
          label="Ratio of"
          value={metric.num}
          options={options}
          problem={problems.num}
          onChange={(num) => edit((now) => changeMetric(now, index, { num }))}
        />
        <Box component="span" sx={{ color: 'text.secondary' }}>
          per
        </Box>
        <Choice
          bare
          label="To"
          value={metric.den}
          options={options}
          problem={problems.den}
          onChange={(den) => edit((now) => changeMetric(now, index, { den }))}
        />
      </Box>
      <Choice
        bare
        label="Written as"
        value={metric.as}
        options={[
          { value: 'percent', label: 'As percent' },
          { value: 'number', label: 'As number' },
        ]}
        onChange={(as) =>
          edit((now) => changeMetric(now, index, { as: as === 'percent' ? 'percent' : 'number' }))
        }
      />
    </Box>
  );
}

interface MetricMenuProps extends MetricEditorProps {
  label: string;
  named: boolean;
  filtered: boolean;
  onName: () => void;
  onFilter: () => void;
}

function MetricMenu({ draft, edit, index, label, named, filtered, onName, onFilter }: MetricMenuProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { metrics } = draft.query;
  const metric = metrics[index];
  if (!metric) return null;
  const visible = metrics.filter(({ hidden }) => !hidden).length;
  const then = (run: () => void) => () => {
    setAnchor(null);
    run();
  };
  return (
    <>
      <Tooltip title="More">
        <IconButton
          size="small"
          aria-label={`More for ${label}`}
          aria-haspopup="menu"
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          <MoreHorizRounded />
        </IconButton>
      </Tooltip>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        {!named && <MenuItem onClick={then(onName)}>Rename</MenuItem>}
        {metric.agg !== 'ratio' && !filtered && <MenuItem onClick={then(onFilter)}>Only some rows</MenuItem>}
        <MenuItem
          disabled={!metric.hidden && visible === 1}
          onClick={then(() => edit((now) => changeMetric(now, index, { hidden: !metric.hidden })))}
        >
          {metric.hidden ? 'Show' : 'Hide'}
        </MenuItem>
        <MenuItem
          disabled={!mayMove(metrics, index, -1)}
          onClick={then(() => edit((now) => moveMetric(now, index, -1)))}
        >
          Move up
        </MenuItem>
        <MenuItem
          disabled={!mayMove(metrics, index, 1)}
          onClick={then(() => edit((now) => moveMetric(now, index, 1)))}
        >
          Move down
        </MenuItem>
        <MenuItem
          disabled={metrics.length === 1}
          onClick={then(() => edit((now) => removeMetric(now, metric.id)))}
        >
          Remove
        </MenuItem>
      </Menu>
    </>
  );
}
