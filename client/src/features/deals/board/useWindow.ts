import { useCallback, useState } from 'react';

interface Window {
  /** Put these on the element that scrolls. */
  ref: (element: HTMLElement | null) => (() => void) | undefined;
  onScroll: (event: React.UIEvent<HTMLElement>) => void;
  /** The first row to render, and the one after the last. */
  start: number;
  end: number;
}
const OVERSCAN = 4;

/** Which of many rows of one height are in sight: only those are rendered. */
export function useWindow(count: number, rowHeight: number): Window {
  const [height, setHeight] = useState(800);
  const [top, setTop] = useState(0);
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const onScroll = useCallback(
    (event: React.UIEvent<HTMLElement>) => {
      // Only whole rows matter: scrolling within one renders nothing.
      setTop(Math.floor(event.currentTarget.scrollTop / rowHeight));
    },
    [rowHeight],
  );
  return {
    ref,
    onScroll,
    start: Math.max(0, top - OVERSCAN),
    end: Math.min(count, top + Math.ceil(height / rowHeight) + OVERSCAN),
  };
}
