import Checkbox from '@mui/material/Checkbox';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Tooltip from '@mui/material/Tooltip';
import ViewColumnOutlined from '@mui/icons-material/ViewColumnOutlined';
import { useState } from 'react';
import { usePreference } from '../../hooks/ui';
import type { Column } from './types';

interface Choice<T> {
  visible: Column<T>[];
  hidden: readonly string[];
  setHidden: (keys: readonly string[]) => void;
}

/** Which columns this browser shows of a list. The first column is always there. */
export function useColumns<T>(name: string, columns: readonly Column<T>[]): Choice<T> {
  const byDefault = columns.filter((column) => column.hidden).map((column) => column.key);
  const [hidden, setHidden] = usePreference<readonly string[]>(`columns-${name}`, byDefault);
  const visible = columns.filter((column, index) => index === 0 || !hidden.includes(column.key));
  return { visible, hidden, setHidden };
}

interface ColumnMenuProps<T> extends Choice<T> {
  columns: readonly Column<T>[];
}

export function ColumnMenu<T>({ columns, hidden, setHidden }: ColumnMenuProps<T>) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const toggle = (key: string) =>
    setHidden(hidden.includes(key) ? hidden.filter((each) => each !== key) : [...hidden, key]);
  return (
    <>
      <Tooltip title="Columns">
        <IconButton aria-label="Choose columns" onClick={(event) => setAnchor(event.currentTarget)}>
          <ViewColumnOutlined />
        </IconButton>
      </Tooltip>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        {columns.slice(1).map((column) => (
          <MenuItem
            key={column.key}
            role="menuitemcheckbox"
            aria-checked={!hidden.includes(column.key)}
            onClick={() => toggle(column.key)}
          >
            <Checkbox checked={!hidden.includes(column.key)} tabIndex={-1} sx={{ ml: -0.5 }} />
            {column.label}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
