import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import OpenInNewRounded from '@mui/icons-material/OpenInNewRounded';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from 'react-router-dom';
import type { DrillResult } from '@besahubs/contracts/drill';
import { createSegment } from '../../../api/reports';
import type { DrillCell } from '../../../api/reports';
import { toast } from '../../../components/toast';
import { listPath } from '../../../paths';

interface DrillActionsProps {
  cell: DrillCell;
  result: DrillResult;
  title: string;
  onLeave: () => void;
}

/** What can be done with the rows as a whole. */
export function DrillActions({ cell, result, title, onLeave }: DrillActionsProps) {
  const navigate = useNavigate();
  const path = result.listResource && listPath(result.listResource);
  const open = useMutation({
    mutationFn: () => createSegment({ ...cell, name: nameOf(title, result) }),
    onSuccess: ({ id }) => {
      onLeave();
      void navigate(`${path ?? ''}?segment=${id}`);
    },
    onError: (error) => void toast.error(error),
  });
  if (!path) return null;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 1.5 }}>
      <Button
        variant="outlined"
        color="inherit"
        startIcon={<OpenInNewRounded />}
        loading={open.isPending}
        onClick={() => open.mutate()}
      >
        Open as list
      </Button>
    </Box>
  );
}

/** `Deals by stage: Stage is LOI`, within what a name may be. */
const nameOf = (title: string, { conditions }: DrillResult): string =>
  [title, conditions.join(', ')].filter(Boolean).join(': ').slice(0, 160);
