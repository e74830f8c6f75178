import type { AppError } from '../../../lib/errors';
import { reportQuery } from '@besahubs/contracts/reports';
import type { ReportQuery, ReportQueryInput, ReportResult } from '@besahubs/contracts/reports';
import { runReport } from '../queryEngine';
import type { Asking } from './fields';
import { differences } from './check';
import { evaluate } from './evaluate';
import type { Reader } from './people';
import { visibleTo } from './scope';
import type { Grain } from './time';
import type { World } from './world';

/** Who asks, in which zone and at which moment. */
export const asking = (
  world: World,
  { ctx: { actor } }: Reader,
  query: Partial<ReportQuery>,
  now: string,
): Asking => ({
  actor,
  world,
  seen: visibleTo(actor, world),
  now: Date.parse(now),
  zone: query.timezone ?? actor.timezone,
  weekStart: query.weekStart ?? 1,
  fiscalStartMonth: query.fiscalStartMonth ?? 1,
});

const grainsOf = (query: ReportQuery, answer: ReportResult): (Grain | undefined)[] =>
  query.groupBy.map(
    ({ field }) => answer.fields.find(({ key }) => key === field)?.granularity as Grain | undefined,
  );

export interface Question {
  input: ReportQueryInput;
  reader: Reader;
  now: string;
}
/** What is wrong with the engine’s answer to one question. */
export async function judge(world: World, { input, reader, now }: Question): Promise<string[]> {
  const query = reportQuery.parse(input);
  const where = asking(world, reader, query, now);
  try {
    const answer = await runReport(reader.ctx, query, { now: new Date(now) });
    return differences(query, answer, evaluate(query, where, grainsOf(query, answer)), where);
  } catch (error) {
    const fields = (error as AppError).fields ?? {};
    const grains = query.groupBy.map(({ granularity }) => (granularity === 'auto' ? undefined : granularity));
    const paths = Object.keys(fields);
    const tooMany = paths.length > 0 && paths.every((path) => /^groupBy\.\d\.granularity$/.test(path));
    if (tooMany && evaluate(query, where, grains).tooMany) return [];
    return [`refused: ${(error as Error).message} ${JSON.stringify(fields)}`];
  }
}
