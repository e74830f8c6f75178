import { call } from './http';
import { PREFER, classifyGraph, remoteOf } from './microsoftEvent';
import type { GraphEvent } from './microsoftEvent';
import type { RemoteEvent, SyncPage, Window } from './provider';

interface DeltaPage {
  value: GraphEvent[];
  '@odata.nextLink'?: string;
  '@odata.deltaLink'?: string;
}

const PAGE = 'odata.maxpagesize=200';

/**
 * One round of calendarView/delta (learn.microsoft.com/graph/delta-query-events): follow nextLink until deltaLink,
 * through empty pages, with the same Prefer on every request. Occurrences come thin; what they leave out is their
 * series master's, which may stand on any page of the round or on none.
 */
export async function* pullDelta(
  graph: string,
  accessToken: string,
  request: { window: Window } | { cursor: string },
): AsyncGenerator<SyncPage> {
  const masters = new Map<string, GraphEvent>();
  const waiting = new Map<string, GraphEvent>();
  let url: string | undefined = 'cursor' in request ? request.cursor : firstUrl(graph, request.window);
  while (url) {
    const page: DeltaPage = await get(url, accessToken);
    const named = lastOfEach(page.value);
    for (const event of named) {
      if (event.type === 'seriesMaster') masters.set(event.id, event);
      waiting.delete(event.id);
      if (isThin(event)) waiting.set(event.id, event);
    }
    const present = named.filter((event) => !event['@removed'] && event.type !== 'seriesMaster');
    const last = page['@odata.nextLink'] === undefined;
    yield {
      events: [
        ...present.filter((event) => !isThin(event)).map(remoteOf),
        ...(last ? await fill(graph, accessToken, [...waiting.values()], masters) : []),
      ],
      removed: named.filter((event) => event['@removed']).map((event) => event.id),
      series: named.filter((event) => event.type === 'seriesMaster').map((event) => event.id),
      cursor: page['@odata.deltaLink'] ?? null,
    };
    url = page['@odata.nextLink'];
  }
}

/** An entity may come twice, and its removal before or after it: the last word counts. */
const lastOfEach = (events: GraphEvent[]): GraphEvent[] => [
  ...new Map(events.map((event) => [event.id, event])).values(),
];

const firstUrl = (graph: string, { from, to }: Window): string => {
  const params = new URLSearchParams({ startDateTime: from.toISOString(), endDateTime: to.toISOString() });
  return `${graph}/calendarView/delta?${params.toString()}`;
};

const get = <T>(url: string, accessToken: string): Promise<T> =>
  call<T>({ url, accessToken, headers: { prefer: `${PREFER}, ${PAGE}` } }, classifyGraph);

const isThin = (event: GraphEvent): boolean => event.type === 'occurrence' && event.subject === undefined;

/** Occurrences with their master's facts and their own times and id. */
async function fill(
  graph: string,
  accessToken: string,
  thin: GraphEvent[],
  masters: Map<string, GraphEvent>,
): Promise<RemoteEvent[]> {
  const events: RemoteEvent[] = [];
  for (const occurrence of thin) {
    const id = occurrence.seriesMasterId ?? '';
    const master =
      masters.get(id) ?? (await get<GraphEvent>(`${graph}/events/${encodeURIComponent(id)}`, accessToken));
    masters.set(id, master);
    const own = Object.fromEntries(
      Object.entries(occurrence).filter(([, value]) => value !== undefined),
    ) as unknown as GraphEvent;
    // An occurrence without an etag of its own changes when its series does, or when it moves.
    const etag =
      occurrence['@odata.etag'] ?? `${master['@odata.etag'] ?? ''}|${occurrence.start?.dateTime ?? ''}`;
    events.push(remoteOf({ ...master, ...own, '@odata.etag': etag, type: 'occurrence' }));
  }
  return events;
}
