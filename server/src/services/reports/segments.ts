import { Op, literal } from 'sequelize';
import type { WhereOptions } from 'sequelize';
import { z } from 'zod';
import { segmentInput } from '@besahubs/contracts/drill';
import type { Segment } from '@besahubs/contracts/drill';
import { AppError, invalidField } from '../../lib/errors';
import { SavedView } from '../../models/SavedView';
import type { Actor } from '../../policies/actor';
import { savedViewScope } from '../../policies/savedViews';
import type { Ctx } from '../context';
import { listedOf } from './drillBehind';
import { locate, openDrill } from './drill';
import { periodConditions } from './drillCell';
import { idsSql } from './drillCompile';
import { wordsFor } from './drillWords';
import { inSnapshot } from './snapshot';

const bounds = z.strictObject({ from: z.string(), to: z.string() }).nullable();
/**
 * A drill as it is kept. `at` and the query's zone say what “this month” meant when it was clicked, `periods` which
 * stretches of time were; the rows themselves are looked up anew each time, for whoever looks.
 */
const keptDrill = z.strictObject({
  kind: z.literal('segment'),
  drill: segmentInput,
  at: z.iso.datetime(),
  periods: z.record(z.string(), bounds),
});

const present = ({ id, name, resource }: SavedView): Segment => ({ id, name, resource });

/** Keeps a drill, so that a list can be opened on its rows. Its caller's own. Errors: `invalid` with paths. */
export async function createSegment(ctx: Ctx, input: z.output<typeof segmentInput>): Promise<Segment> {
  const now = new Date();
  const { name, ...drill } = input;
  const opened = openDrill(ctx.actor, drill.query, drill, now);
  const { dataset } = listedOf({ ...opened, periods: [] }, opened.context).resolved;
  const { listResource } = dataset;
  if (!listResource) throw invalidField('query.dataset', 'These rows have no list of their own.');
  const found = await inSnapshot(new AbortController().signal, async (run) => {
    const { drilled, current, bounds: periods } = await locate(opened, run);
    return { periods, words: await wordsFor(drilled, current, opened.context, run) };
  });
  const kept: z.input<typeof keptDrill> = {
    kind: 'segment',
    drill: { ...drill, query: { ...drill.query, timezone: opened.context.zone } },
    at: now.toISOString(),
    periods: found.periods,
  };
  const view = await SavedView.create({
    ownerId: ctx.actor.id,
    teamId: ctx.actor.teamId,
    resource: listResource,
    name: name ?? (found.words.join(', ').slice(0, 160) || dataset.label),
    query: kept as unknown as Record<string, unknown>,
  });
  return present(view);
}

const findView = (actor: Actor, id: string): Promise<SavedView | null> =>
  SavedView.findOne({
    where: { [Op.and]: [savedViewScope(actor), { id, query: { [Op.contains]: { kind: 'segment' } } }] },
  });

/** 404 unless it is the caller's own or shared with their team. */
export async function findSegment(ctx: Ctx, id: string): Promise<Segment> {
  const view = await findView(ctx.actor, id);
  if (!view) throw new AppError('not_found');
  return present(view);
}

/**
 * The rows of a segment as a filter of its resource's list. Its query runs in the scope of whoever looks, besides the
 * list's own scope. 400 naming `segment` when there is none, it is of another resource, or asks for what the caller may not.
 */
export async function segmentFilter(ctx: Ctx, resource: string, id: string): Promise<WhereOptions> {
  const view = await findView(ctx.actor, id);
  if (view?.resource !== resource) throw invalidField('segment', 'There is no such segment of this list.');
  return { id: { [Op.in]: literal(`(${rowsSql(ctx.actor, view)})`) } };
}

function rowsSql(actor: Actor, view: SavedView): string {
  const kept = keptDrill.safeParse(view.query);
  if (!kept.success)
    throw invalidField('segment', 'This segment asks for something that is no longer there.');
  const { drill, at, periods } = kept.data;
  try {
    const { resolved, cell, context } = openDrill(actor, drill.query, drill, new Date(at));
    const drilled = { resolved, cell, periods: periodConditions(resolved, periods) };
    return idsSql(listedOf(drilled, context), context);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
    throw invalidField('segment', 'This segment asks for something that you cannot see.');
  }
}
