import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FileDownloadOutlined from '@mui/icons-material/FileDownloadOutlined';
import OpenInNewRounded from '@mui/icons-material/OpenInNewRounded';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from 'react-router-dom';
import type { DrillResult } from '@besahubs/contracts/drill';
import { createSegment, exportRows } from '../../../api/reports';
import type { DrillCell } from '../../../api/reports';
import { useCan } from '../../../api/session';
import { toast } from '../../../components/toast';
import { listPath } from '../../../paths';
import { fileName, saveFile } from '../output/picture';

interface DrillActionsProps {
  cell: DrillCell;
  result: DrillResult;
  title: string;
}

/** What can be done with the rows as a whole. */
export function DrillActions({ cell, result, title }: DrillActionsProps) {
  const navigate = useNavigate();
  const can = useCan();
  const path = result.listResource && listPath(result.listResource);
  const open = useMutation({
    mutationFn: () => createSegment({ ...cell, name: nameOf(title, result) }),
    onSuccess: ({ id }) => void navigate(`${path ?? ''}?segment=${id}`),
    onError: (error) => void toast.error(error),
  });
  const download = useMutation({
    mutationFn: () => exportRows({ ...cell, title }),
    onSuccess: ({ file, truncated }) => {
      saveFile(file, `${fileName(title)}.csv`);
      if (truncated) toast.info('The file is cut: there are more rows than one file holds.');
    },
    onError: (error) => void toast.error(error),
  });
  const mayExport = can('reports.exportRows');
  if (!path && !mayExport) return null;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 1.5 }}>
      {path && (
        <Button
          variant="outlined"
          color="inherit"
          startIcon={<OpenInNewRounded />}
          loading={open.isPending}
          onClick={() => open.mutate()}
        >
          Open as list
        </Button>
      )}
      {mayExport && (
        <Button
          variant="outlined"
          color="inherit"
          startIcon={<FileDownloadOutlined />}
          loading={download.isPending}
          onClick={() => download.mutate()}
        >
          Export rows
        </Button>
      )}
    </Box>
  );
}

/** `Deals by stage: Stage is LOI`, within what a name may be. */
const nameOf = (title: string, { conditions }: DrillResult): string =>
  [title, conditions.join(', ')].filter(Boolean).join(': ').slice(0, 160);
