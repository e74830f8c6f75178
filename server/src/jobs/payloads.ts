/** Every job there is, and what it is given. A name that is missing in handlers.ts does not compile. */
export interface JobPayloads {
  'sessions:prune': Record<string, never>;
}
