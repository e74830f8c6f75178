import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import VisibilityOutlined from '@mui/icons-material/VisibilityOutlined';
import { useQuery } from '@tanstack/react-query';
import { agents } from '../../../api/agents';
import { nameOf } from '../../../components/list/types';

/** Says all the while with whose eyes one looks, and gives one's own back. */
export function PreviewBanner({ userId, onExit }: { userId: string; onExit: () => void }) {
  const { data: person } = useQuery(agents.record(userId));
  return (
    <Alert
      severity="info"
      icon={<VisibilityOutlined fontSize="small" />}
      action={
        <Button color="inherit" onClick={onExit}>
          Exit preview
        </Button>
      }
      sx={{ position: 'sticky', top: 0, zIndex: 4, mb: 1.5, alignItems: 'center' }}
    >
      You see this dashboard as {person ? nameOf(person) : 'somebody else'}: every figure comes from the
      records they may see.
    </Alert>
  );
}
