import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Dashboard } from '@besahubs/contracts/dashboards';
import { useUpdateDashboard } from '../../../api/dashboards';
import { useUndo } from '../page/useUndo';
import { arrange, begin, record, redo, sameLayout, undo } from './layout';
import type { History, Layout } from './layout';

/** Arrow keys come in bursts: one save for all of them. */
const REST_MS = 500;

/**
 * The layout while one edits: steps back and forth, each kept on the server when the hand rests. When the server refuses,
 * the cached dashboard goes back to what it was, and so does the layout here.
 */
export function useLayout(dashboard: Dashboard, editing: boolean) {
  const kept = useMemo(
    () => arrange(dashboard.widgets, dashboard.layout),
    [dashboard.widgets, dashboard.layout],
  );
  const [history, setHistory] = useState<History>(() => begin(kept));
  const { mutate, isPending } = useUpdateDashboard(dashboard.id);
  const unsaved = useRef<Layout | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const { offer, withdraw } = useUndo();
  // Those there are when one takes it back: one may have been added or removed since.
  const widgets = useRef(dashboard.widgets);
  useEffect(() => {
    widgets.current = dashboard.widgets;
  }, [dashboard.widgets]);

  // Widgets that were added, removed or arranged elsewhere appear at once, unless a change of ours is still on its way.
  useEffect(() => {
    if (unsaved.current || isPending) return;
    setHistory((now) => (sameLayout(now.now, kept) ? now : begin(kept)));
  }, [kept, isPending]);

  const save = useCallback(() => {
    clearTimeout(timer.current);
    const layout = unsaved.current;
    unsaved.current = null;
    if (layout) mutate({ layout: [...layout] });
  }, [mutate]);
  useEffect(() => save, [save]);

  const go = (next: History) => {
    if (next === history) return;
    setHistory(next);
    unsaved.current = next.now;
    clearTimeout(timer.current);
    timer.current = setTimeout(save, REST_MS);
  };
  const change = (layout: Layout) => go(record(history, layout));

  /** Editing begins with an empty past; its end offers to take all of it back, until one begins anew or leaves. */
  const start = () => {
    withdraw();
    setHistory(begin(history.now));
  };
  const finish = () => {
    save();
    const [first] = history.past;
    if (!first) return;
    offer('Layout changed', () => {
      const layout = arrange(widgets.current, first);
      setHistory(begin(layout));
      mutate({ layout });
    });
  };
  return {
    layout: editing ? history.now : kept,
    change,
    undo: () => go(undo(history)),
    redo: () => go(redo(history)),
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    start,
    finish,
  };
}
