import type { Transaction } from 'sequelize';
import { QueryTypes } from 'sequelize';
import { database } from '../models';
import type { JobPayloads } from './payloads';

export interface EnqueueOptions {
  /** With a key, a job that still waits is replaced rather than doubled. */
  jobKey?: string;
  /** Jobs of one queue name run one after the other. */
  queueName?: string;
  runAt?: Date;
  maxAttempts?: number;
}

/** Adds a job in the transaction of the change that causes it: committed together, or not at all. */
export async function enqueue<Name extends keyof JobPayloads>(
  name: Name,
  payload: JobPayloads[Name],
  transaction: Transaction | null,
  options: EnqueueOptions = {},
): Promise<void> {
  await database().query(
    `SELECT graphile_worker.add_job($1, payload := $2::json, queue_name := $3, run_at := $4, max_attempts := $5, job_key := $6)`,
    {
      bind: [
        name,
        JSON.stringify(payload),
        options.queueName ?? null,
        options.runAt ?? null,
        options.maxAttempts ?? 12,
        options.jobKey ?? null,
      ],
      type: QueryTypes.SELECT,
      transaction,
    },
  );
}
