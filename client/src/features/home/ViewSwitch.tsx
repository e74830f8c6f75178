import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import type { Role } from '@besahubs/contracts/common';
import type { HomeView } from '@besahubs/contracts/home';

/** Whose deals, mail and figures Home is about, for those who answer for others. */
export function ViewSwitch(props: { role: Role; view: HomeView; onChange: (view: HomeView) => void }) {
  const { role, view, onChange } = props;
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      value={view}
      aria-label="Whose figures"
      onChange={(_event, next: HomeView | null) => next && onChange(next)}
    >
      <ToggleButton value="all">{role === 'admin' ? 'Whole firm' : 'My teams'}</ToggleButton>
      <ToggleButton value="mine">Mine</ToggleButton>
    </ToggleButtonGroup>
  );
}
