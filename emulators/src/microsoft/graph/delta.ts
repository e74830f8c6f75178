import { decodeToken, deltaPage, encodeToken, firstToken, type DeltaToken } from '../calendar/delta';
import { GraphError } from './errors';
import { calendarOf, ok, queryValue, type Call, type Handler } from './request';
import { readWindow } from './window';

const PAGE = 10;
const REFUSED = ['$orderby', '$filter', '$select', '$expand', '$search'];

function refuseParameters({ query }: Call): void {
  if (REFUSED.some((name) => queryValue(query, name) !== null)) {
    throw new GraphError(
      400,
      'ErrorInvalidUrlQuery',
      `The following parameters are not supported with change tracking over the 'CalendarView' resource: '${REFUSED.join(', ')}'.`,
    );
  }
  if (queryValue(query, '$top') !== null) {
    throw new GraphError(
      400,
      'ErrorInvalidUrlQuery',
      "The '$top' parameter is not supported with change tracking over the 'CalendarView' resource as page size cannot be guaranteed. Express page size preferences using the Prefer: odata.maxpagesize= header instead.",
    );
  }
}

function readToken(call: Call, calendarId: string): DeltaToken {
  const text = queryValue(call.query, '$skiptoken') ?? queryValue(call.query, '$deltatoken');
  if (text === null) return firstToken(call.account, calendarId, readWindow(call.query));
  const token = decodeToken(text);
  if (!token || token.calendarId !== calendarId)
    throw new GraphError(400, 'BadRequest', 'Badly formed token.');
  return token;
}

/** GET calendarView/delta: see calendar/delta.ts for the protocol. */
export const calendarViewDelta: Handler = ({ ctx }, call) => {
  refuseParameters(call);
  const { rendering, pageSize } = call.preferences;
  const { value, next, done } = deltaPage(call.account, readToken(call, calendarOf(call).id), {
    size: pageSize ?? PAGE,
    emptyPages: ctx.state.value.settings.emptyPages,
    rendering,
  });
  const url = `${rendering.baseUrl}/v1.0${call.path}`;
  const token = encodeToken(next);
  return ok(
    {
      '@odata.context': `${rendering.baseUrl}/v1.0/$metadata#Collection(event)`,
      ...(done
        ? { '@odata.deltaLink': `${url}?$deltatoken=${token}` }
        : { '@odata.nextLink': `${url}?$skiptoken=${token}` }),
      value,
    },
    { 'preference-applied': ['odata.track-changes', ...call.preferences.applied].join(', ') },
  );
};
