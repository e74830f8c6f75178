import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './environment.mjs';
import { orExplain, UserError } from './errors.mjs';

/**
 * The instants at which a suite that depends on the clock breaks. Runs go on for some minutes, so that those a few minutes
 * before a midnight or a change of clocks cross it.
 */
const INSTANTS = [
  { name: 'early', at: '2027-01-12T11:30:00Z', zone: 'America/Chicago' },
  { name: 'afternoon', at: '2027-04-20T19:40:00Z', zone: 'UTC' },
  { name: 'before-midnight', at: '2027-06-09T23:57:00Z', zone: 'UTC' },
  { name: 'month-end', at: '2027-04-30T22:55:00Z', zone: 'America/New_York' },
  { name: 'leap-day', at: '2028-02-29T15:00:00Z', zone: 'UTC' },
  { name: 'chicago-spring', at: '2027-03-14T07:57:00Z', zone: 'America/Chicago' },
  { name: 'chicago-autumn', at: '2027-11-07T06:57:00Z', zone: 'America/Chicago' },
  { name: 'auckland-spring', at: '2027-09-25T13:57:00Z', zone: 'Pacific/Auckland' },
  { name: 'auckland-autumn', at: '2027-04-03T13:57:00Z', zone: 'Pacific/Auckland' },
  { name: 'new-years-eve', at: '2027-12-31T23:57:00Z', zone: 'UTC' },
  { name: 'sunday', at: '2027-08-15T17:00:00Z', zone: 'America/Chicago' },
  { name: 'two-years-ahead', at: '2028-12-05T16:00:00Z', zone: 'UTC' },
];
const LIBRARIES = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].map(
  (folder) => `/usr/lib/${folder}/faketime/libfaketimeMT.so.1`,
);

function findLibrary() {
  const library = LIBRARIES.find((path) => existsSync(path));
  if (library) return library;
  throw new UserError(
    'This command fakes the clock of server, database and browser with libfaketime, which is not here. ' +
      'On Debian and Ubuntu: apt-get install faketime. Nothing was run.',
  );
}

/** Names after --only, separated by commas; all instants without it. The rest goes to Vitest. */
function readArguments() {
  const args = process.argv.slice(2);
  const only = args
    .find((arg) => arg.startsWith('--only='))
    ?.slice('--only='.length)
    .split(',');
  const unknown = only?.filter((name) => !INSTANTS.some((instant) => instant.name === name)) ?? [];
  if (unknown.length > 0)
    throw new UserError(
      `No instant is called ${unknown.join(', ')}. There are: ${INSTANTS.map(({ name }) => name).join(', ')}.`,
    );
  return {
    chosen: INSTANTS.filter(({ name }) => !only || only.includes(name)),
    rest: args.filter((arg) => !arg.startsWith('--only=')),
  };
}

/** Everything below inherits the clock: Vitest, its workers, PostgreSQL, the app and Chromium. */
function fakeClock(library, { at, zone }) {
  const offset = Math.round((Date.parse(at) - Date.now()) / 1000);
  return {
    ...process.env,
    TZ: zone,
    LD_PRELOAD: library,
    FAKETIME: `${offset < 0 ? '' : '+'}${offset}`,
    // Timers keep measuring, and files keep the dates they have: only what asks for the time of day is told another.
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    NO_FAKE_STAT: '1',
    TEST_CLOCK_AHEAD_MS: String(offset * 1000),
  };
}

function runSuite(env, args) {
  const child = spawn(process.execPath, [join(ROOT, 'scripts/test.mjs'), ...args], {
    cwd: ROOT,
    stdio: 'inherit',
    env,
  });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

async function run() {
  const library = findLibrary();
  const { chosen, rest } = readArguments();
  const red = [];
  for (const instant of chosen) {
    console.log(`\n=== ${instant.name}: ${instant.at}, ${instant.zone}`);
    const began = performance.now();
    const code = await runSuite(fakeClock(library, instant), rest);
    const seconds = Math.round((performance.now() - began) / 1000);
    console.log(`=== ${instant.name}: ${code === 0 ? 'green' : 'red'} after ${seconds} s`);
    if (code !== 0) red.push(instant.name);
  }
  if (red.length > 0) throw new UserError(`Red at: ${red.join(', ')}.`);
  console.log(`\nGreen at all ${chosen.length} instants.`);
}

/** npm run test:instants: the whole suite, or what is named, with the clock set to each of the instants in turn. */
export const instants = () => orExplain(run);
