/**
 * When a dashboard asks again after changes in the data. Pure: events in, the moment of the next question out.
 *
 * A change waits until the burst it belongs to is over, but never longer than the patience: an import must not keep a
 * dashboard old for an hour. Nobody is asked while nobody can see it: what changed meanwhile is asked for once, at the
 * moment the page is looked at again.
 */
export interface Refreshing {
  /** First and latest change that no question has covered yet, in epoch milliseconds. */
  first: number | null;
  latest: number | null;
  hidden: boolean;
  offline: boolean;
  /** Switched off by the user. */
  held: boolean;
}
export type RefreshEvent =
  { type: 'change'; at: number } | { type: 'asked' } | { type: 'hidden' | 'offline' | 'held'; is: boolean };

export const REST_MS = 1_000;
export const PATIENCE_MS = 5_000;

export const idle: Refreshing = { first: null, latest: null, hidden: false, offline: false, held: false };

export function after(state: Refreshing, event: RefreshEvent): Refreshing {
  if (event.type === 'asked') return { ...state, first: null, latest: null };
  if (event.type === 'change') return { ...state, first: state.first ?? event.at, latest: event.at };
  return { ...state, [event.type]: event.is };
}

export const isPaused = ({ hidden, offline, held }: Refreshing): boolean => hidden || offline || held;

/** When to ask, in epoch milliseconds; null: nothing changed, or nobody is to be asked now. May lie in the past: at once. */
export function nextAt(state: Refreshing): number | null {
  const { first, latest } = state;
  if (first === null || latest === null || isPaused(state)) return null;
  return Math.min(latest + REST_MS, first + PATIENCE_MS);
}
