export interface PostgresOptions {
  /** Where the database and its log live. Without it the database is temporary, and gone after stop(). */
  dir?: string;
  /** A fixed TCP port. Without it: the port of last time if it is free, else any free one. */
  port?: number;
  /** PostgreSQL settings over ours, as in postgresql.conf. */
  settings?: Record<string, string | number>;
  /** Gives up durability for speed: for data that may be lost, as in tests. */
  fast?: boolean;
  /** Gets what a person should know, a line at a time: where the database lies, that it recovers. */
  log?: (line: string) => void;
}

export interface RunningPostgres {
  /** Role `besahubs` (superuser), database `besahubs`, on 127.0.0.1. */
  url: string;
  port: number;
  /** Settles when the server is gone: true after stop(), false when it died by itself. */
  exited: Promise<boolean>;
  /** Fast shutdown, waited for. May be called more than once. */
  stop: () => Promise<void>;
}

/**
 * Starts the embedded PostgreSQL 18, making its cluster on first use.
 *
 * Root runs it as an unprivileged user, and keeps the cluster under /var/lib/besahubs where that user cannot enter
 * `dir`. The server ends with this process, also when this process is killed; after a crash the next start recovers.
 * @throws when another living process runs the database in `dir`, the cluster belongs to another user or another
 * PostgreSQL version, or this machine cannot run the programs. The message says what to do.
 */
export function startPostgres(options?: PostgresOptions): Promise<RunningPostgres>;
