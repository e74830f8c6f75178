import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInjector } from 'typed-inject';
import { commonTokens } from '@stryker-mutator/api/plugin';
import { createInstrumenter } from '@stryker-mutator/instrumenter';
import { ROOT } from '../lib/environment.mjs';

const nothing = () => undefined;
const silent = {
  isTraceEnabled: () => false,
  isDebugEnabled: () => false,
  isInfoEnabled: () => false,
  isWarnEnabled: () => false,
  isErrorEnabled: () => false,
  isFatalEnabled: () => false,
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  fatal: nothing,
};

/** Mulberry32: the same order on every machine for the same seed. @param {number} seed */
function startStream(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A place that holds more mutants than this is not drawn: Stryker would try all of them, and the sample be one function. */
const MOST_INSIDE = 4;

const isBefore = (one, other) =>
  one.line < other.line || (one.line === other.line && one.column <= other.column);
const isInside = (one, other) =>
  one.fileName === other.fileName &&
  isBefore(other.location.start, one.location.start) &&
  isBefore(one.location.end, other.location.end);

/**
 * Places of mutants, drawn by chance. The few mutants that lie inside a drawn one are tried as well.
 * @param {string[]} files below the project's folder
 * @param {number} size
 * @param {number} seed
 * @param {string[]} excludedMutations
 * @returns {Promise<{ places: string[], all: number }>} `file:line:column-line:column`, as Stryker's `mutate` takes them
 */
export async function drawPlaces(files, size, seed, excludedMutations) {
  const instrumenter = createInjector()
    .provideValue(commonTokens.getLogger, () => silent)
    .provideValue(commonTokens.logger, silent)
    .provideValue(commonTokens.options, /** @type {never} */ ({}))
    .provideValue(commonTokens.fileDescriptions, {})
    .injectFunction(createInstrumenter);
  const sources = files.map((name) => ({
    name,
    mutate: true,
    content: readFileSync(join(ROOT, name), 'utf8'),
  }));
  const { mutants } = await instrumenter.instrument(sources, {
    plugins: null,
    excludedMutations,
    ignorers: [],
  });
  const counted = mutants.filter(({ statusReason }) => !statusReason);
  const next = startStream(seed);
  const small = counted.filter(
    (mutant) => counted.filter((other) => isInside(other, mutant)).length <= MOST_INSIDE,
  );
  const drawn = small
    .map((mutant) => ({ mutant, rank: next() }))
    .sort((one, other) => one.rank - other.rank)
    .slice(0, size);
  const at = ({ line, column }) => `${line + 1}:${column}`;
  const places = drawn.map(
    ({ mutant: { fileName, location } }) => `${fileName}:${at(location.start)}-${at(location.end)}`,
  );
  return { places: [...new Set(places)], all: counted.length };
}
