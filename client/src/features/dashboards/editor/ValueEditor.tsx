import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { presetChoices, presetLabel } from '@besahubs/contracts/reportRanges';
import type { FilterTest, Scalar } from '@besahubs/contracts/reportFilters';
import type { DatasetKey } from '@besahubs/contracts/reports';
import { report } from '../../../api/dashboards';
import { parseNumber } from '../../../components/form/parse';
import { number } from '../../../components/format';
import { listOf } from '../filters/fields';
import { RecordsField } from '../filters/RecordsField';
import type { DraftField } from './changes';
import { Choice } from './Pick';

type Value = FilterTest['value'];
interface ValueEditorProps {
  field: DraftField;
  dataset: DatasetKey;
  test: FilterTest;
  problem: string | undefined;
  onChange: (value: Value) => void;
}

const lastOr = (values: readonly Scalar[]): Value => values.at(-1);

/** What a condition compares with: as the field's type and the operator ask for. */
export function ValueEditor(props: ValueEditorProps) {
  const { field, test } = props;
  if (test.op === 'relative') return <RangeName {...props} />;
  if (test.op === 'between') return <Pair {...props} />;
  switch (field.type) {
    case 'enum':
      return <Values {...props} />;
    case 'ref':
      return <Records {...props} />;
    case 'boolean':
      return <YesNo {...props} />;
    case 'number':
      return test.op === 'in' || test.op === 'notIn' ? <Words {...props} /> : <Single {...props} />;
    case 'instant':
    case 'date':
      return <Single {...props} />;
    case 'text':
    case 'tags':
      return test.op === 'in' || test.op === 'notIn' || field.type === 'tags' ? (
        <Words {...props} />
      ) : (
        <Single {...props} />
      );
  }
}

const several = ({ op }: FilterTest): boolean => op === 'in' || op === 'notIn';

function RangeName({ test, problem, onChange }: ValueEditorProps) {
  const value = typeof test.value === 'string' ? test.value : '';
  const listed: { value: string; label: string }[] = [...presetChoices];
  const known = !value || listed.some((choice) => choice.value === value);
  return (
    <Choice
      bare
      label="Range"
      value={value}
      options={known ? listed : [{ value, label: presetLabel(value) }, ...listed]}
      problem={problem}
      onChange={onChange}
    />
  );
}

function YesNo({ test, problem, onChange }: ValueEditorProps) {
  return (
    <Choice
      bare
      label="Value"
      value={test.value === undefined ? '' : String(test.value)}
      options={[
        { value: 'true', label: 'Yes' },
        { value: 'false', label: 'No' },
      ]}
      problem={problem}
      onChange={(value) => onChange(value === 'true')}
    />
  );
}

function Values({ field, test, problem, onChange }: ValueEditorProps) {
  const labels = new Map(field.values?.map(({ value, label }) => [value, label]));
  return (
    <Autocomplete
      multiple
      disableCloseOnSelect={several(test)}
      size="small"
      options={[...labels.keys()]}
      getOptionLabel={(value) => labels.get(value) ?? value}
      value={listOf(test.value).map(String)}
      onChange={(_event, next) => onChange(several(test) ? next : lastOr(next))}
      renderInput={(params) => (
        <TextField
          {...params}
          placeholder={test.value === undefined ? 'Choose' : ''}
          error={problem !== undefined}
          helperText={problem}
          slotProps={{
            ...params.slotProps,
            htmlInput: { ...params.slotProps.htmlInput, 'aria-label': `${field.label}: values` },
          }}
        />
      )}
    />
  );
}

function Records({ field, test, problem, onChange }: ValueEditorProps) {
  return (
    <RecordsField
      resource={field.resource}
      label={field.label}
      ids={listOf(test.value).map(String)}
      problem={problem}
      onChange={(ids) => onChange(several(test) ? ids : lastOr(ids))}
    />
  );
}

const SUGGESTED = 100;

/** Several texts or numbers; texts come with those that there are. */
function Words({ field, dataset, test, problem, onChange }: ValueEditorProps) {
  const suggests = field.type === 'text' && field.groupable;
  const { data } = useQuery({
    ...report({ dataset, groupBy: [{ field: field.key }], limit: SUGGESTED }),
    enabled: suggests,
  });
  const options = suggests ? (data?.rows ?? []).flatMap((row) => row[field.key] ?? []).map(String) : [];
  const read = (words: readonly string[]): Scalar[] =>
    field.type === 'number'
      ? words
          .map((word) => parseNumber(word))
          .filter((each): each is number => each !== null && Number.isFinite(each))
      : words.map((word) => word.trim()).filter(Boolean);
  return (
    <Autocomplete
      multiple
      freeSolo
      autoSelect
      size="small"
      options={options}
      value={listOf(test.value).map(String)}
      onChange={(_event, next) => {
        const values = [...new Set(read(next))];
        onChange(several(test) ? values : lastOr(values));
      }}
      renderInput={(params) => (
        <TextField
          {...params}
          placeholder={listOf(test.value).length ? '' : 'Type, then Enter'}
          error={problem !== undefined}
          helperText={problem}
          slotProps={{
            ...params.slotProps,
            htmlInput: { ...params.slotProps.htmlInput, 'aria-label': `${field.label}: values` },
          }}
        />
      )}
    />
  );
}

function Single(props: ValueEditorProps) {
  const [value] = listOf(props.test.value);
  return <Typed {...props} value={value} label={`${props.field.label}: value`} onValue={props.onChange} />;
}

/** From and to, both belonging to it. */
function Pair(props: ValueEditorProps) {
  const [from = '', to = ''] = listOf(props.test.value);
  return (
    <Box sx={{ display: 'grid', gap: 0.5, gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' }}>
      <Typed
        {...props}
        value={from}
        label={`${props.field.label}: from`}
        onValue={(value) => props.onChange([value ?? '', to])}
      />
      <Typed
        {...props}
        problem={undefined}
        value={to}
        label={`${props.field.label}: to`}
        onValue={(value) => props.onChange([from, value ?? ''])}
      />
    </Box>
  );
}

interface TypedProps extends ValueEditorProps {
  value: Scalar | undefined;
  label: string;
  onValue: (value: Scalar | undefined) => void;
}

/** A text, a day, or a number as people write them: `1.25m`, `850k`. */
function Typed({ field, value, label, problem, onValue }: TypedProps) {
  const isDate = field.type === 'instant' || field.type === 'date';
  const isNumber = field.type === 'number';
  const [text, setText] = useState(() => (typeof value === 'number' ? number(value) : String(value ?? '')));
  const wrong = isNumber && Number.isNaN(parseNumber(text) ?? 0) ? 'Enter a number' : undefined;
  const take = (typed: string) => {
    setText(typed);
    if (!isNumber) return onValue(typed === '' ? undefined : typed);
    const read = parseNumber(typed);
    onValue(read === null || Number.isNaN(read) ? undefined : read);
  };
  return (
    <TextField
      type={isDate ? 'date' : 'text'}
      value={isDate ? text.slice(0, 10) : text}
      onChange={(event) => take(event.target.value)}
      error={(wrong ?? problem) !== undefined}
      helperText={wrong ?? problem}
      slotProps={{ htmlInput: { 'aria-label': label, ...(isNumber && { inputMode: 'decimal' }) } }}
    />
  );
}
