import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import AddRounded from '@mui/icons-material/AddRounded';
import CloseRounded from '@mui/icons-material/CloseRounded';
import { granularities } from '@besahubs/contracts/reports';
import type { Granularity } from '@besahubs/contracts/reports';
import { words } from '../../../components/format';
import { fieldOf, isTime, setGroup } from './changes';
import { Choice, FieldChoice } from './Pick';
import { useExactProblem, useProblem } from './problems';
import { Section } from './Step';
import type { StepProps } from './Step';

const MOST: Record<StepProps['draft']['type'], number> = {
  kpi: 0,
  bar: 3,
  line: 3,
  pie: 1,
  table: 3,
  funnel: 1,
};
const NAMES = ['Group by', 'Then by', 'Then by'];

/** What the figures are told apart by: the first along the axis, the others as series (or columns of a table). */
export function GroupStep(props: StepProps) {
  const { draft, info, edit } = props;
  const { groupBy } = draft.query;
  const problem = useExactProblem('groupBy');
  const free = info.fields.find(
    ({ key, groupable }) => groupable && !groupBy.some(({ field }) => field === key),
  );
  const most = MOST[draft.type];
  if (most === 0 && !groupBy.length) return null;
  const add = free && groupBy.length < most && (
    <Button
      color="inherit"
      startIcon={<AddRounded />}
      onClick={() => edit((now) => setGroup(now, groupBy.length, { field: free.key }))}
    >
      {groupBy.length && draft.type !== 'table' ? 'Series' : 'Grouping'}
    </Button>
  );
  return (
    <Section title="Group by" action={add} problem={problem}>
      {groupBy.map((group, index) => (
        <GroupLine key={group.field} {...props} index={index} />
      ))}
    </Section>
  );
}

function GroupLine({ draft, info, edit, index }: StepProps & { index: number }) {
  const { groupBy } = draft.query;
  const group = groupBy[index];
  const fieldProblem = useProblem(`groupBy.${index}.field`, `groupBy.${index}.fill`);
  const grainProblem = useProblem(`groupBy.${index}.granularity`);
  if (!group) return null;
  const field = fieldOf(info, group.field);
  const taken = groupBy.filter((each) => each !== group).map((each) => each.field);
  const fields = info.fields.filter(({ key, groupable }) => groupable && !taken.includes(key));
  const grains = granularities.filter((grain) => grain !== 'hour' || field?.type === 'instant');
  const needed = draft.type !== 'table' && groupBy.length === 1;
  return (
    <Box sx={{ display: 'flex', gap: 0.5, alignItems: 'flex-start' }}>
      <Box sx={{ flex: 3, minWidth: 0 }}>
        <FieldChoice
          bare
          label={NAMES[index] ?? 'Then by'}
          value={group.field}
          options={fields.map(({ key, label }) => ({ value: key, label }))}
          problem={fieldProblem}
          onChange={(key) => edit((now) => setGroup(now, index, { field: key }))}
        />
      </Box>
      {isTime(field) && (
        <Box sx={{ flex: 2, minWidth: 0 }}>
          <Choice
            bare
            label="Periods"
            value={group.granularity ?? 'auto'}
            options={grains.map((grain) => ({
              value: grain,
              label: grain === 'auto' ? 'Automatic' : words(grain),
            }))}
            problem={grainProblem}
            onChange={(granularity) =>
              edit((now) => setGroup(now, index, { ...group, granularity: granularity as Granularity }))
            }
          />
        </Box>
      )}
      <Tooltip title={needed ? 'This picture needs a grouping' : 'Remove'}>
        <span>
          <IconButton
            size="small"
            aria-label={`Remove grouping by ${field?.label ?? group.field}`}
            disabled={needed}
            onClick={() => edit((now) => setGroup(now, index, null))}
          >
            <CloseRounded />
          </IconButton>
        </span>
      </Tooltip>
    </Box>
  );
}
