import ListItemIcon from '@mui/material/ListItemIcon';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import FilterAltOffOutlined from '@mui/icons-material/FilterAltOffOutlined';
import FilterAltOutlined from '@mui/icons-material/FilterAltOutlined';
import TableRowsOutlined from '@mui/icons-material/TableRowsOutlined';
import type { Widget } from '@besahubs/contracts/dashboards';
import type { Figures } from '../../../api/dashboardAnswers';
import { useZone } from '../../../hooks/zone';
import { isOn } from '../filters/urlFilters';
import { behindOf } from '../drill/behind';
import { useDashboard } from '../page/context';
import type { VizPick } from '../viz/pick';
import { countOf, forAll, testsOf, wordsOf } from './picks';

/** A figure that was clicked, and where. */
export interface Picked {
  widget: Widget;
  figures: Figures;
  pick: VizPick;
  at: { left: number; top: number };
}

interface PickMenuProps {
  picked: Picked | null;
  onClose: () => void;
}

/** What one can do with a figure: see the rows behind it, or filter the whole dashboard by what it stands for. */
export function PickMenu({ picked, onClose }: PickMenuProps) {
  return (
    <Menu
      open={picked !== null}
      anchorReference="anchorPosition"
      {...(picked && { anchorPosition: picked.at })}
      onClose={onClose}
      slotProps={{ list: { 'aria-label': picked?.pick.label ?? '' } }}
    >
      {picked && <Items picked={picked} onClose={onClose} />}
    </Menu>
  );
}

function Items({ picked, onClose }: { picked: Picked; onClose: () => void }) {
  const { chosen, datasets, ownEyes, seeRows, toggleFilters } = useDashboard();
  const zone = useZone();
  const { widget, figures, pick } = picked;
  const { result, query } = figures;
  const listed = behindOf(query, pick, datasets) ?? datasets.find(({ key }) => key === widget.dataset);
  const noun = listed?.noun ?? 'rows';
  const count = countOf(widget, result, pick);
  const tests = testsOf(result, pick, zone);
  const filters = tests.map((test) => forAll(widget.dataset, test));
  const on = filters.length > 0 && filters.every((test) => isOn(chosen, test));
  const then = (run: () => void) => () => {
    onClose();
    run();
  };
  return (
    <>
      <MenuItem autoFocus disabled={!ownEyes} onClick={then(() => seeRows(widget, query, pick))}>
        <ListItemIcon>
          <TableRowsOutlined fontSize="small" />
        </ListItemIcon>
        {count === null ? `See the ${noun}` : `See the ${count} ${noun}`}
      </MenuItem>
      {tests.length > 0 && (
        <MenuItem onClick={then(() => toggleFilters(filters))}>
          <ListItemIcon>
            {on ? <FilterAltOffOutlined fontSize="small" /> : <FilterAltOutlined fontSize="small" />}
          </ListItemIcon>
          {on ? 'Stop filtering by' : 'Filter the dashboard by'} {wordsOf(result, tests, zone)}
        </MenuItem>
      )}
    </>
  );
}
