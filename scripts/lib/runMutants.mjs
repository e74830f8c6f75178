import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './environment.mjs';
import { orExplain, UserError } from './errors.mjs';
import { ensureInstalled } from './install.mjs';
import { findRoom, isMutable } from '../mutants/rooms.mjs';

/** Words are judged by people: a changed message is no slip in behaviour, and half of all mutants would be messages. */
const EXCLUDED = ['StringLiteral'];
const USAGE = `Usage: npm run mutants -- <folder or file>… | --since REV
  --sample N    try N mutants of each room, drawn by chance (all)
  --seed S      of that draw (printed; today's date)
  --static      also what is computed once when a file is loaded: each runs every test of the room`;

const git = (...args) =>
  execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
const listFiles = (...paths) =>
  git('ls-files', '-co', '--exclude-standard', '--', ...paths)
    .split('\n')
    .filter(Boolean);

function readArguments() {
  const args = process.argv.slice(2);
  const take = (name) => {
    const index = args.indexOf(name);
    return index < 0 ? undefined : args.splice(index, 2)[1];
  };
  const given = { since: take('--since'), sample: Number(take('--sample') ?? 0), seed: take('--seed') };
  const withStatic = args.includes('--static');
  const paths = args.filter((arg) => !arg.startsWith('--'));
  if (!given.since && paths.length === 0) throw new UserError(USAGE);
  const seed = Number(given.seed ?? new Date().toISOString().slice(0, 10).replaceAll('-', ''));
  return { ...given, seed, paths, withStatic };
}

/** Whole files below the paths, each as Stryker's `mutate` takes it. */
const wholeFiles = (paths) =>
  listFiles(...paths)
    .filter(isMutable)
    .map((file) => ({ file, place: file }));

/** The lines that came or changed since a revision, with what is not committed. */
function changedLines(revision) {
  const places = [];
  let file = '';
  for (const line of git('diff', '--unified=0', '--no-color', revision, '--').split('\n')) {
    if (line.startsWith('+++ ')) file = line.slice('+++ b/'.length);
    const hunk = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (!hunk || !isMutable(file)) continue;
    const [first, count] = [Number(hunk[1]), Number(hunk[2] ?? 1)];
    if (count > 0) places.push({ file, place: `${file}:${first}-${first + count - 1}` });
  }
  return places;
}

function groupByRoom(places) {
  const rooms = new Map();
  for (const each of places) {
    const room = findRoom(each.file);
    if (room) rooms.set(room, [...(rooms.get(room) ?? []), each]);
  }
  return rooms;
}

/** The tests that are there to notice a slip in the room: those beside its code and those it names. */
function testsOf(room) {
  const wanted = [...room.folders, ...room.tests];
  return listFiles('server/src', 'client/src', 'contracts/src').filter(
    (file) =>
      /\.test\.tsx?$/.test(file) &&
      wanted.some((start) => file.startsWith(start)) &&
      !file.includes('/differential/'),
  );
}

/** @returns {Promise<import('@stryker-mutator/api/core').MutantResult[]>} */
async function runStryker(room, mutate, withStatic) {
  const { Stryker } = await import('@stryker-mutator/core');
  process.env.MUTANTS_TESTS = JSON.stringify(testsOf(room));
  const stryker = new Stryker({
    mutate,
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'scripts/mutants/vitest.config.ts', related: false },
    coverageAnalysis: 'perTest',
    ignoreStatic: !withStatic,
    mutator: { plugins: null, excludedMutations: EXCLUDED },
    // The workspaces link to each other by path: a copy of the folder would test the original.
    inPlace: true,
    tempDirName: '.cache/stryker',
    incremental: true,
    incrementalFile: join('.cache/mutants', `${room.name.replaceAll(' ', '-')}.incremental.json`),
    concurrency: Math.min(2, availableParallelism()),
    reporters: ['progress-append-only'],
    timeoutMS: 60_000,
    dryRunTimeoutMinutes: 30,
    allowConsoleColors: false,
    disableTypeChecks: false,
  });
  return stryker.runMutationTest();
}

const NOTICED = ['Killed', 'Timeout', 'RuntimeError', 'CompileError'];
const MISSED = ['Survived', 'NoCoverage'];

function report(room, results, drawn) {
  const noticed = results.filter(({ status }) => NOTICED.includes(status)).length;
  const missed = results.filter(({ status }) => MISSED.includes(status));
  const tried = noticed + missed.length;
  for (const { fileName, location, mutatorName, replacement, status } of missed)
    console.log(
      `${status === 'NoCoverage' ? 'not reached' : 'survived   '} ${fileName.replace(`${ROOT}/`, '')}:${location.start.line} ${mutatorName} → ${(replacement ?? '').replace(/\s+/g, ' ').slice(0, 90)}`,
    );
  const score = tried === 0 ? 100 : Math.round((noticed / tried) * 1000) / 10;
  const drawnFrom = drawn ? `, drawn from ${drawn.all} with seed ${drawn.seed}` : '';
  console.log(`${room.name}: ${noticed} of ${tried} noticed, ${score} % (aim ${room.aim} %${drawnFrom})`);
  return { room: room.name, noticed, tried, score, aim: room.aim, drawn };
}

async function run() {
  const { since, sample, seed, paths, withStatic } = readArguments();
  ensureInstalled();
  const { drawPlaces } = await import('../mutants/sample.mjs');
  mkdirSync(join(ROOT, '.cache/mutants'), { recursive: true });
  process.chdir(ROOT);
  const rooms = groupByRoom(since ? changedLines(since) : wholeFiles(paths));
  if (rooms.size === 0)
    throw new UserError('Nothing there that has mutants: no code of server, client or contracts.');
  const scores = [];
  for (const [room, places] of rooms) {
    const files = [...new Set(places.map(({ file }) => file))];
    const drawn = sample && !since ? await drawPlaces(files, sample, seed, EXCLUDED) : undefined;
    const mutate = drawn ? drawn.places : places.map(({ place }) => place);
    const results = await runStryker(room, mutate, withStatic);
    scores.push(report(room, results, drawn && { all: drawn.all, seed }));
  }
  writeFileSync(join(ROOT, '.cache/mutants/scores.json'), JSON.stringify(scores, null, 2));
  console.table(scores.map(({ drawn: _drawn, ...score }) => score));
}

/**
 * npm run mutants: changes one thing at a time in a room of the code and runs the tests that reach it. What passes unseen is
 * printed: a test is missing there, or the change is none. The files are changed in place and put back.
 */
export const mutants = () => orExplain(run);
