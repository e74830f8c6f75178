/** Socket.IO events the server sends. They carry invalidations, never rows: HTTP is where row scope lives. */
export interface ServerEvents {
  /** A record changed, committed; refetch what shows it. `id` null: many of the resource. */
  changed: (change: { resource: string; id: string | null }) => void;
  /** E-mail events arrived, coalesced per webhook batch (EM1). */
  'email:event': (batch: EmailEventBatch) => void;
}
export interface EmailEventBatch {
  contactIds: string[];
  campaignIds: string[];
  /** How many events of each type the batch had. */
  counts: Record<string, number>;
}
