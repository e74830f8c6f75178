import type { VizPick } from '../viz/pick';

let pointer: { left: number; top: number; at: number } | null = null;
const RECENT_MS = 600;
window.addEventListener(
  'pointerup',
  ({ clientX, clientY, timeStamp }) => {
    pointer = { left: clientX, top: clientY, at: timeStamp };
  },
  { capture: true, passive: true },
);

/** Where a menu about a clicked figure opens: at the pointer, or, for the keyboard, at the figure. */
export function pickPlace({ anchor }: VizPick): { left: number; top: number } {
  if (pointer && performance.now() - pointer.at < RECENT_MS) return { left: pointer.left, top: pointer.top };
  const box = (anchor ?? document.activeElement ?? document.body).getBoundingClientRect();
  return { left: box.left + Math.min(24, box.width / 2), top: box.top + Math.min(24, box.height) };
}
