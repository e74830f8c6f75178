import type { Model, ModelStatic, Transaction } from 'sequelize';
import { dateIn, instantOf } from '../lib/time';
import type { User } from '../models/User';
import { Random } from './random';

const DAY = 86_400_000;
/** Where the firm's day is: its dates and office hours are this zone's, wherever and whenever it is seeded. */
const ZONE = 'America/Chicago';
const SEED = 20_261_123;

/**
 * What the seeders share: one clock, one transaction, and a stream of numbers for each kind of record, so that a draw more
 * in one kind changes no other. How many numbers are drawn never depends on the clock: the firm is the same at every
 * instant, only its dates move with today.
 */
export class World {
  readonly random: Random;
  readonly now: Date;
  readonly transaction: Transaction;
  users: User[];

  constructor(transaction: Transaction, now = new Date(), kind = 'firm', users: User[] = []) {
    this.transaction = transaction;
    this.now = now;
    this.random = new Random(seedOf(kind));
    this.users = users;
  }

  /** The same world with the stream of numbers of one kind of record. */
  of(kind: string): World {
    return new World(this.transaction, this.now, kind, this.users);
  }

  /** An instant `days` from today (negative: ago), in the firm's office hours. For 0 it may be still to come. */
  at(days: number): Date {
    const minutes = this.random.int(8, 16) * 60 + this.random.pick([0, 5, 10, 15, 20, 30, 40, 45, 50]);
    return instantOf(ZONE, this.date(days), minutes);
  }

  /** As `at`, for what has happened: what office hours would bring only later today was within the last four hours. */
  past(days: number): Date {
    const at = this.at(days);
    const minutesAgo = this.random.int(1, 240);
    return at < this.now ? at : new Date(this.now.getTime() - minutesAgo * 60_000);
  }

  /** A calendar date `days` from today. */
  date(days: number): string {
    return dateIn(ZONE, this.now, days);
  }

  /** Whole days from the date of this instant to today, which do not change with the hour. */
  daysAgo(at: Date): number {
    return Math.round((Date.parse(this.date(0)) - Date.parse(dateIn(ZONE, at))) / DAY);
  }

  agents(): User[] {
    return this.users.filter((user) => user.role === 'agent' && user.status === 'active');
  }

  /**
   * Writes rows in bulk: our own need no validation, and no hooks run. What names no time was made now.
   * @param options ignoreDuplicates: rows that a unique index refuses are left out
   */
  async insert(
    model: ModelStatic<Model>,
    rows: readonly object[],
    options: { ignoreDuplicates?: boolean } = {},
  ): Promise<void> {
    const { now, transaction } = this;
    const timed = rows.map((row) => ({ createdAt: now, updatedAt: now, ...row }));
    await model.bulkCreate(timed, {
      transaction,
      validate: false,
      hooks: false,
      returning: false,
      ...options,
    });
  }
}

/** FNV-1a of the name: kinds whose names differ by a letter have streams that have nothing in common. */
function seedOf(kind: string): number {
  let hash = 0x811c9dc5 ^ SEED;
  for (const letter of kind) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
  return hash >>> 0;
}
