import {
  KeyboardSensor,
  MouseSensor,
  TouchSensor,
  closestCenter,
  pointerWithin,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import type { Announcements, CollisionDetection, KeyboardCoordinateGetter } from '@dnd-kit/core';
import { dealStageKeys, dealStages } from '@besahubs/contracts/deals';
import type { Deal, DealStage } from '@besahubs/contracts/deals';

/** Left and right go to the next stage; a card has no place within its column. */
const toNextColumn: KeyboardCoordinateGetter = (event, { context, currentCoordinates }) => {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.code];
  if (by === undefined) return undefined;
  event.preventDefault();
  const from = dealStageKeys.indexOf(context.over?.id as DealStage);
  const target = dealStageKeys[from + by];
  const rect = target && context.droppableRects.get(target);
  return rect ? { x: rect.left + 8, y: currentCoordinates.y } : undefined;
};

/** Mouse after a few pixels, so that a click stays a click; touch after a long press, so that a swipe scrolls. */
export function useBoardSensors() {
  return useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 250, tolerance: 8 } }),
    useSensor(KeyboardSensor, {
      coordinateGetter: toNextColumn,
      keyboardCodes: { start: ['Space'], cancel: ['Escape'], end: ['Space', 'Enter'] },
    }),
  );
}

/** The column under the pointer; with the keyboard, the one the card is nearest to. */
export const underPointer: CollisionDetection = (args) =>
  args.pointerCoordinates ? pointerWithin(args) : closestCenter(args);

interface Lifted {
  data: { current?: Record<string, unknown> | undefined };
}
export const dealOf = (active: Lifted): Deal | null =>
  (active.data.current?.['deal'] as Deal | undefined) ?? null;
const nameOf = (active: Lifted): string => dealOf(active)?.name ?? 'the deal';
const stageName = (id: string | number | undefined): string =>
  dealStages[id as DealStage]?.label ?? 'no stage';

/** What a screen reader hears. */
export const announcements: Announcements = {
  onDragStart: ({ active }) => `Picked up ${nameOf(active)}.`,
  onDragOver: ({ active, over }) => `${nameOf(active)} is over ${stageName(over?.id)}.`,
  onDragEnd: ({ active, over }) => `${nameOf(active)} was dropped on ${stageName(over?.id)}.`,
  onDragCancel: ({ active }) => `${nameOf(active)} stays where it was.`,
};
export const instructions = {
  draggable:
    'Press Space to pick the deal up, the left and right arrows to choose a stage, Space to drop it and Escape to cancel. Or press M for a menu of stages.',
};
