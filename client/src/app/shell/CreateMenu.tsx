import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import ListItemIcon from '@mui/material/ListItemIcon';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import AddRounded from '@mui/icons-material/AddRounded';
import { useRef, useState } from 'react';
import { useOpenForm } from '../../components/slots';
import { useHotkey } from '../../hooks/hotkeys';
import { useIsPhone } from '../../hooks/ui';
import { useCreateItems } from './nav';

/** “New”: every record this user may create, from anywhere (`c`). */
export function CreateMenu() {
  const items = useCreateItems();
  const openForm = useOpenForm();
  const phone = useIsPhone();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  useHotkey({ keys: 'c', label: 'Create…', group: 'Everywhere', run: () => setOpen(true) });
  if (!items.length) return null;
  return (
    <>
      {phone ? (
        <IconButton
          ref={button}
          aria-label="Create"
          aria-haspopup="menu"
          color="primary"
          onClick={() => setOpen(true)}
        >
          <AddRounded />
        </IconButton>
      ) : (
        <Button
          ref={button}
          variant="outlined"
          color="inherit"
          startIcon={<AddRounded />}
          aria-haspopup="menu"
          aria-keyshortcuts="c"
          onClick={() => setOpen(true)}
        >
          New
        </Button>
      )}
      <Menu open={open} anchorEl={button.current} onClose={() => setOpen(false)}>
        {items.map((item) => (
          <MenuItem
            key={item.form}
            onClick={() => {
              setOpen(false);
              openForm(item.form);
            }}
          >
            <ListItemIcon>
              <item.icon fontSize="small" />
            </ListItemIcon>
            {item.label}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
