import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import ChevronLeftRounded from '@mui/icons-material/ChevronLeftRounded';
import ChevronRightRounded from '@mui/icons-material/ChevronRightRounded';
import { useDroppable } from '@dnd-kit/core';
import { useCallback } from 'react';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router-dom';
import { dealStages } from '@besahubs/contracts/deals';
import type { Deal, DealStage } from '@besahubs/contracts/deals';
import { number } from '../../../components/format';
import { dealStageLooks } from '../../../domain/deals';
import { Column, ColumnSums } from './Column';
import type { BoardColumn } from './moves';

interface PhoneBoardProps {
  columns: readonly BoardColumn[];
  active: Deal | null;
  renderCard: (deal: Deal) => ReactNode;
  onMore: (stage: DealStage, loaded: number) => void;
}

/** One stage at a time; a card held for a moment can be dropped on any other stage. */
export function PhoneBoard({ columns, active, renderCard, onMore }: PhoneBoardProps) {
  const [params, setParams] = useSearchParams();
  const wanted = columns.findIndex((column) => column.stage === params.get('column'));
  const at = Math.max(wanted, 0);
  const column = columns[at];
  const show = (index: number) =>
    setParams(
      (current) => {
        current.set('column', columns[index]?.stage ?? '');
        return current;
      },
      { replace: true },
    );
  const stage = column?.stage;
  const loaded = column?.deals.length ?? 0;
  const more = useCallback(() => stage && onMore(stage, loaded), [onMore, stage, loaded]);
  if (!column) return null;
  return (
    <>
      <Box sx={{ px: 2, py: 1, borderBottom: 1, borderColor: 'divider' }}>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}>
          <IconButton aria-label="Previous stage" disabled={at === 0} onClick={() => show(at - 1)}>
            <ChevronLeftRounded />
          </IconButton>
          <TextField
            select
            value={column.stage}
            onChange={(event) => show(columns.findIndex((each) => each.stage === event.target.value))}
            slotProps={{ htmlInput: { 'aria-label': 'Stage' } }}
          >
            {columns.map((each) => (
              <MenuItem key={each.stage} value={each.stage}>
                {dealStages[each.stage].label} ({number(each.count)})
              </MenuItem>
            ))}
          </TextField>
          <IconButton
            aria-label="Next stage"
            disabled={at === columns.length - 1}
            onClick={() => show(at + 1)}
          >
            <ChevronRightRounded />
          </IconButton>
        </Box>
        <ColumnSums column={column} />
      </Box>
      <Column
        key={column.stage}
        single
        column={column}
        activeId={active?.id ?? null}
        renderCard={renderCard}
        onMore={more}
      />
      {active && <DropZones columns={columns} current={column.stage} />}
    </>
  );
}

/** All other stages within reach of a thumb, while a card is held. */
function DropZones({ columns, current }: { columns: readonly BoardColumn[]; current: DealStage }) {
  return (
    <Box
      sx={{
        position: 'fixed',
        insetInline: 0,
        bottom: 0,
        zIndex: 'modal',
        display: 'grid',
        gridTemplateColumns: '1fr 1fr',
        gap: 1,
        p: 1,
        pb: 'calc(8px + env(safe-area-inset-bottom))',
        bgcolor: 'background.paper',
        borderTop: 1,
        borderColor: 'divider',
        boxShadow: 'var(--bh-palette-popShadow)',
      }}
    >
      {columns
        .filter((column) => column.stage !== current)
        .map((column) => (
          <DropZone key={column.stage} stage={column.stage} />
        ))}
    </Box>
  );
}

function DropZone({ stage }: { stage: DealStage }) {
  const drop = useDroppable({ id: stage });
  const { icon: Icon, label } = dealStageLooks[stage];
  return (
    <Box
      ref={drop.setNodeRef}
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        minHeight: 48,
        px: 1.5,
        borderRadius: 1,
        border: 1,
        borderColor: drop.isOver ? 'primary.main' : 'line.main',
        bgcolor: drop.isOver ? 'surface.selected' : 'transparent',
        fontWeight: 540,
        lineHeight: 1.25,
      }}
    >
      <Icon aria-hidden sx={{ fontSize: 18 }} />
      {label}
    </Box>
  );
}
