import { createContext, useContext } from 'react';
import { RequestError } from '../../../hooks/errors';

/** What is wrong with the draft, by the path of the query: `groupBy.0.field`; the title is `title`. */
export type Problems = Readonly<Record<string, string>>;
export const ProblemsContext = createContext<Problems>({});

/** The problems a refused request names; a widget's begin with `query.`, a report's do not. */
export function problemsOf(error: unknown): Problems {
  if (!(error instanceof RequestError)) return {};
  return Object.fromEntries(
    Object.entries(error.fields).map(([path, message]) => [path.replace(/^query\./, ''), message]),
  );
}

/** The first problem at a path or below it. */
export function problemAt(problems: Problems, ...paths: string[]): string | undefined {
  const found = Object.keys(problems).find((key) =>
    paths.some((path) => key === path || key.startsWith(`${path}.`)),
  );
  return found === undefined ? undefined : problems[found];
}

/** What to say at a control: the problem at any of its paths. */
export const useProblem = (...paths: string[]): string | undefined =>
  problemAt(useContext(ProblemsContext), ...paths);

/** Only what is said of the whole, not of its parts. */
export const useExactProblem = (path: string): string | undefined => useContext(ProblemsContext)[path];

const PLACED =
  /^(title|type|options|dataset|metrics|metrics\.\d+\.(agg|field|num|den|label|id|filter)|groupBy|dateRange|compare|filters|orderBy|topN|limit|having)(\.|$)/;
/** Problems that no control of the editor shows. */
export const unplacedIn = (problems: Problems): string[] =>
  Object.entries(problems).flatMap(([path, message]) => (PLACED.test(path) ? [] : [message]));
