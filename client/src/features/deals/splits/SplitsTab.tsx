import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import EditOutlined from '@mui/icons-material/EditOutlined';
import PieChartOutlineRounded from '@mui/icons-material/PieChartOutlineRounded';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CommissionSplit, Deal } from '@besahubs/contracts/deals';
import { dealSplits, useSaveSplits } from '../../../api/deals';
import { EmptyState } from '../../../components/EmptyState';
import { NONE, percent, words } from '../../../components/format';
import { LoadError } from '../../../components/list/ListEmpty';
import { toast } from '../../../components/toast';
import { Money } from '../../../components/values';
import { errorText } from '../../../hooks/errors';
import { draftOf, emptyLine, totalBps, WHOLE_BPS } from './lines';
import type { DraftLine } from './lines';
import { SplitLines, splitPartyOptions } from './SplitLines';

/** Who gets what of the fee. Managers and admins edit it; a broker sees their own lines. */
export function SplitsTab({ deal }: { deal: Deal }) {
  const splits = useQuery(dealSplits(deal.id));
  const [draft, setDraft] = useState<DraftLine[] | null>(null);
  const canEdit = deal.abilities.editSplits;
  if (splits.isError) return <LoadError compact error={splits.error} onRetry={() => void splits.refetch()} />;
  if (!splits.data) return null;
  if (draft)
    return <SplitsEditor deal={deal} lines={draft} onChange={setDraft} onClose={() => setDraft(null)} />;

  const lines = splits.data;
  const edit = () => setDraft(lines.length ? lines.map(draftOf) : [emptyLine(deal.owner)]);
  if (!lines.length) {
    return (
      <EmptyState
        compact
        icon={PieChartOutlineRounded}
        title={canEdit ? 'No split yet' : 'You have no line in this split'}
        text={
          canEdit
            ? 'Say who gets which share of the fee. A deal can close once its lines total 100%.'
            : 'Your manager enters the split; your own share will show here.'
        }
        action={
          canEdit && (
            <Button variant="outlined" onClick={edit}>
              Enter the split
            </Button>
          )
        }
      />
    );
  }
  return (
    <Box>
      <Box sx={{ display: 'flex', alignItems: 'center', minHeight: 44, color: 'text.secondary' }}>
        <Box sx={{ flex: 1 }}>
          {canEdit ? (
            <>
              Gross fee <Money value={deal.grossCommission} />
            </>
          ) : (
            'Your share of the fee'
          )}
        </Box>
        {canEdit && (
          <Button startIcon={<EditOutlined />} onClick={edit}>
            Edit split
          </Button>
        )}
      </Box>
      <SplitsTable lines={lines} total={canEdit} />
    </Box>
  );
}

const partyLabel = (line: CommissionSplit): string =>
  splitPartyOptions.find((option) => option.value === line.party)?.label ?? words(line.party);

function SplitsTable({ lines, total }: { lines: readonly CommissionSplit[]; total: boolean }) {
  const sum = lines.reduce((all, line) => all + (line.amount ?? 0), 0);
  const known = lines.every((line) => line.amount !== null);
  return (
    <Box sx={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label="Commission split">
      <Table size="small" className="num">
        <TableHead>
          <TableRow sx={{ '& th': { color: 'text.secondary' } }}>
            <TableCell>Who</TableCell>
            <TableCell>Party</TableCell>
            <TableCell align="right">Share</TableCell>
            <TableCell align="right">Amount</TableCell>
            <TableCell>Status</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {lines.map((line) => (
            <TableRow key={line.id}>
              <TableCell>{line.user?.name ?? line.partyName ?? NONE}</TableCell>
              <TableCell>{partyLabel(line)}</TableCell>
              <TableCell align="right">{percent(line.bps / 100)}</TableCell>
              <TableCell align="right">
                <Money value={line.amount} />
              </TableCell>
              <TableCell>{words(line.status)}</TableCell>
            </TableRow>
          ))}
          {total && (
            <TableRow sx={{ '& td': { fontWeight: 600, borderBottom: 0 } }}>
              <TableCell colSpan={2}>Total</TableCell>
              <TableCell align="right">{percent(totalBps(lines) / 100)}</TableCell>
              <TableCell align="right">
                <Money value={known ? sum : null} />
              </TableCell>
              <TableCell />
            </TableRow>
          )}
        </TableBody>
      </Table>
    </Box>
  );
}

interface EditorProps {
  deal: Deal;
  lines: readonly DraftLine[];
  onChange: (lines: DraftLine[]) => void;
  onClose: () => void;
}
function SplitsEditor({ deal, lines, onChange, onClose }: EditorProps) {
  const save = useSaveSplits(deal.id);
  const whole = lines.length === 0 || totalBps(lines) === WHOLE_BPS;
  const submit = () =>
    save.mutate(
      lines.map(({ key: _key, ...line }) => line),
      {
        onSuccess: () => {
          toast.success('Commission split saved');
          onClose();
        },
      },
    );
  return (
    <Box sx={{ display: 'grid', gap: 2, pt: 2, maxWidth: 860 }}>
      {save.isError && <Alert severity="error">{errorText(save.error)}</Alert>}
      <SplitLines lines={lines} gross={deal.grossCommission} onChange={onChange} />
      <Box sx={{ display: 'flex', justifyContent: 'flex-end', gap: 1 }}>
        <Button color="inherit" onClick={onClose}>
          Cancel
        </Button>
        <Button variant="contained" disabled={!whole} loading={save.isPending} onClick={submit}>
          Save split
        </Button>
      </Box>
    </Box>
  );
}
