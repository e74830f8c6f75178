import { useCallback, useState } from 'react';
import { useSize } from './useSize';

/** Below this many rows all of them are drawn. */
const FEW = 80;
const SPARE = 12;

interface Rows {
  ref: (element: HTMLElement | null) => void;
  onScroll: (event: { currentTarget: HTMLElement }) => void;
  first: number;
  /** One after the last. */
  end: number;
  /** Height in px of what is not drawn above and below. */
  above: number;
  below: number;
}

/** Which of `count` rows of `height` px are in sight of a scrolling element, with some to spare; or `all` of them. */
export function useRows(count: number, height: number, all = false): Rows {
  const [ref, size] = useSize();
  const [top, setTop] = useState(0);
  const onScroll = useCallback(
    // In steps, so that not every pixel draws anew.
    ({ currentTarget }: { currentTarget: HTMLElement }) =>
      setTop(Math.floor(currentTarget.scrollTop / (height * 4))),
    [height],
  );
  if (all || count <= FEW) return { ref, onScroll, first: 0, end: count, above: 0, below: 0 };
  const first = Math.min(Math.max(top * 4 - SPARE, 0), Math.max(count - 1, 0));
  const end = Math.min(count, top * 4 + Math.ceil(Math.max(size.height, 400) / height) + 4 + SPARE);
  return { ref, onScroll, first, end, above: first * height, below: (count - end) * height };
}
