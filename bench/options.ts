import { parseArgs } from 'node:util';

const suiteNames = ['floor', 'list', 'record', 'query', 'start'] as const;
export type SuiteName = (typeof suiteNames)[number];

export interface Options {
  suites: SuiteName[];
  contacts: number;
  deals: number;
  /** How many of each side are measured per case and number of clients. */
  requests: number;
  /** Numbers of clients at once. */
  clients: number[];
  /** What the server may keep in memory for reports, in MB. */
  memory: number;
  /** What the requests accept: `identity`, or `gzip` as browsers do. */
  encoding: string;
  /** Only cases whose name contains this. */
  only: string;
  /** Prints EXPLAIN (ANALYZE, BUFFERS) of each case's first request. */
  explain: boolean;
  /** The database named by DATABASE_URL was filled by an earlier run. */
  loaded: boolean;
  /** A file for the results. */
  json: string | undefined;
}

const usage = `npm run bench -- [suite…] [options]
  suites            ${suiteNames.join(', ')}; all when none is named
  --contacts N      rows to load (50000)
  --deals N         rows to load (50000)
  --requests N      measured per case, over HTTP and straight, each (200)
  --clients A,B     clients at once (1,8)
  --memory MB       what the server may keep in memory for reports; 0: it asks the database each time (1024)
  --encoding NAME   Accept-Encoding of the requests: identity or gzip (identity)
  --only TEXT       cases whose name contains this
  --explain         the plans of the statements, too
  --loaded          DATABASE_URL names a database that an earlier run has filled
  --json FILE       the results as JSON`;

const isSuite = (name: string): name is SuiteName => (suiteNames as readonly string[]).includes(name);

function whole(name: string, text: string, least = 1): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least) return value;
  throw new Error(`--${name} ${text}: give a whole number, ${least} or more.\n\n${usage}`);
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        contacts: { type: 'string', default: '50000' },
        deals: { type: 'string', default: '50000' },
        requests: { type: 'string', default: '200' },
        clients: { type: 'string', default: '1,8' },
        memory: { type: 'string', default: '1024' },
        encoding: { type: 'string', default: 'identity' },
        only: { type: 'string', default: '' },
        explain: { type: 'boolean', default: false },
        loaded: { type: 'boolean', default: false },
        json: { type: 'string' },
      },
    });
  } catch (error) {
    throw new Error(`${(error as Error).message}\n\n${usage}`, { cause: error });
  }
}

/** The command line, checked. Throws with the usage when something in it is unknown. */
export function readOptions(args: string[]): Options {
  const { values, positionals } = parse(args);
  const unknown = positionals.filter((name) => !isSuite(name));
  if (unknown.length) throw new Error(`There is no suite ${unknown.join(', ')}.\n\n${usage}`);
  return {
    suites: positionals.length ? positionals.filter(isSuite) : [...suiteNames],
    contacts: whole('contacts', values.contacts),
    deals: whole('deals', values.deals),
    requests: whole('requests', values.requests),
    clients: values.clients.split(',').map((part) => whole('clients', part)),
    memory: whole('memory', values.memory, 0),
    encoding: values.encoding,
    only: values.only,
    explain: values.explain,
    loaded: values.loaded,
    json: values.json,
  };
}
