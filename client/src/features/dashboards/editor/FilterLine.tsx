import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import CloseRounded from '@mui/icons-material/CloseRounded';
import type { FilterOp, FilterTest } from '@besahubs/contracts/reportFilters';
import type { DatasetInfo } from '@besahubs/contracts/reports';
import { fieldOf } from './changes';
import { newTest, opLabel, opsFor, withOp } from './filterText';
import { Choice, FieldChoice } from './Pick';
import { useProblem } from './problems';
import { ValueEditor } from './ValueEditor';

interface FilterLineProps {
  info: DatasetInfo;
  test: FilterTest;
  /** Path in the query: `filters.and.0`. */
  at: string;
  onChange: (test: FilterTest) => void;
  onRemove: () => void;
}

/** One condition: field, operator, value. */
export function FilterLine({ info, test, at, onChange, onRemove }: FilterLineProps) {
  const field = fieldOf(info, test.field);
  const fieldProblem = useProblem(`${at}.field`);
  const opProblem = useProblem(`${at}.op`);
  const valueProblem = useProblem(`${at}.value`);
  return (
    <Box
      role="group"
      aria-label={`Condition on ${field?.label ?? test.field}`}
      sx={{
        display: 'grid',
        gap: 0.5,
        gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr) auto',
        alignItems: 'start',
        minWidth: 0,
      }}
    >
      <FieldChoice
        bare
        label="Field"
        value={test.field}
        options={info.fields.map(({ key, label }) => ({ value: key, label }))}
        problem={fieldProblem}
        onChange={(key) => {
          const chosen = fieldOf(info, key);
          if (chosen && key !== test.field) onChange(newTest(chosen));
        }}
      />
      {field && (
        <Choice
          bare
          label="Operator"
          value={test.op}
          options={opsFor(field, test.op).map((op) => ({ value: op, label: opLabel(op, field) }))}
          problem={opProblem}
          onChange={(op) => onChange(withOp(test, op as FilterOp))}
        />
      )}
      <Tooltip title="Remove">
        <IconButton
          size="small"
          aria-label={`Remove condition on ${field?.label ?? test.field}`}
          onClick={onRemove}
        >
          <CloseRounded />
        </IconButton>
      </Tooltip>
      {field && test.op !== 'isNull' && test.op !== 'isNotNull' && (
        <Box sx={{ gridColumn: '1 / 3', minWidth: 0 }}>
          <ValueEditor
            field={field}
            dataset={info.key}
            test={test}
            problem={valueProblem}
            onChange={(value) => {
              const { value: _old, ...rest } = test;
              onChange(value === undefined ? rest : { ...rest, value });
            }}
          />
        </Box>
      )}
    </Box>
  );
}
