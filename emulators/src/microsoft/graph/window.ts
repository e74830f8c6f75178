import type { Window } from '../calendar/instances';
import { parseInstant } from '../calendar/zones';
import { GraphError } from './errors';
import { queryValue } from './request';

const LONGEST_DAYS = 1825;
const DAY_MS = 86_400_000;

/** startDateTime and endDateTime of a view: ISO 8601, UTC unless an offset says otherwise. Throws 400. */
export function readWindow(query: URLSearchParams): Window {
  const [from, to] = [queryValue(query, 'startDateTime'), queryValue(query, 'endDateTime')];
  if (from === null || to === null) {
    throw new GraphError(
      400,
      'ErrorInvalidParameter',
      'This request requires a time window specified by the query string parameters StartDateTime and EndDateTime.',
    );
  }
  const [start, end] = [parseInstant(from), parseInstant(to)];
  if (start === null || end === null || end < start) {
    throw new GraphError(
      400,
      'ErrorInvalidParameter',
      'The value of the parameter StartDateTime or EndDateTime is invalid.',
    );
  }
  if (end - start > LONGEST_DAYS * DAY_MS) {
    throw new GraphError(
      400,
      'ErrorInvalidParameter',
      `Your request can't be completed. The range between the start and end dates is greater than the allowed range. Maximum number of days: ${LONGEST_DAYS}`,
    );
  }
  return { start, end };
}
