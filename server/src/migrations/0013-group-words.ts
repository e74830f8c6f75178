import type { LiveIndex } from './migration';

/** What an address has said about an unsubscribe group last, by the events' own time. */
export const up = '';
export const indexes: readonly LiveIndex[] = [
  {
    name: 'email_event_group_words',
    on: `ON "EmailEvent" (email, "asmGroupId", "eventTimestamp" DESC)
         WHERE "rawEventType" IN ('group_unsubscribe', 'group_resubscribe', 'dropped')`,
  },
];
