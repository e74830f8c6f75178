import { queryOptions } from '@tanstack/react-query';
import type {
  DashboardFilters,
  DashboardRunInput,
  DashboardStreamLine,
  WidgetAnswer,
} from '@besahubs/contracts/dashboards';
import type { ReportQuery, ReportResult } from '@besahubs/contracts/reports';
import type { WidgetDates } from '@besahubs/contracts/widgetDates';
import { RequestError } from '../hooks/errors';
import { forThisSession, open } from './client';
import { readLines } from './ndjson';
import { queryClient } from './queryClient';

type Failure = Extract<WidgetAnswer, { error: unknown }>['error'];

/** What a widget shows, and for which question (`run`): an answer to an older one stays until the new one comes. */
export type Answer = { run: string; asOf: string } & (
  | { result: ReportResult; query: ReportQuery; ignored: readonly string[]; dates: WidgetDates }
  | { error: Failure }
);
export type Answered = Extract<Answer, { result: unknown }>;
/** Figures, and the query that they answer. */
export type Figures = Pick<Answered, 'result' | 'query'>;
export type Answers = Readonly<Record<string, Answer>>;

/** Everything the answers depend on. */
export interface Run {
  dashboardId: string;
  /** Id and version of each widget: an edited widget is asked anew. */
  widgets: readonly { id: string; version: number }[];
  filters: DashboardFilters;
  /** Admins: whose eyes to look with. */
  viewAs: string | null;
}

const ROOT = 'dashboard-answers';
const viewerKey = ({ dashboardId, viewAs }: Run) => [ROOT, dashboardId, viewAs] as const;

/** Equal for equal questions. */
export const signatureOf = ({ widgets, filters }: Run): string =>
  JSON.stringify([filters, widgets.map(({ id, version }) => [id, version])]);

/**
 * Widget id → version of the answer that is shown: the server answers an equal one by `unchanged`. Only of answers to this
 * question (`run`): under other filters the figures can be the same and yet leave out other filters (`ignored`). Pure.
 */
export function knownVersions(answers: Answers, run: string): Record<string, string> {
  const versions = Object.entries(answers).flatMap(([id, answer]) =>
    'result' in answer && answer.run === run ? [[id, answer.result.meta.version] as const] : [],
  );
  return Object.fromEntries(versions);
}

/** The answers with one more line of the stream. An unchanged result keeps its identity, so that nothing is drawn anew. Pure. */
export function withLine(answers: Answers, line: DashboardStreamLine, run: string): Answers {
  if ('done' in line) return answers;
  if ('result' in line) {
    const { result, query, ignored = [], dates } = line;
    return { ...answers, [line.widgetId]: { run, asOf: result.meta.asOf, result, query, ignored, dates } };
  }
  if ('error' in line) {
    return { ...answers, [line.widgetId]: { run, asOf: new Date().toISOString(), error: line.error } };
  }
  const before = answers[line.widgetId];
  return before ? { ...answers, [line.widgetId]: { ...before, run, asOf: line.asOf } } : answers;
}

/** What was last shown to the same eyes: the point from which a new run begins. */
function lastShown(run: Run): Answers {
  const found = queryClient.getQueryCache().findAll({ queryKey: viewerKey(run) });
  const newest = found.toSorted((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)[0];
  const answers = (newest?.state.data as Answers | undefined) ?? {};
  const wanted = new Set(run.widgets.map(({ id }) => id));
  return Object.fromEntries(Object.entries(answers).filter(([id]) => wanted.has(id)));
}

const cut = () =>
  new RequestError({ status: 0, code: 'unavailable', message: 'The connection ended before all was told.' });

/** Asks, and calls `onLine` for each answer as it comes; throws RequestError when the stream ends early. */
async function readAnswers(
  run: Run,
  input: DashboardRunInput,
  onLine: (line: DashboardStreamLine) => void,
  signal?: AbortSignal,
): Promise<void> {
  const body = { ...input, filters: run.filters, ...(run.viewAs && { viewAs: run.viewAs }) };
  const response = await open('POST', `/dashboards/${run.dashboardId}/query`, {
    body,
    signal,
    accept: 'application/x-ndjson',
  });
  if (!response.body) throw cut();
  for await (const line of readLines<DashboardStreamLine>(response.body)) {
    onLine(line);
    if ('done' in line) return;
  }
  throw cut();
}

const stream = (...question: Parameters<typeof readAnswers>): Promise<void> =>
  forThisSession(readAnswers(...question));

/** All answers of a dashboard from one call: they appear in the cache one by one while it is still running. */
export const dashboardAnswers = (run: Run) =>
  queryOptions<Answers, Error, Answers, (string | null)[]>({
    queryKey: [...viewerKey(run), signatureOf(run)],
    queryFn: async ({ queryKey, signal }) => {
      const signature = signatureOf(run);
      let answers = lastShown(run);
      const take = (line: DashboardStreamLine) => {
        answers = withLine(answers, line, signature);
        queryClient.setQueryData(queryKey, answers);
      };
      await stream(run, { known: knownVersions(answers, signature) }, take, signal);
      return answers;
    },
    placeholderData: () => lastShown(run),
    structuralSharing: false,
    // Nobody tells us of changes while the dashboard is not on screen; asking again is cheap for what did not change.
    staleTime: 0,
    gcTime: 2 * 60_000,
    retry: 1,
  });

/** Asks for one widget again, after it failed. */
export async function retryWidget(run: Run, widgetId: string): Promise<void> {
  const { queryKey } = dashboardAnswers(run);
  await stream(run, { widgetIds: [widgetId] }, (line) =>
    queryClient.setQueryData<Answers>(queryKey, (answers = {}) => withLine(answers, line, signatureOf(run))),
  );
}
