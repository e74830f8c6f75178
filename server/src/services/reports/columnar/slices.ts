import { setImmediate as nextTurn } from 'node:timers/promises';

/** Nobody else is served while columns are being computed with, so the work pauses after this long. */
const SLICE_MS = 4;

/** To be called between pieces of work, and awaited: says nothing, at once, unless a pause is due. */
export type Pause = () => Promise<void> | undefined;

/** Pauses of one piece of work. They throw what `signal` was aborted with. */
export function pausesOf(signal: AbortSignal): Pause {
  let began = performance.now();
  const pause = async (): Promise<void> => {
    await nextTurn();
    signal.throwIfAborted();
    began = performance.now();
  };
  return () => (performance.now() - began < SLICE_MS ? undefined : pause());
}
