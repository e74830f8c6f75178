import { configure } from '@testing-library/react';
import { beforeEach } from 'vitest';

/**
 * What jsdom has not and the screens need: sizes, media queries, observers, scrolling. Every element is as large as the
 * window, so that grids draw their rows. Loaded before each file of the project `screens`.
 */
const DESKTOP = { width: 1280, height: 800, coarse: false, dark: false };
let screenIs = DESKTOP;
const queries = new Set<() => void>();

/** A phone, a tablet, a finger: media queries answer accordingly, also those that already stand. */
export function setScreen(change: Partial<typeof DESKTOP>): void {
  screenIs = { ...screenIs, ...change };
  queries.forEach((tell) => tell());
}

const TESTS: [RegExp, (value: string) => boolean][] = [
  [/max-width:\s*([\d.]+)px/, (px) => screenIs.width <= Number(px)],
  [/min-width:\s*([\d.]+)px/, (px) => screenIs.width >= Number(px)],
  [/pointer:\s*(coarse|fine)/, (kind) => (kind === 'coarse') === screenIs.coarse],
  [/prefers-color-scheme:\s*(dark|light)/, (kind) => (kind === 'dark') === screenIs.dark],
  [/(prefers-reduced-motion: reduce|print)/, () => false],
];
const holds = (query: string): boolean =>
  TESTS.every(([pattern, test]) => {
    const found = pattern.exec(query);
    return !found || test(found[1] ?? '');
  });

function matchMedia(query: string): MediaQueryList {
  const target = new EventTarget();
  let matches = holds(query);
  const list = Object.assign(target, {
    media: query,
    onchange: null,
    addListener: (heard: () => void) => target.addEventListener('change', heard),
    removeListener: (heard: () => void) => target.removeEventListener('change', heard),
  });
  Object.defineProperty(list, 'matches', { get: () => holds(query) });
  queries.add(() => {
    if (holds(query) === matches) return;
    matches = !matches;
    target.dispatchEvent(Object.assign(new Event('change'), { matches, media: query }));
  });
  return list as unknown as MediaQueryList;
}

const size = () => ({ width: screenIs.width, height: screenIs.height });
class ImmediateResizeObserver implements ResizeObserver {
  readonly #heard: ResizeObserverCallback;
  constructor(heard: ResizeObserverCallback) {
    this.#heard = heard;
  }
  observe(target: Element): void {
    const box = [{ inlineSize: screenIs.width, blockSize: screenIs.height }];
    const entry = { target, contentRect: target.getBoundingClientRect() };
    const sizes = { borderBoxSize: box, contentBoxSize: box, devicePixelContentBoxSize: box };
    this.#heard([{ ...entry, ...sizes }], this);
  }
  unobserve(): void {}
  disconnect(): void {}
}
class QuietIntersectionObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
  takeRecords(): [] {
    return [];
  }
}

const measure = (name: string, of: 'width' | 'height') =>
  Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => size()[of] });

// Generous, for busy machines. What is missing is said without the whole page, which nobody reads.
configure({
  asyncUtilTimeout: 10_000,
  getElementError: (message) =>
    Object.assign(new Error(message ?? ''), { name: 'TestingLibraryElementError' }),
});

if (typeof window !== 'undefined') {
  Object.assign(window, { matchMedia, scrollTo: () => undefined });
  Object.assign(globalThis, {
    matchMedia,
    ResizeObserver: ImmediateResizeObserver,
    IntersectionObserver: QuietIntersectionObserver,
  });
  for (const name of ['offsetWidth', 'clientWidth']) measure(name, 'width');
  for (const name of ['offsetHeight', 'clientHeight']) measure(name, 'height');
  HTMLElement.prototype.getBoundingClientRect = () => new DOMRect(0, 0, screenIs.width, screenIs.height);
  HTMLElement.prototype.scrollIntoView = () => undefined;
  HTMLElement.prototype.scrollTo = () => undefined;
  beforeEach(() => {
    screenIs = DESKTOP;
    queries.clear();
    localStorage.clear();
    sessionStorage.clear();
  });
}
