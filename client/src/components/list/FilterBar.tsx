import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Popover from '@mui/material/Popover';
import FilterListRounded from '@mui/icons-material/FilterListRounded';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useZone } from '../../hooks/zone';
import { FilterChip } from '../FilterChip';
import { FilterEditor } from './FilterEditor';
import { SEGMENT, describe, isActive, keysOf } from './filters';
import { SegmentChip } from './SegmentChip';
import { nameOf } from './types';
import type { Filter, SegmentOf } from './types';

interface FilterBarProps {
  filters: readonly Filter[];
  values: Record<string, string>;
  onChange: (changes: Record<string, string | null>) => void;
  onClear: () => void;
  /** For lists that can show the rows of a report. */
  segmentOf?: SegmentOf;
}

/** Active filters as chips (click to change, × to remove) and a menu of the ones to add. */
export function FilterBar({ filters, values, onChange, onClear, segmentOf }: FilterBarProps) {
  const [menu, setMenu] = useState(false);
  const [editing, setEditing] = useState<Filter | null>(null);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const active = filters.filter((filter) => isActive(filter, values));
  const segment = values[SEGMENT];
  const remove = (filter: Filter) => onChange(Object.fromEntries(keysOf(filter).map((key) => [key, null])));
  const edit = (filter: Filter, at: HTMLElement | null) => {
    setAnchor(at);
    setEditing(filter);
  };

  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 0.75, minWidth: 0 }}>
      {segment && segmentOf && (
        <SegmentChip id={segment} segmentOf={segmentOf} onRemove={() => onChange({ [SEGMENT]: null })} />
      )}
      {active.map((filter) => (
        <ListFilterChip
          key={filter.label}
          filter={filter}
          values={values}
          onEdit={(at) => edit(filter, at)}
          onRemove={() => remove(filter)}
        />
      ))}
      <Button
        ref={addButton}
        color="inherit"
        startIcon={<FilterListRounded />}
        aria-haspopup="menu"
        onClick={() => setMenu(true)}
        sx={{ color: 'text.secondary' }}
      >
        Filter
      </Button>
      {active.length + (segment ? 1 : 0) > 1 && (
        <Button color="inherit" onClick={onClear} sx={{ color: 'text.secondary' }}>
          Clear all
        </Button>
      )}
      <Menu open={menu} anchorEl={addButton.current} onClose={() => setMenu(false)}>
        {filters.map((filter) => (
          <MenuItem
            key={filter.label}
            onClick={() => {
              setMenu(false);
              edit(filter, addButton.current);
            }}
          >
            {filter.label}
          </MenuItem>
        ))}
      </Menu>
      <Popover
        open={editing !== null}
        anchorEl={anchor}
        onClose={() => setEditing(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{
          paper: { role: 'dialog', sx: { mt: 0.5 }, 'aria-label': `Filter by ${editing?.label ?? ''}` },
        }}
      >
        {editing && (
          <FilterEditor
            filter={editing}
            values={values}
            onChange={onChange}
            onClose={() => setEditing(null)}
          />
        )}
      </Popover>
    </Box>
  );
}

interface ChipProps {
  filter: Filter;
  values: Record<string, string>;
  onEdit: (at: HTMLElement) => void;
  onRemove: () => void;
}

function ListFilterChip({ filter, values, onEdit, onRemove }: ChipProps) {
  const zone = useZone();
  const recordName = useRecordName(filter, values);
  return (
    <FilterChip
      label={filter.label}
      value={describe(filter, values, { recordName, zone })}
      onEdit={onEdit}
      removeLabel={`Remove filter ${filter.label}`}
      onRemove={onRemove}
    />
  );
}

function useRecordName(filter: Filter, values: Record<string, string>): string | undefined {
  const source = filter.kind === 'record' ? filter.source : null;
  const id = filter.kind === 'record' ? values[filter.key] : undefined;
  const record = useQuery({
    queryKey: [source?.name, 'record', id],
    queryFn: ({ signal }) => source?.load(id ?? '', signal) ?? Promise.reject(new Error('No source')),
    enabled: source !== null && id !== undefined && id !== 'me',
  });
  return record.data && nameOf(record.data);
}
