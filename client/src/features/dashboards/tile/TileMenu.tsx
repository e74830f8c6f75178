import Divider from '@mui/material/Divider';
import IconButton from '@mui/material/IconButton';
import ListItemIcon from '@mui/material/ListItemIcon';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import ContentCopyRounded from '@mui/icons-material/ContentCopyRounded';
import DeleteOutlineRounded from '@mui/icons-material/DeleteOutlineRounded';
import EditOutlined from '@mui/icons-material/EditOutlined';
import ImageOutlined from '@mui/icons-material/ImageOutlined';
import MoreHorizRounded from '@mui/icons-material/MoreHorizRounded';
import OpenWithRounded from '@mui/icons-material/OpenWithRounded';
import TableRowsOutlined from '@mui/icons-material/TableRowsOutlined';
import TableViewOutlined from '@mui/icons-material/TableViewOutlined';
import type { SvgIconComponent } from '@mui/icons-material';
import type { Widget } from '@besahubs/contracts/dashboards';
import { useState } from 'react';
import { useDuplicateWidget, useRemoveWidget } from '../../../api/dashboards';
import type { Answer } from '../../../api/dashboardAnswers';
import { useIsPhone } from '../../../hooks/ui';
import { useDashboard } from '../page/context';
import { exportCsv } from '../output/csv';
import { savePicture } from '../output/picture';

interface TileMenuProps {
  widget: Widget;
  answer: Answer | undefined;
}

/** What can be done with one widget. */
export function TileMenu({ widget, answer }: TileMenuProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { canEdit, ownEyes, editWidget, moveWidget, seeRows } = useDashboard();
  const phone = useIsPhone();
  const duplicate = useDuplicateWidget();
  const remove = useRemoveWidget();
  const answered = answer && 'result' in answer ? answer : null;
  const item = (icon: SvgIconComponent, label: string, run: () => void) => (
    <Item
      key={label}
      icon={icon}
      label={label}
      onClick={() => {
        setAnchor(null);
        run();
      }}
    />
  );
  return (
    <>
      <IconButton
        size="small"
        aria-label={`Actions of ${widget.title}`}
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ color: 'text.secondary' }}
      >
        <MoreHorizRounded />
      </IconButton>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        {answered &&
          ownEyes &&
          item(TableRowsOutlined, 'See the rows', () => seeRows(widget, answered.query, null))}
        {answered &&
          ownEyes &&
          item(TableViewOutlined, 'Export CSV', () => exportCsv(widget.title, answered.query))}
        {answered && item(ImageOutlined, 'Save as PNG', () => void savePicture(tileOf(widget), widget.title))}
        {canEdit && answered && <Divider />}
        {canEdit && item(EditOutlined, 'Edit', () => editWidget(widget))}
        {canEdit && item(ContentCopyRounded, 'Duplicate', () => duplicate.mutate(widget))}
        {canEdit && !phone && item(OpenWithRounded, 'Move and resize…', () => moveWidget(widget))}
        {canEdit && item(DeleteOutlineRounded, 'Remove', () => remove.mutate(widget))}
      </Menu>
    </>
  );
}

const tileOf = ({ id }: Widget): HTMLElement | null => document.querySelector(`[data-tile="${id}"]`);

interface ItemProps {
  icon: SvgIconComponent;
  label: string;
  onClick: () => void;
}
function Item({ icon: Icon, label, onClick }: ItemProps) {
  return (
    <MenuItem onClick={onClick}>
      <ListItemIcon>
        <Icon fontSize="small" />
      </ListItemIcon>
      {label}
    </MenuItem>
  );
}
