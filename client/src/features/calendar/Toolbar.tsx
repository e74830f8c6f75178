import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import ChevronLeftRounded from '@mui/icons-material/ChevronLeftRounded';
import ChevronRightRounded from '@mui/icons-material/ChevronRightRounded';
import { words } from '../../components/format';
import { useHotkeys } from '../../hooks/hotkeys';
import { useIsPhone } from '../../hooks/ui';
import { calendarViews, showsToday, step, titleOf } from './calendarState';
import type { CalendarChange, CalendarView } from './calendarState';

interface ToolbarProps {
  view: CalendarView;
  date: string;
  today: string;
  onChange: (change: CalendarChange) => void;
}

/** Where one is in time, how to get elsewhere, and how much of it is shown. */
export function Toolbar({ view, date, today, onChange }: ToolbarProps) {
  const phone = useIsPhone();
  const goTo = (day: string) => onChange({ date: day === today ? null : day });
  useHotkeys([
    { keys: 't', label: 'Today', group: 'Calendar', run: () => goTo(today) },
    { keys: 'j', label: 'Next', group: 'Calendar', run: () => goTo(step(view, date, 1)) },
    { keys: 'k', label: 'Previous', group: 'Calendar', run: () => goTo(step(view, date, -1)) },
    ...calendarViews.map((each) => ({
      keys: each.charAt(0),
      label: words(each),
      group: 'Calendar',
      run: () => onChange({ view: each }),
    })),
  ]);
  return (
    <Box
      role="toolbar"
      aria-label="Calendar"
      sx={{
        display: 'flex',
        flexWrap: { xs: 'wrap', sm: 'nowrap' },
        alignItems: 'center',
        gap: 1,
        px: { xs: 2, sm: 3 },
        pb: 1.25,
      }}
    >
      <Button
        variant="outlined"
        color="inherit"
        disabled={showsToday(view, date, today) && date === today}
        onClick={() => goTo(today)}
      >
        Today
      </Button>
      <Box sx={{ display: 'flex' }}>
        <Arrow label="Previous (K)" onClick={() => goTo(step(view, date, -1))} back />
        <Arrow label="Next (J)" onClick={() => goTo(step(view, date, 1))} />
      </Box>
      <Typography
        variant="h2"
        component="h2"
        className="num"
        aria-live="polite"
        // On a phone it has a line of its own.
        sx={{ flex: { xs: '1 0 100%', sm: 1 }, order: { xs: -1, sm: 0 }, minWidth: 0 }}
        noWrap
      >
        {titleOf(view, date, phone)}
      </Typography>
      {phone ? (
        <TextField
          select
          value={view}
          onChange={(event) => onChange({ view: event.target.value })}
          slotProps={{ htmlInput: { 'aria-label': 'View' } }}
          sx={{ width: 120, ml: 'auto' }}
        >
          {calendarViews.map((each) => (
            <MenuItem key={each} value={each}>
              {words(each)}
            </MenuItem>
          ))}
        </TextField>
      ) : (
        <ToggleButtonGroup
          exclusive
          size="small"
          aria-label="View"
          value={view}
          onChange={(_event, next: CalendarView | null) => next && onChange({ view: next })}
        >
          {calendarViews.map((each) => (
            <ToggleButton key={each} value={each}>
              {words(each)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      )}
    </Box>
  );
}

interface ArrowProps {
  label: string;
  onClick: () => void;
  back?: boolean;
}
const Arrow = ({ label, onClick, back = false }: ArrowProps) => (
  <Tooltip title={label}>
    <IconButton size="small" aria-label={label} onClick={onClick}>
      {back ? <ChevronLeftRounded /> : <ChevronRightRounded />}
    </IconButton>
  </Tooltip>
);
