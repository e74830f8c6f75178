import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import Popover from '@mui/material/Popover';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { FilterOp, FilterTest } from '@besahubs/contracts/reportFilters';
import { listOf, opLabels, opsOf, takesNoValue } from './fields';
import type { FilterField } from './fields';
import { ValueInput } from './ValueInput';
import type { Value } from './ValueInput';

/** A filter being made or changed. */
export interface Draft {
  anchor: HTMLElement;
  /** Null: a field is to be chosen first. */
  field: FilterField | null;
  test: FilterTest | null;
}

interface FilterPopoverProps {
  draft: Draft | null;
  fields: readonly FilterField[];
  onApply: (test: FilterTest) => void;
  onClose: () => void;
}

/** Which field, how it is compared, and with what. */
export function FilterPopover({ draft, fields, onApply, onClose }: FilterPopoverProps) {
  return (
    <Popover
      open={draft !== null}
      anchorEl={draft?.anchor ?? null}
      onClose={onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      slotProps={{
        paper: { role: 'dialog', 'aria-label': 'Filter the dashboard', sx: { mt: 0.5, width: 320 } },
      }}
    >
      {draft && <Steps draft={draft} fields={fields} onApply={onApply} />}
    </Popover>
  );
}

function Steps({ draft, fields, onApply }: Omit<FilterPopoverProps, 'onClose'> & { draft: Draft }) {
  const [field, setField] = useState(draft.field);
  if (field) return <TestForm field={field} test={draft.test} onApply={onApply} />;
  return (
    <Box sx={{ p: 1.5 }}>
      <Autocomplete<FilterField>
        openOnFocus
        options={[...fields]}
        getOptionLabel={({ label }) => label}
        getOptionKey={({ key }) => key}
        onChange={(_event, chosen) => setField(chosen)}
        renderInput={(params) => (
          <TextField {...params} autoFocus label="Filter by" placeholder="Find a field" />
        )}
        slotProps={{ popper: { disablePortal: false } }}
      />
    </Box>
  );
}

interface TestFormProps {
  field: FilterField;
  test: FilterTest | null;
  onApply: (test: FilterTest) => void;
}

/** Comparisons that take the same kind of value keep what was entered. */
const kindOf = (op: FilterOp): string => {
  if (op === 'in' || op === 'notIn') return 'list';
  return op === 'between' || op === 'relative' ? op : 'one';
};

function TestForm({ field, test, onApply }: TestFormProps) {
  const ops = opsOf(field);
  const [op, setOp] = useState<FilterOp>(test?.op ?? ops[0] ?? 'eq');
  const [value, setValue] = useState<Value>(test?.value);
  const complete = takesNoValue(op) || listOf(value).length > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (complete) onApply(takesNoValue(op) ? { field: field.key, op } : { field: field.key, op, value });
  };
  const changeOp = (next: FilterOp) => {
    if (kindOf(next) !== kindOf(op)) setValue(undefined);
    setOp(next);
  };
  const choices = ops.includes(op) ? ops : [op, ...ops];
  return (
    <Box component="form" onSubmit={submit} sx={{ display: 'grid', gap: 1.5, p: 1.5 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        <Typography sx={{ fontWeight: 540, flex: 1 }} noWrap>
          {field.label}
        </Typography>
        {choices.length > 1 && (
          <TextField
            select
            value={op}
            onChange={(event) => changeOp(event.target.value as FilterOp)}
            sx={{ width: 152, flex: 'none' }}
            slotProps={{ htmlInput: { 'aria-label': 'Comparison' } }}
          >
            {choices.map((choice) => (
              <MenuItem key={choice} value={choice}>
                {opLabels[choice]}
              </MenuItem>
            ))}
          </TextField>
        )}
      </Box>
      <ValueInput field={field} op={op} value={value} onChange={setValue} />
      <Button type="submit" variant="contained" disabled={!complete} sx={{ justifySelf: 'end' }}>
        Apply
      </Button>
    </Box>
  );
}
