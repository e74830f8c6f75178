import Button from '@mui/material/Button';
import AddRounded from '@mui/icons-material/AddRounded';
import InsertChartOutlined from '@mui/icons-material/InsertChartOutlined';
import { EmptyState } from '../../../components/EmptyState';
import { useDashboard } from './context';

/** A dashboard without widgets: its owner is shown how to begin, everybody else that it has not begun. */
export function EmptyDashboard({ onAdd }: { onAdd: () => void }) {
  const { canEdit } = useDashboard();
  return (
    <EmptyState
      icon={InsertChartOutlined}
      title="No widgets yet"
      text={
        canEdit
          ? 'A widget answers one question: the value of the pipeline, deals by stage, calls of this week.'
          : 'Its owner has not put anything on it so far.'
      }
      action={
        canEdit && (
          <Button variant="contained" startIcon={<AddRounded />} onClick={onAdd}>
            Add widget
          </Button>
        )
      }
    />
  );
}
