import Button from '@mui/material/Button';
import ListItemIcon from '@mui/material/ListItemIcon';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import CalendarTodayOutlined from '@mui/icons-material/CalendarTodayOutlined';
import CheckRounded from '@mui/icons-material/CheckRounded';
import { presetChoices, presetLabel } from '@besahubs/contracts/reportRanges';
import { useRef, useState } from 'react';

interface RangeMenuProps {
  value: string | null;
  onChange: (range: string | null) => void;
}

const OWN = 'Each widget’s dates';

/** The period of the whole dashboard; without one, each widget has its own. */
export function RangeMenu({ value, onChange }: RangeMenuProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const text = value ? presetLabel(value) : OWN;
  const choose = (range: string | null) => {
    setOpen(false);
    onChange(range);
  };
  const item = (range: string | null, label: string) => (
    <MenuItem key={label} selected={range === value} onClick={() => choose(range)}>
      <ListItemIcon>{range === value && <CheckRounded fontSize="small" />}</ListItemIcon>
      {label}
    </MenuItem>
  );
  return (
    <>
      <Button
        ref={button}
        variant="outlined"
        color="inherit"
        startIcon={<CalendarTodayOutlined />}
        aria-haspopup="menu"
        aria-label={`${text} (date range)`}
        onClick={() => setOpen(true)}
        sx={value ? { bgcolor: 'soft.accent' } : {}}
      >
        {text}
      </Button>
      <Menu
        open={open}
        anchorEl={button.current}
        onClose={() => setOpen(false)}
        slotProps={{ paper: { sx: { maxHeight: 420 } } }}
      >
        {item(null, OWN)}
        {presetChoices.map((choice) => item(choice.value, choice.label))}
      </Menu>
    </>
  );
}
