import { useCallback, useEffect, useRef, useState } from 'react';
import type { RefObject, UIEvent } from 'react';

interface Window {
  /** Put these on the element that scrolls. */
  ref: RefObject<HTMLDivElement>;
  onScroll: (event: UIEvent<HTMLElement>) => void;
  /** The first row to render, and the one after the last. */
  start: number;
  end: number;
}
const OVERSCAN = 4;

/** Which of many rows of one height are in sight: only those are rendered. */
export function useWindow(count: number, rowHeight: number): Window {
  const ref = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(800);
  const [top, setTop] = useState(0);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const onScroll = useCallback(
    // Only whole rows matter: scrolling within one renders nothing.
    (event: UIEvent<HTMLElement>) => setTop(Math.floor(event.currentTarget.scrollTop / rowHeight)),
    [rowHeight],
  );
  return {
    ref,
    onScroll,
    start: Math.max(0, Math.min(top, count) - OVERSCAN),
    end: Math.min(count, top + Math.ceil(height / rowHeight) + OVERSCAN),
  };
}
