import { request as send } from 'node:http';
import type { Dashboard, DashboardRunInput, WidgetInput } from '../../contracts/src/dashboards';
import type { ReportQueryInput, ReportResult } from '../../contracts/src/reports';
import type { Bench } from '../run';
import { percentile } from '../measure';
import { figure } from '../report';
import type { Figure } from '../report';
import { call } from '../sides';
import type { HttpTarget } from '../sides';
import { freshFilter, questions } from './query';

const FIRST_WIDGET_MS = 300;
const TWENTY = 20;
const ROUNDS = 9;

/** As a sales leader has them: figures, charts, a table. */
const widgetsOf = (): WidgetInput[] => {
  const { dataset: _deals, ...compared } = questions['last 30 days, compared'];
  const figures: WidgetInput[] = ['value', 'grossCommission', 'weightedCommission'].map((field) => ({
    type: 'kpi',
    title: field,
    dataset: 'deals',
    query: { ...compared, metrics: [`sum:${field}`] },
  }));
  const charts = Object.entries<ReportQueryInput>(questions).map(
    ([title, { dataset, ...query }]): WidgetInput => ({ type: 'bar', title, dataset, query }),
  );
  const others: WidgetInput[] = [
    { type: 'table', title: 'Statuses', dataset: 'deals', query: { groupBy: ['status', 'kind'] } },
    { type: 'kpi', title: 'Tasks', dataset: 'tasks', query: {} },
  ];
  return [...figures, ...charts, ...others];
};

const dataIn = <T>(answer: Buffer): T => (JSON.parse(answer.toString()) as { data: T }).data;

async function createDashboard(target: HttpTarget, token: string): Promise<string> {
  const made = await call(target, { method: 'post', path: '/dashboards', body: { name: 'Bench' } }, token);
  const { id } = dataIn<Dashboard>(made);
  for (const body of widgetsOf())
    await call(target, { method: 'post', path: `/dashboards/${id}/widgets`, body }, token);
  return id;
}

/** Milliseconds to the first line and to the last of a dashboard that nobody has asked for before. */
function stream(
  target: HttpTarget,
  id: string,
  token: string,
  run: DashboardRunInput,
): Promise<{ first: number; last: number }> {
  const started = performance.now();
  const headers = {
    Authorization: `Bearer ${token}`,
    Accept: 'application/x-ndjson',
    'Content-Type': 'application/json',
  };
  return new Promise((resolve, reject) => {
    const req = send(
      `${target.url}/api/dashboards/${id}/query`,
      { method: 'POST', agent: target.agent, headers },
      (res) => {
        let first = 0;
        let text = '';
        res.on('data', (chunk: Buffer) => {
          first ||= performance.now() - started;
          text += chunk.toString();
        });
        res.on('end', () => {
          const failed = text.split('\n').find((line) => line.includes('"error":{'));
          if (failed ?? !text.includes('"done":true')) reject(new Error(failed ?? 'The stream broke off.'));
          else resolve({ first, last: performance.now() - started });
        });
      },
    );
    req.on('error', reject);
    req.end(JSON.stringify(run));
  });
}

const median = (values: number[]): number =>
  percentile(
    values.toSorted((a, b) => a - b),
    50,
  );

/** Twelve widgets, streamed: cold, and from the cache. */
async function dashboardFigures({ target, people }: Bench, coldMs: number): Promise<Figure[]> {
  const token = await people.admin.token();
  const id = await createDashboard(target, token);
  const cold = [];
  for (let round = 0; round < ROUNDS; round++)
    cold.push(await stream(target, id, token, { filters: { filters: [freshFilter()] } }));
  const cached = [];
  for (let round = 0; round < ROUNDS; round++) cached.push(await stream(target, id, token, {}));
  return [
    figure('12 widgets cold, first', median(cold.map(({ first }) => first)), 'ms', FIRST_WIDGET_MS),
    figure('12 widgets cold, last', median(cold.map(({ last }) => last)), 'ms', coldMs * 12),
    figure('12 widgets cached, last', median(cached.slice(1).map(({ last }) => last)), 'ms', 30),
  ];
}

/** Twenty times the same at once, cold: computed once, and as fast as once. */
async function twentyFigures({ target, people }: Bench, coldMs: number): Promise<Figure[]> {
  const token = await people.admin.token();
  const computed: number[] = [];
  const taken: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const body = { ...questions['sum and count by stage'], filters: [freshFilter()] };
    const started = performance.now();
    const answers = await Promise.all(
      Array.from({ length: TWENTY }, () =>
        call(target, { method: 'post', path: '/widgets/query', body }, token),
      ),
    );
    taken.push(performance.now() - started);
    const results = answers.map((answer) => dataIn<ReportResult>(answer));
    computed.push(results.filter(({ meta }) => meta.cache === 'miss').length);
  }
  return [
    figure('20 identical at once, computed', Math.max(...computed), 'times', 1),
    figure('20 identical at once, all answered', median(taken), 'ms', coldMs + 40),
  ];
}

/** What several questions at once cost; `coldMs` is what one may take. */
export const togetherFigures = async (bench: Bench, coldMs: number): Promise<Figure[]> => [
  ...(await twentyFigures(bench, coldMs)),
  ...(await dashboardFigures(bench, coldMs)),
];
