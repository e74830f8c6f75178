import { createHash } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { ReportResult } from '@besahubs/contracts/reports';
import { createCache, createFlights } from './cache';
import { isSpare } from './pool';
import type { Run } from './pool';
import type { shape } from './shape';
import { leave, recall } from './sharedCache';
import { inSnapshot, openSnapshot, shareSnapshot } from './snapshot';
import type { Enqueue, Snapshot } from './snapshot';
import { readVersions, versionText } from './versions';
import type { Versions } from './versions';

export type Shaped = ReturnType<typeof shape>;

/** A query that holds, ready to be asked. */
export interface Question {
  /** Equal for questions that have the same answer while the data stays: same query, same rows in scope, same dates. */
  key: string;
  /** Tables whose change makes an answer stale. */
  tables: readonly string[];
  execute(seen: Seen): Promise<Shaped>;
}
/** A state of the data: how to read it, and which one it is. */
export interface Seen {
  run: Run;
  versions: Versions;
  /** Aborted when nobody waits any more. */
  signal: AbortSignal;
}
export interface Answer {
  shaped: Shaped;
  /** Names the question and the state of the data it was answered from. */
  version: string;
  how: ReportResult['meta']['cache'];
}

/** Weighed in cells: a figure is light, a table of a thousand rows is not. */
const cache = createCache<Shaped>({
  most: 500_000,
  weigh: (_name, { rows, fields }) => 50 + rows.length * fields.length,
  ttlMs: 60_000,
});
/** Of single questions: named by versions read before, so that who comes while one waits for a connection joins it. */
const flyAlone = createFlights<Answer>();
/** Of questions in a snapshot: named by what that snapshot sees, so that whoever sees the same may join. */
const flyTogether = createFlights<Answer>();

/** What the answer to a question is called at these versions of the tables. */
const nameOf = ({ key, tables }: Question, versions: Versions): string =>
  createHash('sha256')
    .update(`${key} ${versionText(versions, tables)}`)
    .digest('hex')
    .slice(0, 32);

function kept(name: string): Answer | null {
  const shaped = cache.get(name, Date.now());
  return shaped ? { shaped, version: name, how: 'hit' } : null;
}

/** Brings over what other processes have computed of these. */
async function refill(names: readonly string[]): Promise<void> {
  const missing = names.filter((name) => !kept(name));
  const found = await recall(missing);
  found.forEach((shaped, index) => {
    const name = missing[index];
    if (shaped && name !== undefined) cache.set(name, shaped, Date.now());
  });
}

/** Filed under the versions of the snapshot that it was computed in, and under no other. */
async function compute(question: Question, seen: Seen): Promise<Answer> {
  const shaped = await question.execute(seen);
  const version = nameOf(question, seen.versions);
  cache.set(version, shaped, Date.now());
  leave(version, shaped);
  return { shaped, version, how: 'miss' };
}

/** Questions that were answered here before: the cache may know, so that asking it comes first. */
const answeredBefore = new WeakSet<Question>();

/**
 * Answers from the cache while nothing has changed; equal questions at the same time are computed once. Aborting `signal`
 * cancels the work unless somebody else waits for it too. Errors: those of the query, `timeout`, `unavailable`.
 */
export async function answer(question: Question, signal?: AbortSignal): Promise<Answer> {
  return (await answerUnlessKnown(question, () => false, signal)) as Answer;
}

/** The same; null, without computing anything, when the caller has the answer of the current version already. */
export async function answerUnlessKnown(
  question: Question,
  isKnown: (version: string) => boolean,
  signal?: AbortSignal,
): Promise<Answer | null> {
  const isNew = !answeredBefore.has(question);
  answeredBefore.add(question);
  // What is new has to be computed in all likelihood: then the versions come with the snapshot, a round trip less.
  if (isNew && isSpare()) return answerInside(await openSnapshot(), question, isKnown, signal);
  const name = nameOf(question, await readVersions());
  if (isKnown(name)) return null;
  return answerAt(name, signal, (gone) => computeAlone(question, gone));
}

const computeAlone = (question: Question, gone: AbortSignal): Promise<Answer> =>
  inSnapshot(gone, (run, versions) => compute(question, { run, versions, signal: gone }));

async function answerInside(
  snapshot: Snapshot,
  question: Question,
  isKnown: (version: string) => boolean,
  signal?: AbortSignal,
): Promise<Answer | null> {
  const { versions } = snapshot;
  const name = nameOf(question, versions);
  // Whoever waits for somebody else's work does not hold a connection meanwhile.
  if (isKnown(name) || kept(name) || flyAlone.isUnderWay(name)) {
    snapshot.end();
    return isKnown(name) ? null : answerAt(name, signal, (gone) => computeAlone(question, gone));
  }
  try {
    return await answerAt(name, signal, (gone) =>
      snapshot.read(gone, (run) => compute(question, { run, versions, signal: gone })),
    );
  } finally {
    snapshot.end();
  }
}

async function answerAt(
  name: string,
  signal: AbortSignal | undefined,
  work: (gone: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const hit = kept(name);
  if (hit) return hit;
  const { value, joined } = await flyAlone(name, signal, async (gone) => {
    await refill([name]);
    return kept(name) ?? work(gone);
  });
  return joined ? { ...value, how: 'coalesced' } : value;
}

export interface Asked {
  question: Question;
  /** The version of the answer that the caller has. */
  known?: string | undefined;
}
export type Outcome = { answer: Answer } | { unchanged: true } | { error: unknown };

/**
 * Answers questions from one and the same state of the data; `answered` hears of each, by its index, as soon as it is
 * there. One that fails harms no other. What the cache or the caller has counts when it is of that very state. Throws
 * `unavailable` before anything was answered, and what `answered` throws; nothing is told after it has returned.
 */
export async function answerAll(
  asked: readonly Asked[],
  signal: AbortSignal,
  answered: (index: number, outcome: Outcome) => void,
): Promise<void> {
  // Each question listens to it, and a dashboard has more than Node takes for usual.
  setMaxListeners(0, signal);
  const now = await readVersions();
  await refill(asked.map(({ question }) => nameOf(question, now)));
  const outcomes = asked.map((each) => settled(each, now));
  if (outcomes.every((outcome) => outcome !== null)) {
    outcomes.forEach((outcome, index) => answered(index, outcome));
    return;
  }
  const open: Promise<void>[] = [];
  await shareSnapshot((versions, enqueue) => {
    if (signal.aborted) return;
    asked.forEach((each, index) => {
      const outcome = settled(each, versions);
      if (outcome) {
        answered(index, outcome);
        return;
      }
      const told = joinOrCompute(each.question, versions, signal, enqueue).then((made) =>
        answered(index, made),
      );
      // It is awaited below; what goes wrong before is not unhandled.
      told.catch(() => undefined);
      open.push(told);
    });
  }).finally(() => Promise.all(open));
}

/** What needs no work at these versions of the tables. */
function settled({ question, known }: Asked, versions: Versions): Outcome | null {
  const name = nameOf(question, versions);
  if (known === name) return { unchanged: true };
  const hit = kept(name);
  return hit && { answer: hit };
}

async function joinOrCompute(
  question: Question,
  versions: Versions,
  signal: AbortSignal,
  enqueue: Enqueue,
): Promise<Outcome> {
  try {
    const { value, joined } = await flyTogether(nameOf(question, versions), signal, (gone) =>
      enqueue(gone, (run) => compute(question, { run, versions, signal: gone })),
    );
    return { answer: joined ? { ...value, how: 'coalesced' } : value };
  } catch (error) {
    return { error };
  }
}
