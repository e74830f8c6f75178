import type pg from 'pg';
import type { Role } from '../contracts/src/common';
import type { Caller } from './actors';
import { hasRoute, planOf } from './capture';
import type { Plan } from './capture';
import type { ApiRequest, BenchCase } from './case';
import { compare } from './measure';
import type { Options } from './options';
import { allowedMs } from './report';
import type { CaseResult } from './report';
import { httpSide, rawSide } from './sides';
import type { HttpTarget } from './sides';

export interface Bench {
  options: Options;
  pool: pg.Pool;
  target: HttpTarget;
  people: Record<Role, Caller>;
}

const FOR_SIGHT = 12;

async function plansOf({ requests, as }: BenchCase, people: Bench['people']): Promise<Plan[]> {
  const plans: Plan[] = [];
  for (const request of requests) plans.push(await planOf(request, people[as].actor));
  return plans;
}

async function explain(pool: pg.Pool, plan: Plan): Promise<void> {
  for (const { text, values } of plan.flat()) {
    const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`EXPLAIN (ANALYZE, BUFFERS) ${text}`, values);
    console.log(`\n${text}\n${rows.map((row) => row['QUERY PLAN']).join('\n')}\n`);
  }
}

/** Measures one case with each number of clients; `withSql` false where the database is not the point. */
export async function runCase(
  bench: Bench,
  suite: string,
  one: BenchCase,
  withSql: boolean,
): Promise<CaseResult[]> {
  const { options, pool, target, people } = bench;
  const results: CaseResult[] = [];
  const plans = withSql ? await plansOf(one, people) : null;
  if (options.explain && plans?.[0]) await explain(pool, plans[0]);
  const { requests, fresh } = one;
  const next = fresh ?? ((index: number) => requests[index % requests.length] as ApiRequest);
  for (const clients of options.clients) {
    const http = httpSide(target, next, await people[one.as].token());
    const { requests: count } = options;
    // Beside a limit of its own the SQL is only there to be seen, and over ten million rows it takes seconds.
    const sqlCount = 'atMostMs' in one.limit ? Math.min(count, FOR_SIGHT) : count;
    const comparison = await compare(http, plans && rawSide(pool, plans), clients, count, sqlCount);
    const allowed = allowedMs(one.limit, comparison);
    results.push({
      suite,
      name: one.name,
      as: one.as,
      ...comparison,
      allowedMs: allowed,
      barMs: one.barMs ?? null,
      passed: comparison.http.p50 <= Math.min(allowed, clients === 1 ? (one.barMs ?? allowed) : allowed),
    });
  }
  return results;
}

/** Cases of routes that exist, and that were asked for. */
export const wanted = (cases: BenchCase[], { only }: Options): BenchCase[] =>
  cases.filter(({ name, requests }) => name.includes(only) && requests[0] && hasRoute(requests[0]));
