import { itemNotFound } from '../graph/errors';
import { patchEvent, type MailboxPort } from './mailbox';
import { readResponseStatus } from './readEvent';
import type { Account, StoredEvent } from './types';

/**
 * Records an attendee's answer on the organizer's copy, as the server does when the reply arrives. `answer` is a
 * responseType of Graph. Throws 404 when nobody of that address is invited, 400 on an unknown answer.
 */
export function recordAnswer(
  account: Account,
  event: StoredEvent,
  address: string,
  answer: unknown,
  port: MailboxPort,
): void {
  const status = readResponseStatus({ response: answer, time: port.now().toISOString() });
  const isThem = (email: string) => email.toLowerCase() === address.toLowerCase();
  if (!event.fields.attendees.some((one) => isThem(one.emailAddress.address))) throw itemNotFound();
  const attendees = event.fields.attendees.map((one) =>
    isThem(one.emailAddress.address) ? { ...one, status } : one,
  );
  patchEvent(account, event, { attendees }, port);
}
