import { useCallback, useEffect, useState } from 'react';
import useMediaQuery from '@mui/material/useMediaQuery';

/** Below 720 px: lists become cards, side panels become pages, the rail becomes a bottom bar. */
export const useIsPhone = (): boolean => useMediaQuery('(max-width: 719.95px)', { noSsr: true });
/** From 1200 px a record opens beside its list; below, over it. */
export const useIsWide = (): boolean => useMediaQuery('(min-width: 1200px)', { noSsr: true });

/** Is the pointer a finger? For heights that must be known in numbers; all others are the theme's. */
export const useIsTouch = (): boolean => useMediaQuery('(pointer: coarse)', { noSsr: true });

/** True once `flag` has been true for `ms`: skeletons that never flash. */
export function useDelayed(flag: boolean, ms = 150): boolean {
  const [delayed, setDelayed] = useState(false);
  useEffect(() => {
    if (!flag) return setDelayed(false);
    const timer = setTimeout(() => setDelayed(true), ms);
    return () => clearTimeout(timer);
  }, [flag, ms]);
  return flag && delayed;
}

/** The value as it was `ms` ago, once it rests. */
export function useDebounced<T>(value: T, ms = 200): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return rested;
}

/** The page's title in the browser; null leaves it to somebody else. */
export function useDocumentTitle(title: string | null): void {
  useEffect(() => {
    if (title === null) return;
    document.title = title ? `${title} · BesaHubs` : 'BesaHubs';
  }, [title]);
}

function read<T>(key: string, fallback: T): T {
  try {
    const stored = localStorage.getItem(key);
    return stored === null ? fallback : (JSON.parse(stored) as T);
  } catch {
    return fallback;
  }
}

/** A preference of this browser (collapsed rail, chosen columns). Works, unstored, when storage is blocked. */
export function usePreference<T>(name: string, fallback: T): [T, (value: T) => void] {
  const key = `besahubs-${name}`;
  const [value, setValue] = useState(() => read(key, fallback));
  const store = useCallback(
    (next: T) => {
      setValue(next);
      try {
        localStorage.setItem(key, JSON.stringify(next));
      } catch {
        /* private mode or full storage: the choice lasts until reload */
      }
    },
    [key],
  );
  return [value, store];
}
