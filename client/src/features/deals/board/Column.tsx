import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { useDroppable } from '@dnd-kit/core';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { dealStages } from '@besahubs/contracts/deals';
import type { Deal } from '@besahubs/contracts/deals';
import { number } from '../../../components/format';
import { StatusChip } from '../../../components/StatusChip';
import { Money } from '../../../components/values';
import { dealStageLooks } from '../../../domain/deals';
import { CARD_HEIGHT, CARD_ROW } from './DealCard';
import type { BoardColumn } from './moves';
import { useWindow } from './useWindow';

interface ColumnProps {
  column: BoardColumn;
  /** Rendered wherever it stands: a card in the hand must not leave the page. */
  activeId: string | null;
  renderCard: (deal: Deal) => ReactNode;
  onMore: () => void;
  /** The only column on a phone: as wide as the screen, its header is elsewhere. */
  single?: boolean;
}

/** One stage: its sums stay on top while its cards scroll, and only cards in sight are rendered. */
export function Column({ column, activeId, renderCard, onMore, single = false }: ColumnProps) {
  const { stage, deals, count } = column;
  const drop = useDroppable({ id: stage });
  const view = useWindow(deals.length, CARD_ROW);
  const more = count > deals.length;
  const nearEnd = more && view.end >= deals.length;
  useEffect(() => {
    if (nearEnd) onMore();
  }, [nearEnd, onMore, deals.length]);

  const shown = deals
    .map((deal, index) => ({ deal, index }))
    .filter(({ deal, index }) => (index >= view.start && index < view.end) || deal.id === activeId);
  return (
    <Box
      component="section"
      ref={drop.setNodeRef}
      data-column={stage}
      aria-label={`${dealStages[stage].label}, ${number(count)} deals`}
      sx={{
        width: single ? 'auto' : 284,
        flex: single ? 1 : 'none',
        minHeight: 0,
        display: 'flex',
        flexDirection: 'column',
        borderRadius: 1,
        bgcolor: drop.isOver ? 'surface.selected' : single ? 'transparent' : 'surface.sunken',
        boxShadow: drop.isOver ? 'inset 0 0 0 2px var(--bh-palette-primary-main)' : 'none',
      }}
    >
      {!single && <ColumnHeader column={column} />}
      <Box
        ref={view.ref}
        onScroll={view.onScroll}
        sx={{ flex: 1, minHeight: 0, overflowY: 'auto', px: single ? 2 : 1, py: single ? 1 : 0 }}
      >
        {deals.length === 0 && (
          <Box sx={{ py: 3, textAlign: 'center', color: 'text.secondary' }}>No deals here</Box>
        )}
        <Box
          component="ul"
          sx={{
            position: 'relative',
            listStyle: 'none',
            m: 0,
            p: 0,
            height: deals.length * CARD_ROW + (more ? CARD_ROW : 0),
          }}
        >
          {shown.map(({ deal, index }) => (
            <Box
              component="li"
              key={deal.id}
              sx={{ position: 'absolute', insetInline: 0, top: 0 }}
              style={{ transform: `translateY(${index * CARD_ROW}px)` }}
            >
              {renderCard(deal)}
            </Box>
          ))}
          {more && (
            <Box
              component="li"
              aria-hidden
              sx={{ position: 'absolute', insetInline: 0, top: deals.length * CARD_ROW }}
            >
              <Skeleton variant="rounded" height={CARD_HEIGHT} />
            </Box>
          )}
        </Box>
      </Box>
    </Box>
  );
}

function ColumnHeader({ column }: { column: BoardColumn }) {
  return (
    <Box component="header" sx={{ px: 1.25, pt: 1.25, pb: 1 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        <StatusChip look={dealStageLooks[column.stage]} />
        <Box component="span" className="num" sx={{ ml: 'auto', color: 'text.secondary' }}>
          {number(column.count)}
        </Box>
      </Box>
      <ColumnSums column={column} />
    </Box>
  );
}

/** Gross commission, and what of it is likely. */
export function ColumnSums({ column }: { column: BoardColumn }) {
  return (
    <Box sx={{ display: 'flex', gap: 0.75, alignItems: 'baseline', mt: 0.75, whiteSpace: 'nowrap' }}>
      <Box component="span" sx={{ fontWeight: 600 }}>
        <Money value={column.grossCommission} />
      </Box>
      <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.75rem' }}>
        gross
      </Box>
      <Box component="span" sx={{ ml: 'auto', fontWeight: 540 }}>
        <Money value={column.weightedCommission} />
      </Box>
      <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.75rem' }}>
        weighted
      </Box>
    </Box>
  );
}
