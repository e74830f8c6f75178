import { randomBytes, randomUUID } from 'node:crypto';

/** The account number that SendGrid encodes in delivery event ids. */
const ACCOUNT = '24681012';

/** X-Message-Id: 22 characters of base64url. */
export const newMessageId = (): string => randomBytes(16).toString('base64url');

/** Engagement events carry random ids. */
export const newEventId = (): string => randomBytes(16).toString('base64url');

/** Delivery events carry ids that are a function of what happened to whom: `bounce-0-<account>-<message>-<n>`. */
export const deliveryEventId = (event: string, attempt: number, messageId: string, ordinal: number): string =>
  Buffer.from(`${event}-${attempt}-${ACCOUNT}-${messageId}-${ordinal}`).toString('base64url');

/** sg_message_id: the X-Message-Id, which server received it, and the position in the request. */
export const sgMessageId = (messageId: string, ordinal: number): string =>
  `${messageId}.recvd-6f95c8c7d5-x2k4v-1-${hash(messageId)}-15.${ordinal}`;

const hash = (messageId: string): string =>
  Buffer.from(messageId).subarray(0, 4).toString('hex').toUpperCase();

export const newTemplateId = (generation: 'dynamic' | 'legacy'): string =>
  generation === 'dynamic' ? `d-${randomUUID().replaceAll('-', '')}` : randomUUID();

const TEMPLATE_ID = /^(d-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** `d-` and 32 hex digits for dynamic templates, a GUID for legacy ones. */
export const isTemplateId = (id: string): boolean => TEMPLATE_ID.test(id);

/** Batch ids look like base64 text. */
export const newBatchId = (): string => randomBytes(21).toString('base64url');
