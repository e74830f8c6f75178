import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import { isDateless } from '@besahubs/contracts/dashboards';
import { presetChoices, presetLabel } from '@besahubs/contracts/reportRanges';
import type { DateRange } from '@besahubs/contracts/reports';
import { isTime, setCompare, withQuery } from './changes';
import type { DraftQuery } from './draft';
import { Choice } from './Pick';
import { useProblem } from './problems';
import { Section } from './Step';
import type { StepProps } from './Step';

type Mode = NonNullable<DraftQuery['compare']>['mode'];
const COMPARE: readonly { value: Mode | 'none'; label: string }[] = [
  { value: 'none', label: 'Nothing' },
  { value: 'previous_to_date', label: 'Period before, up to the same day' },
  { value: 'previous_full', label: 'Period before, the whole of it' },
  { value: 'previous_year', label: 'Same period a year before' },
];
const isPresetRange = (range: DateRange | undefined): range is Extract<DateRange, { preset: string }> =>
  range !== undefined && 'preset' in range;

/** Which dates count, by a name that moves along with today or by two days; and what they are compared with. */
export function RangeStep({ draft, info, edit }: StepProps) {
  const { dateRange, compare } = draft.query;
  const fields = info.fields.filter(isTime);
  const fieldProblem = useProblem('dateRange.field');
  const rangeProblem = useProblem('dateRange.preset');
  const compareProblem = useProblem('compare');
  const field = dateRange?.field ?? info.dateField;
  const mode = !dateRange ? 'none' : isPresetRange(dateRange) ? dateRange.preset : 'custom';
  const setRange = (range: DateRange | undefined) => edit((now) => withQuery(now, { dateRange: range }));
  const choose = (value: string) => {
    if (value === 'none') return setRange(undefined);
    setRange(value === 'custom' ? { field } : { field, preset: value });
  };
  const listed: readonly { value: string; label: string }[] = presetChoices;
  const known = listed.some(({ value }) => value === mode) || mode === 'none' || mode === 'custom';
  if (!fields.length) return null;
  return (
    <Section title="Date range">
      <Box
        sx={{
          display: 'grid',
          gap: 0.5,
          gridTemplateColumns: dateRange ? 'repeat(2, minmax(0, 1fr))' : '1fr',
        }}
      >
        <Choice
          bare
          label="Range"
          value={mode}
          options={[
            { value: 'none', label: 'Any date' },
            ...(known ? [] : [{ value: mode, label: presetLabel(mode) }]),
            ...listed.filter(({ value }) => value !== 'all_time' || mode === 'all_time'),
            { value: 'custom', label: 'Two dates' },
          ]}
          problem={rangeProblem}
          onChange={choose}
        />
        {dateRange && (
          <Choice
            bare
            label="Date of the range"
            value={field}
            options={fields.map(({ key, label }) => ({ value: key, label }))}
            problem={fieldProblem}
            onChange={(key) => setRange({ ...dateRange, field: key })}
          />
        )}
      </Box>
      {dateRange && !isPresetRange(dateRange) && (
        <CustomDates range={dateRange} onChange={(part) => setRange({ ...dateRange, ...part })} />
      )}
      {dateRange && (
        <Choice
          label="Compare with"
          value={compare?.mode ?? 'none'}
          options={COMPARE}
          problem={compareProblem}
          onChange={(value) =>
            edit((now) => setCompare(now, value === 'none' ? undefined : { mode: value as Mode }))
          }
        />
      )}
      {!isDateless(draft.dataset, draft.query) && (
        <FormControlLabel
          label="Fixed, whatever dates the dashboard is set to"
          sx={{ ml: 0, mr: 0, minHeight: 32 }}
          control={
            <Switch
              checked={draft.options.ownDates ?? false}
              onChange={(_event, ownDates) =>
                edit((now) => ({ ...now, options: { ...now.options, ownDates } }))
              }
            />
          }
        />
      )}
    </Section>
  );
}

interface CustomDatesProps {
  range: { from?: string | undefined; to?: string | undefined };
  onChange: (part: { from?: string | undefined; to?: string | undefined }) => void;
}

/** Both days belong to the range; either may be open. */
function CustomDates({ range, onChange }: CustomDatesProps) {
  const problems = { from: useProblem('dateRange.from'), to: useProblem('dateRange.to') };
  return (
    <Box sx={{ display: 'grid', gap: 0.5, gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' }}>
      {(['from', 'to'] as const).map((end) => (
        <TextField
          key={end}
          type="date"
          label={end === 'from' ? 'From' : 'Up to and including'}
          value={range[end]?.slice(0, 10) ?? ''}
          onChange={(event) => onChange({ [end]: event.target.value || undefined })}
          error={problems[end] !== undefined}
          helperText={problems[end]}
        />
      ))}
    </Box>
  );
}
