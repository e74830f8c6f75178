import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import AddRounded from '@mui/icons-material/AddRounded';
import ExpandLessRounded from '@mui/icons-material/ExpandLessRounded';
import ExpandMoreRounded from '@mui/icons-material/ExpandMoreRounded';
import FilterListRounded from '@mui/icons-material/FilterListRounded';
import { useMemo, useRef, useState } from 'react';
import { useUpdateDashboard } from '../../../api/dashboards';
import { useHotkey } from '../../../hooks/hotkeys';
import { useIsPhone } from '../../../hooks/ui';
import { useDashboard } from '../page/context';
import { useUndo } from '../page/useUndo';
import { TestChip } from './TestChip';
import { FilterPopover } from './FilterPopover';
import type { Draft } from './FilterPopover';
import { fieldLabel, fieldsOf } from './fields';
import type { FilterField } from './fields';
import { RangeMenu } from './RangeMenu';
import { fromDefaults, sameFilters, toFilters, withTest, withoutTest } from './urlFilters';
import type { Chosen } from './urlFilters';

interface FiltersBarProps {
  onChange: (chosen: Chosen) => void;
  onReset: () => void;
}
/** Asked for on nearly every dashboard: one click away, while they are off. */
const QUICK = ['owner', 'team'];
/** On paper and in pictures it is said what the figures are of, folded or not. */
const IN_OUTPUT = {
  '@media print': { display: 'contents' },
  '[data-still] &': { display: 'contents' },
} as const;

/** What the whole dashboard is filtered by. It is in the address, so that a link shows the same. On a phone it folds. */
export function FiltersBar({ onChange, onReset }: FiltersBarProps) {
  const { dashboard, datasets, chosen, clearFilters } = useDashboard();
  const fields = useMemo(
    () => fieldsOf(datasets, new Set(dashboard.widgets.map(({ dataset }) => dataset))),
    [datasets, dashboard.widgets],
  );
  const [draft, setDraft] = useState<(Draft & { index: number | null }) | null>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const phone = useIsPhone();
  const [unfolded, setUnfolded] = useState(false);
  const folded = phone && !unfolded;
  const named = (key: string) => fields.find((field) => field.key === key);
  const add = (anchor: HTMLElement, field: FilterField | null = null) =>
    setDraft({ anchor, field, test: null, index: null });
  useHotkey({
    keys: 'f',
    label: 'Filter the dashboard',
    group: 'Dashboard',
    run: () => (folded ? setUnfolded(true) : addButton.current && add(addButton.current)),
  });
  const quick = QUICK.flatMap((key) =>
    chosen.tests.some(({ field }) => field === key) ? [] : (named(key) ?? []),
  );
  return (
    <Box
      role="group"
      aria-label="Filters of the dashboard"
      sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 0.75, pb: 2 }}
    >
      <RangeMenu value={chosen.range} onChange={(range) => onChange({ ...chosen, range })} />
      {phone && (
        <Button
          className="no-print no-picture"
          color="inherit"
          startIcon={<FilterListRounded />}
          endIcon={unfolded ? <ExpandLessRounded /> : <ExpandMoreRounded />}
          aria-expanded={unfolded}
          onClick={() => setUnfolded(!unfolded)}
          sx={{ color: 'text.secondary', px: 1 }}
        >
          {chosen.tests.length ? `Filters (${chosen.tests.length})` : 'Filters'}
        </Button>
      )}
      <Box sx={{ display: folded ? 'none' : 'contents', ...(folded && IN_OUTPUT) }}>
        {chosen.tests.map((test, index) => (
          <TestChip
            key={`${test.field} ${index}`}
            test={test}
            field={named(test.field)}
            label={fieldLabel(datasets, test.field)}
            onEdit={(anchor) => setDraft({ anchor, field: named(test.field) ?? null, test, index })}
            onRemove={() => onChange(withoutTest(chosen, index))}
          />
        ))}
      </Box>
      <Box className="no-print no-picture" sx={{ display: folded ? 'none' : 'contents' }}>
        {quick.map((field) => (
          <Quiet key={field.key} icon={<AddRounded />} onClick={(anchor) => add(anchor, field)}>
            {field.label}
          </Quiet>
        ))}
        <Button
          ref={addButton}
          color="inherit"
          startIcon={phone ? <AddRounded /> : <FilterListRounded />}
          aria-haspopup="dialog"
          onClick={(event) => add(event.currentTarget)}
          sx={{ color: 'text.secondary' }}
        >
          {phone ? 'Add filter' : 'Filter'}
        </Button>
        <Keeping chosen={chosen} onReset={onReset} onClear={clearFilters} />
      </Box>
      <FilterPopover
        draft={draft}
        fields={fields}
        onClose={() => setDraft(null)}
        onApply={(test) => {
          onChange(withTest(chosen, test, draft?.index ?? null));
          setDraft(null);
        }}
      />
    </Box>
  );
}

interface KeepingProps {
  chosen: Chosen;
  onReset: () => void;
  onClear: () => void;
}

/** Back to the dashboard's own filters, to none, or, for the owner, these as its own from now on. */
function Keeping({ chosen, onReset, onClear }: KeepingProps) {
  const { dashboard, canEdit } = useDashboard();
  const update = useUpdateDashboard(dashboard.id);
  const { offer } = useUndo();
  const before = dashboard.defaults;
  const defaults = fromDefaults(before);
  const changed = !sameFilters(chosen, defaults);
  const filtered = chosen.range !== null || chosen.tests.length > 0;
  const keep = () =>
    update.mutate(
      { defaults: toFilters(chosen) },
      {
        onSuccess: () => {
          // They are the dashboard's own now: the address need not say them.
          onReset();
          offer('Everyone who opens this dashboard now begins with these filters', () =>
            update.mutate({ defaults: before }),
          );
        },
      },
    );
  const hasDefaults = defaults.range !== null || defaults.tests.length > 0;
  return (
    <>
      {filtered && <Quiet onClick={onClear}>Clear</Quiet>}
      {changed && hasDefaults && <Quiet onClick={onReset}>Reset to default</Quiet>}
      {changed && canEdit && <Quiet onClick={keep}>Save as default</Quiet>}
    </>
  );
}

interface QuietProps {
  icon?: React.ReactNode;
  onClick: (anchor: HTMLElement) => void;
  children: React.ReactNode;
}
const Quiet = ({ icon, onClick, children }: QuietProps) => (
  <Button
    color="inherit"
    startIcon={icon}
    onClick={(event) => onClick(event.currentTarget)}
    sx={{ color: 'text.secondary', px: 1 }}
  >
    {children}
  </Button>
);
