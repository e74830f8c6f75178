import { DndContext, DragOverlay, MeasuringStrategy } from '@dnd-kit/core';
import type { DragEndEvent } from '@dnd-kit/core';
import Box from '@mui/material/Box';
import { useCallback, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import type { Deal, DealStage } from '@besahubs/contracts/deals';
import { agents } from '../../../api/agents';
import { plural } from '../../../components/format';
import { FilterBar } from '../../../components/list/FilterBar';
import { ListEmpty, LoadError } from '../../../components/list/ListEmpty';
import { ListFrame } from '../../../components/list/ListFrame';
import { Peek } from '../../../components/list/Peek';
import { SearchField } from '../../../components/list/SearchField';
import type { Filter } from '../../../components/list/types';
import { useListState } from '../../../components/list/useListState';
import { RecordView } from '../../../components/record/RecordView';
import { Money } from '../../../components/values';
import { dealKindOptions } from '../../../domain/deals';
import { useDelayed, useIsPhone } from '../../../hooks/ui';
import { paths } from '../../../paths';
import { dealView } from '../dealView';
import { NewDealButton } from '../NewDealButton';
import { StageMenu } from '../StageMenu';
import { useStageMove } from '../useStageMove';
import { ViewSwitch } from '../ViewSwitch';
import { BoardSkeleton } from './BoardSkeleton';
import { Column } from './Column';
import { CardFace, DealCard } from './DealCard';
import { announcements, dealOf, instructions, underPointer, useBoardSensors } from './dnd';
import { focusCard } from './focus';
import { pipelineOf } from './moves';
import { PhoneBoard } from './PhoneBoard';
import { useBoard } from './useBoard';

const filters: readonly Filter[] = [
  { kind: 'options', key: 'kind', label: 'Kind', options: dealKindOptions },
  { kind: 'record', key: 'ownerId', label: 'Broker', source: agents, me: true },
];
const texts = {
  noun: 'deals',
  why: 'A deal starts with a client or a property, and moves from left to right.',
};

/** The pipeline as columns of stages. */
export function BoardPage() {
  const list = useListState(filters, '');
  const { state } = list;
  const stageMove = useStageMove();
  const query = { ...state.filters, ...(state.q ? { q: state.q } : {}) };
  const { board, columns, loadMore } = useBoard(query, stageMove.pending);
  const [active, setActive] = useState<Deal | null>(null);
  const [menu, setMenu] = useState<{ deal: Deal; anchor: HTMLElement } | null>(null);
  const sensors = useBoardSensors();
  const phone = useIsPhone();
  const navigate = useNavigate();
  const stale = useDelayed(board.isPlaceholderData);
  const pipeline = pipelineOf(columns);
  const cards = columns.flatMap((column) => column.deals);

  const open = useCallback(
    (deal: Deal) => {
      if (phone) void navigate(paths.deal(deal.id));
      else list.openPeek(deal.id);
    },
    [phone, navigate, list],
  );
  const openMenu = useCallback((deal: Deal, anchor: HTMLElement) => setMenu({ deal, anchor }), []);
  const step = (by: 1 | -1) => {
    const next = cards[cards.findIndex((deal) => deal.id === state.peek) + by];
    if (next) list.openPeek(next.id);
  };
  const onDragEnd = ({ active: lifted, over, activatorEvent }: DragEndEvent) => {
    setActive(null);
    const deal = dealOf(lifted);
    if (!deal || !over) return;
    stageMove.move(deal, over.id as DealStage);
    if (activatorEvent instanceof KeyboardEvent) requestAnimationFrame(() => focusCard(deal.id));
  };
  const renderCard = (deal: Deal) => (
    <DealCard deal={deal} open={deal.id === state.peek} onOpen={open} onMenu={openMenu} />
  );

  const body = () => {
    if (board.isPending) return <BoardSkeleton phone={phone} />;
    if (board.isError && !board.data)
      return <LoadError error={board.error} onRetry={() => void board.refetch()} />;
    const filtered = Object.keys(query).length > 0;
    if (columns.every((column) => column.count === 0))
      return (
        <ListEmpty texts={texts} filtered={filtered} onClear={list.clearFilters} action={<NewDealButton />} />
      );
    if (phone)
      return <PhoneBoard columns={columns} active={active} renderCard={renderCard} onMore={loadMore} />;
    return (
      <Box
        role="group"
        aria-label="Stages"
        sx={{ flex: 1, minHeight: 0, display: 'flex', gap: 1, overflowX: 'auto', px: 3, pt: 1.5, pb: 1 }}
      >
        {columns.map((column) => (
          <BoardColumnSlot
            key={column.stage}
            column={column}
            active={active}
            renderCard={renderCard}
            loadMore={loadMore}
          />
        ))}
      </Box>
    );
  };

  return (
    <DndContext
      sensors={sensors}
      collisionDetection={underPointer}
      measuring={{ droppable: { strategy: MeasuringStrategy.Always } }}
      autoScroll={{ threshold: { x: 0.12, y: 0 } }}
      accessibility={{ announcements, screenReaderInstructions: instructions }}
      onDragStart={({ active: lifted }) => setActive(dealOf(lifted))}
      onDragCancel={() => setActive(null)}
      onDragEnd={onDragEnd}
    >
      <ListFrame
        title="Deals"
        context={
          board.data && (
            <>
              {plural(pipeline.count, 'open deal')} · <Money value={pipeline.gross} /> gross ·{' '}
              <Money value={pipeline.weighted} /> weighted
            </>
          )
        }
        actions={
          <>
            <ViewSwitch />
            <NewDealButton />
          </>
        }
        toolbar={
          <>
            <SearchField value={state.q} onChange={(q) => list.change({ q })} placeholder="Search deals" />
            <FilterBar
              filters={filters}
              values={state.filters}
              onChange={list.change}
              onClear={list.clearFilters}
            />
          </>
        }
        stale={stale}
        busy={board.isFetching}
        aside={
          state.peek &&
          !phone && (
            <Peek
              label={cards.find((deal) => deal.id === state.peek)?.name ?? 'Deal'}
              href={paths.deal(state.peek)}
              onClose={() => list.openPeek(null)}
              onStep={step}
            >
              <RecordView {...dealView} id={state.peek} variant="peek" key={state.peek} />
            </Peek>
          )
        }
      >
        {body()}
      </ListFrame>
      <DragOverlay dropAnimation={null}>
        {active && <CardFace deal={active} title={active.name} lifted />}
      </DragOverlay>
      <StageMenu
        anchor={menu?.anchor ?? null}
        current={menu?.deal.stage ?? null}
        onChoose={(stage) => menu && stageMove.move(menu.deal, stage)}
        onClose={() => setMenu(null)}
      />
      {stageMove.dialog}
    </DndContext>
  );
}

interface SlotProps {
  column: Parameters<typeof Column>[0]['column'];
  active: Deal | null;
  renderCard: (deal: Deal) => React.ReactNode;
  loadMore: (stage: DealStage, loaded: number) => void;
}
function BoardColumnSlot({ column, active, renderCard, loadMore }: SlotProps) {
  const { stage } = column;
  const loaded = column.deals.length;
  const onMore = useCallback(() => loadMore(stage, loaded), [loadMore, stage, loaded]);
  return <Column column={column} activeId={active?.id ?? null} renderCard={renderCard} onMore={onMore} />;
}
