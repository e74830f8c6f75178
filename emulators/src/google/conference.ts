import { createHash } from 'node:crypto';
import type { ConferenceData } from './types';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** A Meet code like `abc-defg-hij`, always the same for one request. */
function meetCode(requestId: string): string {
  const letters = [...createHash('sha256').update(requestId).digest()].map((byte) =>
    LETTERS.charAt(byte % 26),
  );
  return [letters.slice(0, 3), letters.slice(3, 7), letters.slice(7, 10)]
    .map((part) => part.join(''))
    .join('-');
}

/** What `conferenceData.createRequest` becomes. Google answers "pending" first at times; here it succeeds at once. */
export function newConference(requestId: string): ConferenceData {
  const code = meetCode(requestId);
  return {
    createRequest: {
      requestId,
      conferenceSolutionKey: { type: 'hangoutsMeet' },
      status: { statusCode: 'success' },
    },
    entryPoints: [
      { entryPointType: 'video', uri: `https://meet.google.com/${code}`, label: `meet.google.com/${code}` },
    ],
    conferenceSolution: {
      key: { type: 'hangoutsMeet' },
      name: 'Google Meet',
      iconUri:
        'https://fonts.gstatic.com/s/i/productlogos/meet_2020q4/v6/web-512dp/logo_meet_2020q4_color_2x_web_512dp.png',
    },
    conferenceId: code,
  };
}
