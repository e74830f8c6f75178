import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Tooltip from '@mui/material/Tooltip';
import TableRowsOutlined from '@mui/icons-material/TableRowsOutlined';
import ViewKanbanOutlined from '@mui/icons-material/ViewKanbanOutlined';
import { useSearchParams } from 'react-router-dom';

export type DealsView = 'list' | 'board';

/** The view is in the URL: `?view=board`; what does not belong to the other view goes. */
export function useDealsView(): [DealsView, (view: DealsView) => void] {
  const [params, setParams] = useSearchParams();
  const choose = (view: DealsView) =>
    setParams((current) => {
      const next = new URLSearchParams(current);
      for (const key of ['page', 'sort', 'column', 'view', 'segment']) next.delete(key);
      if (view === 'board') next.set('view', view);
      return next;
    });
  return [params.get('view') === 'board' ? 'board' : 'list', choose];
}

/** Table or board. */
export function ViewSwitch() {
  const [view, choose] = useDealsView();
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      aria-label="View"
      value={view}
      onChange={(_event, next: DealsView | null) => next && choose(next)}
    >
      <ToggleButton value="list" aria-label="Table">
        <Tooltip title="Table">
          <TableRowsOutlined fontSize="small" />
        </Tooltip>
      </ToggleButton>
      <ToggleButton value="board" aria-label="Board">
        <Tooltip title="Board">
          <ViewKanbanOutlined fontSize="small" />
        </Tooltip>
      </ToggleButton>
    </ToggleButtonGroup>
  );
}
