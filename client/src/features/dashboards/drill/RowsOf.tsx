import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';

interface RowsOfProps {
  /** What the rows behind are called, and the rows of the figure itself: `Deals`, `Agents`. */
  behind: string;
  own: string;
  isBehind: boolean;
  onChange: (behind: boolean) => void;
}

/** A figure that rows of another dataset add up to can be looked at either way. */
export const RowsOf = ({ behind, own, isBehind, onChange }: RowsOfProps) => (
  <ToggleButtonGroup
    exclusive
    size="small"
    value={isBehind}
    aria-label="What to list"
    onChange={(_event, next: boolean | null) => next !== null && onChange(next)}
  >
    <ToggleButton value={true}>{behind}</ToggleButton>
    <ToggleButton value={false}>{own}</ToggleButton>
  </ToggleButtonGroup>
);
