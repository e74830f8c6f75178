import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import IconButton from '@mui/material/IconButton';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import Tooltip from '@mui/material/Tooltip';
import AddRounded from '@mui/icons-material/AddRounded';
import CloseRounded from '@mui/icons-material/CloseRounded';
import { useState } from 'react';
import { reportLimits } from '@besahubs/contracts/reportFilters';
import { parseNumber } from '../../../components/form/parse';
import { number } from '../../../components/format';
import { fieldOf, isTime, setTop, withQuery } from './changes';
import type { DraftQuery } from './draft';
import { metricLabel } from './metricText';
import { Choice } from './Pick';
import { useProblem } from './problems';
import { Section } from './Step';
import type { StepProps } from './Step';

/** Order, how many groups, conditions on the figures, totals: for answers with groups. */
export function MoreStep(props: StepProps) {
  const { draft } = props;
  if (!draft.query.groupBy.length) return null;
  return (
    <Section title="Order and size">
      <Order {...props} />
      <Size {...props} />
      <Having {...props} />
      {draft.type === 'table' && <Totals {...props} />}
    </Section>
  );
}

const optionsOf = ({ draft, info }: StepProps) => {
  const { metrics, groupBy } = draft.query;
  return {
    metrics: metrics.map((metric) => ({ value: metric.id, label: metricLabel(metric, metrics, info) })),
    groups: groupBy.map(({ field }) => ({ value: field, label: fieldOf(info, field)?.label ?? field })),
  };
};

function Order(props: StepProps) {
  const { draft, edit } = props;
  const { orderBy = [] } = draft.query;
  const [first, ...rest] = orderBy;
  const problem = useProblem('orderBy');
  const { metrics, groups } = optionsOf(props);
  const set = (next: DraftQuery['orderBy']) => edit((now) => withQuery(now, { orderBy: next }));
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 0.5,
        gridTemplateColumns: first ? 'minmax(0, 3fr) minmax(0, 2fr)' : '1fr',
        alignItems: 'end',
      }}
    >
      <Choice
        label="Sort by"
        value={first?.id ?? 'natural'}
        options={[{ value: 'natural', label: 'Natural order' }, ...metrics, ...groups]}
        problem={problem}
        onChange={(id) =>
          set(id === 'natural' ? undefined : [{ id, dir: first?.dir ?? 'desc', nulls: 'last' }, ...rest])
        }
      />
      {first && (
        <Choice
          bare
          label="Direction"
          value={first.dir}
          options={[
            { value: 'desc', label: 'Largest first' },
            { value: 'asc', label: 'Smallest first' },
          ]}
          onChange={(dir) => set([{ ...first, dir: dir === 'asc' ? 'asc' : 'desc' }, ...rest])}
        />
      )}
    </Box>
  );
}

const TOP = 10;

function Size(props: StepProps) {
  const { draft, info, edit } = props;
  const { topN, limit, groupBy } = draft.query;
  const problem = useProblem('topN', 'limit');
  const { metrics } = optionsOf(props);
  const named = groupBy.filter(({ field }) => !isTime(fieldOf(info, field)));
  const mode = topN ? 'top' : limit < reportLimits.groups ? 'limit' : 'all';
  const choose = (value: string) =>
    edit((now) =>
      withQuery(setTop(now, value === 'top' ? { n: TOP, other: true } : undefined), {
        limit: value === 'limit' ? TOP : reportLimits.groups,
      }),
    );
  return (
    <Box sx={{ display: 'grid', gap: 0.5 }}>
      <Box
        sx={{
          display: 'grid',
          gap: 0.5,
          gridTemplateColumns: mode === 'all' ? '1fr' : 'minmax(0, 3fr) minmax(0, 2fr)',
          alignItems: 'end',
        }}
      >
        <Choice
          label="Groups"
          value={mode}
          options={[
            { value: 'all', label: 'All of them' },
            ...(named.length ? [{ value: 'top', label: 'The largest only' }] : []),
            { value: 'limit', label: 'The first only' },
          ]}
          problem={problem}
          onChange={choose}
        />
        {mode !== 'all' && (
          <NumberField
            label="How many"
            value={topN?.n ?? limit}
            whole={{ from: 1, to: topN ? 100 : reportLimits.groups }}
            onChange={(n) =>
              edit((now) => (topN ? setTop(now, { ...topN, n }) : withQuery(now, { limit: n })))
            }
          />
        )}
      </Box>
      {topN && (
        <>
          {metrics.length > 1 && (
            <Choice
              label="Largest by"
              value={topN.by ?? metrics[0]?.value ?? ''}
              options={metrics}
              onChange={(by) => edit((now) => setTop(now, { ...topN, by }))}
            />
          )}
          {named.length > 1 && (
            <Choice
              label="Largest of"
              value={topN.field ?? named[0]?.field ?? ''}
              options={named.map(({ field }) => ({
                value: field,
                label: fieldOf(info, field)?.label ?? field,
              }))}
              onChange={(field) => edit((now) => setTop(now, { ...topN, field }))}
            />
          )}
          <FormControlLabel
            label="Everything else as “Other”"
            sx={{ ml: 0, minHeight: 32 }}
            control={
              <Switch
                checked={topN.other}
                onChange={(_event, other) => edit((now) => setTop(now, { ...topN, other }))}
              />
            }
          />
        </>
      )}
    </Box>
  );
}

const OPS = [
  { value: 'gt', label: 'is more than' },
  { value: 'gte', label: 'is at least' },
  { value: 'lt', label: 'is less than' },
  { value: 'lte', label: 'is at most' },
  { value: 'eq', label: 'is' },
  { value: 'ne', label: 'is not' },
] as const;
type HavingOp = (typeof OPS)[number]['value'];

function Having(props: StepProps) {
  const { draft, edit } = props;
  const { having = [], metrics: all } = draft.query;
  const problem = useProblem('having');
  const { metrics } = optionsOf(props);
  const set = (next: NonNullable<DraftQuery['having']>) =>
    edit((now) => withQuery(now, { having: next.length ? next : undefined }));
  const [first] = all;
  return (
    <Box sx={{ display: 'grid', gap: 0.5 }}>
      {having.map((each, index) => (
        <Box
          key={index}
          role="group"
          aria-label="Only groups where"
          sx={{
            display: 'grid',
            gap: 0.5,
            gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 3fr) minmax(0, 2fr) auto',
            alignItems: 'start',
          }}
        >
          <Choice
            bare
            label="Metric"
            value={each.id}
            options={metrics}
            problem={index === 0 ? problem : undefined}
            onChange={(id) => set(having.with(index, { ...each, id }))}
          />
          <Choice
            bare
            label="Operator"
            value={each.op}
            options={OPS}
            onChange={(op) => set(having.with(index, { ...each, op: op as HavingOp }))}
          />
          <NumberField
            bare
            label="Figure"
            value={each.value}
            onChange={(value) => set(having.with(index, { ...each, value }))}
          />
          <Tooltip title="Remove">
            <IconButton
              size="small"
              aria-label="Remove this condition on groups"
              onClick={() => set(having.toSpliced(index, 1))}
            >
              <CloseRounded />
            </IconButton>
          </Tooltip>
        </Box>
      ))}
      {having.length < 10 && first && (
        <Box>
          <Button
            color="inherit"
            startIcon={<AddRounded />}
            onClick={() => set([...having, { id: first.id, op: 'gt', value: 0 }])}
          >
            Only groups where…
          </Button>
        </Box>
      )}
    </Box>
  );
}

const Totals = ({ draft, edit }: StepProps) => (
  <FormControlLabel
    label="Totals over all rows"
    sx={{ ml: 0, minHeight: 32 }}
    control={
      <Switch
        checked={draft.query.totals}
        onChange={(_event, totals) => edit((now) => withQuery(now, { totals }))}
      />
    }
  />
);

interface NumberFieldProps {
  label: string;
  value: number;
  onChange: (value: number) => void;
  bare?: boolean;
  /** A whole number within these. */
  whole?: { from: number; to: number };
}

/** Takes over what is a number; says so while it is none. */
function NumberField({ label, value, onChange, bare = false, whole }: NumberFieldProps) {
  const [text, setText] = useState(number(value));
  const wrongOf = (read: number | null): string | undefined => {
    if (read === null || Number.isNaN(read)) return 'Enter a number';
    if (!whole) return undefined;
    const fits = Number.isInteger(read) && read >= whole.from && read <= whole.to;
    return fits ? undefined : `${whole.from} to ${number(whole.to)}`;
  };
  const wrong = wrongOf(parseNumber(text));
  return (
    <TextField
      label={bare ? undefined : label}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        const read = parseNumber(event.target.value);
        if (read !== null && !wrongOf(read)) onChange(read);
      }}
      error={wrong !== undefined}
      helperText={wrong}
      slotProps={{ htmlInput: { 'aria-label': label, inputMode: 'decimal' } }}
    />
  );
}
