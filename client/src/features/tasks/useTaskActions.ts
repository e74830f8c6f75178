import { useCallback } from 'react';
import type { Task, TaskPatch } from '@besahubs/contracts/tasks';
import { tasks } from '../../api/tasks';
import { dayName } from '../../components/days';
import { toast } from '../../components/toast';
import { useNow, useZone } from '../../hooks/zone';

export const isDone = (task: Task): boolean => task.status === 'done' || task.status === 'cancelled';

/** Completing and putting off, at once and with Undo. */
export function useTaskActions() {
  const { mutate } = tasks.useUpdate();
  const zone = useZone();
  const now = useNow();

  const change = useCallback(
    (task: Task, patch: TaskPatch, back: TaskPatch, said: string) => {
      mutate(
        { id: task.id, patch },
        { onSuccess: () => toast.undo(said, () => mutate({ id: task.id, patch: back })) },
      );
    },
    [mutate],
  );
  const toggle = useCallback(
    (task: Task) => {
      if (!task.abilities.update) return;
      if (isDone(task)) mutate({ id: task.id, patch: { status: 'open' } });
      else change(task, { status: 'done' }, { status: task.status }, `Done: ${task.title}`);
    },
    [mutate, change],
  );
  const reschedule = useCallback(
    (task: Task, dueAt: string | null) => {
      const when = dueAt ? `moved to ${dayName(dueAt, zone, now).toLowerCase()}` : 'has no date now';
      change(task, { dueAt }, { dueAt: task.dueAt }, `${task.title} ${when}`);
    },
    [change, zone, now],
  );
  return { toggle, reschedule };
}
