import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import AddRounded from '@mui/icons-material/AddRounded';
import CloseRounded from '@mui/icons-material/CloseRounded';
import { reportLimits } from '@besahubs/contracts/reportFilters';
import type { DatasetInfo } from '@besahubs/contracts/reports';
import { newTest } from './filterText';
import {
  addPart,
  isGroup,
  joinOf,
  leavesIn,
  mayNest,
  partsOf,
  removePart,
  setJoin,
  setPart,
} from './filterTree';
import type { FilterGroup, Path } from './filterTree';
import { FilterLine } from './FilterLine';
import { Choice } from './Pick';

interface FilterGroupProps {
  info: DatasetInfo;
  tree: FilterGroup;
  /** Path of the whole tree in the query, for problems: `filters`. */
  at: string;
  onChange: (tree: FilterGroup) => void;
}

const JOINS = [
  { value: 'and', label: 'All of these hold' },
  { value: 'or', label: 'Any of these holds' },
];

/** Conditions and groups of them, nested up to four deep. */
export function FilterGroupEditor(props: FilterGroupProps) {
  return <Group {...props} group={props.tree} path={[]} prefix={props.at} />;
}

interface GroupProps extends FilterGroupProps {
  group: FilterGroup;
  /** Of this group in the tree. */
  path: Path;
  /** Of this group in the query. */
  prefix: string;
}

function Group(props: GroupProps) {
  const { info, tree, group, path, prefix, onChange } = props;
  const parts = partsOf(group);
  const join = joinOf(group);
  // An id says nothing to begin with: kinds do.
  const first = info.fields.find(({ type }) => type === 'enum') ?? info.fields[0];
  const full = leavesIn(tree) >= reportLimits.filterLeaves;
  if (!first) return null;
  const nested = path.length > 0;
  return (
    <Box
      role="group"
      aria-label={join === 'and' ? 'All of these' : 'Any of these'}
      sx={{
        display: 'grid',
        gap: 0.75,
        minWidth: 0,
        ...(nested && { pl: 1, borderLeft: 2, borderColor: 'line.main' }),
      }}
    >
      {(parts.length > 1 || nested) && (
        <Box sx={{ display: 'flex', gap: 0.5 }}>
          <Choice
            bare
            label="How the conditions combine"
            value={join}
            options={JOINS}
            onChange={(next) => onChange(setJoin(tree, path, next === 'or' ? 'or' : 'and'))}
          />
          {nested && (
            <Tooltip title="Remove this group">
              <IconButton
                size="small"
                aria-label="Remove this group"
                onClick={() => onChange(removePart(tree, path))}
              >
                <CloseRounded />
              </IconButton>
            </Tooltip>
          )}
        </Box>
      )}
      {parts.map((part, index) => {
        const here = [...path, index];
        const place = `${prefix}.${join}.${index}`;
        if (isGroup(part)) return <Group key={index} {...props} group={part} path={here} prefix={place} />;
        return (
          <FilterLine
            key={`${index} ${part.field}`}
            info={info}
            test={part}
            at={place}
            onChange={(test) => onChange(setPart(tree, here, test))}
            onRemove={() => onChange(removePart(tree, here))}
          />
        );
      })}
      <Box sx={{ display: 'flex', gap: 1 }}>
        <Button
          color="inherit"
          startIcon={<AddRounded />}
          disabled={full}
          onClick={() => onChange(addPart(tree, path, newTest(first)))}
        >
          Condition
        </Button>
        {mayNest(path) && parts.length > 0 && (
          <Button
            color="inherit"
            startIcon={<AddRounded />}
            disabled={full}
            onClick={() =>
              onChange(
                addPart(tree, path, join === 'and' ? { or: [newTest(first)] } : { and: [newTest(first)] }),
              )
            }
          >
            Group
          </Button>
        )}
      </Box>
    </Box>
  );
}
