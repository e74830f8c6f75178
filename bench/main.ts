import './env';
import { writeFileSync } from 'node:fs';
import pg from 'pg';
import { connectModels } from '../server/src/models';
import { callers } from './actors';
import type { BenchCase } from './case';
import { loadDatabase } from './data/load';
import { readOptions } from './options';
import type { SuiteName } from './options';
import { figure, figureLine, machine, tablePrinter } from './report';
import type { CaseResult, Figure } from './report';
import { runCase, wanted } from './run';
import type { Bench } from './run';
import { dealsHeld, residentMb, startServer } from './server';
import { call, httpTarget } from './sides';
import { floorCases } from './suites/floor';
import { listCases } from './suites/list';
import { togetherFigures } from './suites/dashboard';
import { coldBarMs, queryCases } from './suites/query';
import { recordCases } from './suites/record';
import { startFigures } from './suites/start';

/** As many as the server opens. */
const CONNECTIONS = 10;
const REST_MS = 5000;
const LOAD_LIMIT_MS = 120_000;
/** What a deal in memory may take beyond that. */
const HELD_BYTES = 100;

async function casesOf(suite: SuiteName, { pool, people, options }: Bench): Promise<BenchCase[]> {
  if (suite === 'floor') return floorCases();
  if (suite === 'list') return listCases(pool);
  if (suite === 'record')
    return recordCases(pool, {
      admin: people.admin.actor,
      manager: people.manager.actor,
      agent: people.agent.actor,
    });
  if (suite === 'query') return queryCases(options.deals);
  return [];
}

async function measureAll(bench: Bench): Promise<CaseResult[]> {
  const suites: [SuiteName, BenchCase[]][] = [];
  for (const suite of bench.options.suites)
    suites.push([suite, wanted(await casesOf(suite, bench), bench.options)]);
  const print = tablePrinter(suites.flatMap(([, cases]) => cases));
  print(null);
  const results: CaseResult[] = [];
  for (const [suite, cases] of suites) {
    for (const one of cases) {
      const measured = await runCase(bench, suite, one, suite !== 'floor');
      measured.forEach(print);
      results.push(...measured);
    }
  }
  return results;
}

const seconds = (from: number): string => `${((performance.now() - from) / 1000).toFixed(1)} s`;

/** Asks once and waits until the server has the deals in memory, as it has in a firm that works. Says when it does not. */
async function warm({ options, target, people }: Bench): Promise<void> {
  const began = performance.now();
  const [first] = queryCases(options.deals);
  if (first?.fresh) await call(target, first.fresh(), await people.admin.token());
  while ((await dealsHeld(target.url)) === 0 && performance.now() - began < LOAD_LIMIT_MS)
    await new Promise((resolve) => setTimeout(resolve, 100));
  console.log(`${await dealsHeld(target.url)} deals in the server's memory after ${seconds(began)}.\n`);
}

/** Server and raw SQL side by side, on the loaded database. */
async function measureServer(databaseUrl: string, bench: Pick<Bench, 'options'>) {
  const models = connectModels(databaseUrl);
  const pool = new pg.Pool({ connectionString: databaseUrl, max: CONNECTIONS });
  const server = await startServer(databaseUrl, bench.options.memory);
  const target = httpTarget(server.url, bench.options.encoding);
  try {
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
    const atRest = figure('Server at rest', await residentMb(server.url), 'MB', 300);
    const whole = { ...bench, pool, target, people: await callers(pool, target) };
    if (bench.options.suites.includes('query') && bench.options.memory) await warm(whole);
    const results = await measureAll(whole);
    const together = bench.options.suites.includes('query')
      ? await togetherFigures(whole, coldBarMs(bench.options.deals))
      : [];
    const held = ((await dealsHeld(server.url)) * HELD_BYTES) / 1_048_576;
    const after = figure(
      'Server after the requests',
      await residentMb(server.url),
      'MB',
      500 + Math.round(held),
    );
    return { results, figures: [...together, atRest, after] };
  } finally {
    target.agent.destroy();
    await server.stop();
    await pool.end();
    await models.close();
  }
}

async function main(): Promise<boolean> {
  const options = readOptions(process.argv.slice(2));
  const databaseUrl = process.env['DATABASE_URL'] ?? '';
  const results: CaseResult[] = [];
  const figures: Figure[] = [];
  if (options.suites.some((suite) => suite !== 'start')) {
    const started = performance.now();
    if (!options.loaded) await loadDatabase(databaseUrl, options);
    console.log(
      `${options.contacts} contacts and ${options.deals} deals loaded in ${seconds(started)}. Milliseconds:\n`,
    );
    const measured = await measureServer(databaseUrl, { options });
    results.push(...measured.results);
    figures.push(...measured.figures);
  }
  if (options.suites.includes('start')) figures.push(...(await startFigures()));
  console.log(`\n${figures.map(figureLine).join('\n')}`);
  if (options.json) {
    const written = { at: new Date().toISOString(), machine: machine(), options, results, figures };
    writeFileSync(options.json, `${JSON.stringify(written, null, 2)}\n`);
  }
  return [...results, ...figures].every(({ passed }) => passed);
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
