import type {
  DashboardAnswers,
  DashboardRun,
  WidgetAnswer,
  WidgetOptions,
} from '@besahubs/contracts/dashboards';
import type { ReportQuery, ReportResult } from '@besahubs/contracts/reports';
import type { WidgetDates } from '@besahubs/contracts/widgetDates';
import { AppError, invalidField } from '../../lib/errors';
import { logger } from '../../lib/logger';
import type { Dashboard } from '../../models/Dashboard';
import { Widget } from '../../models/Widget';
import { loadActor } from '../auth/actors';
import type { Ctx } from '../context';
import { answerAll, answerUnlessKnown } from '../reports/answers';
import type { Outcome, Question } from '../reports/answers';
import { prepare, resultOf } from '../reports/queryEngine';
import { findDashboard, inReadingOrder } from './dashboards';
import { datesOf } from './dates';
import { withFilters } from './filters';
import { queryOf } from './widgets';

/** Widgets that ask the same. */
interface Asked {
  question: Question;
  query: ReportQuery;
  widgets: { id: string; ignored: string[]; dates: WidgetDates }[];
}
type Tell = (widgetId: string, answer: WidgetAnswer) => void;

/**
 * Answers all widgets of a dashboard, or some, in the caller's own row scope (or, for admins, in that of `viewAs`), and
 * all from one state of the data. `tell` hears of each widget as soon as it is answered; each succeeds or fails by
 * itself. Returns when that was, as an ISO instant. Throws `not_found`, `forbidden`, `unavailable`, always before `tell`.
 */
export async function runDashboard(
  ctx: Ctx,
  dashboardId: string,
  run: DashboardRun,
  signal: AbortSignal,
  tell: Tell,
): Promise<string> {
  const began = performance.now();
  const now = new Date();
  const dashboard = await findDashboard(ctx, dashboardId);
  const reader = await readerOf(ctx, run);
  const { asked, refused } = questionsOf(reader, dashboard, run, now);
  const known = ({ widgets }: Asked): string | undefined => {
    const versions = new Set(widgets.map(({ id }) => run.known?.[id]));
    return versions.size === 1 ? [...versions][0] : undefined;
  };
  const answered = ({ query, widgets }: Asked, outcome: Outcome): void => {
    if (signal.aborted) return;
    const answer = answerOf(outcome, performance.now() - began, now);
    for (const { id, ignored, dates } of widgets) {
      if (!('result' in answer)) tell(id, answer);
      else if (answer.result.meta.version === run.known?.[id])
        tell(id, { unchanged: true, asOf: now.toISOString() });
      else tell(id, { ...answer, query, dates, ...(ignored.length > 0 && { ignored }) });
    }
  };
  const questions = asked.map((each) => ({ question: each.question, known: known(each) }));
  await answerAll(questions, signal, (index, outcome) => answered(asked[index]!, outcome));
  for (const [id, error] of refused) tell(id, { error: failureOf(error) });
  return now.toISOString();
}

/** The same, collected. */
export async function collectDashboard(
  ctx: Ctx,
  dashboardId: string,
  run: DashboardRun,
  signal: AbortSignal,
): Promise<DashboardAnswers> {
  const answers: DashboardAnswers = {};
  await runDashboard(ctx, dashboardId, run, signal, (id, answer) => {
    answers[id] = answer;
  });
  return answers;
}

/** Whose eyes it is seen with. The dashboard itself must be one of the caller's. */
async function readerOf(ctx: Ctx, { viewAs }: DashboardRun): Promise<Ctx> {
  if (!viewAs) return ctx;
  if (ctx.actor.role !== 'admin') throw new AppError('forbidden');
  const actor = await loadActor(viewAs);
  if (!actor) throw invalidField('viewAs', 'There is no such user.');
  return { ...ctx, actor };
}

function questionsOf(
  reader: Ctx,
  dashboard: Dashboard,
  run: DashboardRun,
  now: Date,
): { asked: Asked[]; refused: [string, unknown][] } {
  const asked = new Map<string, Asked>();
  const refused: [string, unknown][] = [];
  for (const widget of inReadingOrder(dashboard)) {
    if (run.widgetIds && !run.widgetIds.includes(widget.id)) continue;
    try {
      const kept = zoned(queryOf(widget), run.timezone);
      const filtered = withFilters(
        reader,
        kept,
        widget.options as WidgetOptions,
        run.filters ?? dashboard.defaults,
      );
      const { query, ignored } = filtered;
      const question = prepare(reader, query, now);
      const same = asked.get(question.key) ?? { question, query, widgets: [] };
      same.widgets.push({ id: widget.id, ignored, dates: datesOf(reader, kept, filtered) });
      asked.set(question.key, same);
    } catch (error) {
      refused.push([widget.id, error]);
    }
  }
  return { asked: [...asked.values()], refused };
}

const zoned = <T extends object>(query: T, timezone: string | undefined): T =>
  timezone ? { ...query, timezone } : query;

function answerOf(
  outcome: Outcome,
  ms: number,
  now: Date,
): Exclude<WidgetAnswer, { result: unknown }> | { result: ReportResult } {
  if ('error' in outcome) return { error: failureOf(outcome.error) };
  if ('unchanged' in outcome) return { unchanged: true, asOf: now.toISOString() };
  return { result: resultOf(outcome.answer, ms) };
}

function failureOf(error: unknown): {
  code: AppError['code'];
  message: string;
  fields?: Record<string, string>;
} {
  if (!(error instanceof AppError)) {
    logger.error({ err: error as Error }, 'widget failed');
    return { code: 'internal', message: 'Something went wrong on our side.' };
  }
  return { code: error.code, message: error.message, ...(error.fields && { fields: error.fields }) };
}

/**
 * Answers one saved widget, as it is kept. `isKnown` is asked whether the caller has the answer of this version already;
 * then nothing is computed and null returned. 404 when the caller may not see its dashboard.
 */
export async function runWidget(
  ctx: Ctx,
  id: string,
  {
    timezone,
    isKnown,
    signal,
  }: { timezone?: string; isKnown: (version: string) => boolean; signal: AbortSignal },
): Promise<ReportResult | null> {
  const began = performance.now();
  const widget = await Widget.findByPk(id);
  if (!widget) throw new AppError('not_found');
  await findDashboard(ctx, widget.dashboardId);
  const question = prepare(ctx, zoned(queryOf(widget), timezone), new Date());
  const answer = await answerUnlessKnown(question, isKnown, signal);
  return answer && resultOf(answer, performance.now() - began);
}
