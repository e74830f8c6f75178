import { createContext, useContext, useSyncExternalStore } from 'react';

/** The signed-in user's IANA time zone; before login, the browser's. */
export const ZoneContext = createContext(Intl.DateTimeFormat().resolvedOptions().timeZone);
export const useZone = (): string => useContext(ZoneContext);

const MINUTE_MS = 60_000;
let now = Date.now();
const watchers = new Set<() => void>();
let ticker: ReturnType<typeof setInterval> | undefined;

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  ticker ??= setInterval(() => {
    now = Date.now();
    watchers.forEach((each) => each());
  }, MINUTE_MS);
  return () => {
    watchers.delete(watcher);
    if (watchers.size) return;
    clearInterval(ticker);
    ticker = undefined;
  };
}

/** Epoch milliseconds, renewed every minute, so that “5 min. ago” stays true. */
export const useNow = (): number => useSyncExternalStore(watch, () => now);
