import type { Transaction } from 'sequelize';
import { dateIn } from '../lib/time';
import type { User } from '../models/User';
import { Random } from './random';

const DAY = 86_400_000;

/** What the seeders share: one stream of numbers, one clock, one transaction. */
export class World {
  readonly random = new Random(20_261_123);
  readonly now: Date;
  readonly transaction: Transaction;
  users: User[] = [];

  constructor(transaction: Transaction, now = new Date()) {
    this.transaction = transaction;
    this.now = now;
  }

  /** An instant `days` from now (negative: ago), within office hours in the middle of the United States. */
  at(days: number): Date {
    const day = new Date(this.now.getTime() + days * DAY);
    day.setUTCHours(this.random.int(14, 22), this.random.pick([0, 5, 10, 15, 20, 30, 40, 45, 50]), 0, 0);
    return day < this.now || days > 0 ? day : new Date(this.now.getTime() - this.random.int(1, 240) * 60_000);
  }

  /** A calendar date `days` from today. */
  date(days: number): string {
    return dateIn('America/Chicago', this.now, Math.round(days));
  }

  daysAgo(date: Date): number {
    return (this.now.getTime() - date.getTime()) / DAY;
  }

  agents(): User[] {
    return this.users.filter((user) => user.role === 'agent' && user.status === 'active');
  }

  /** Options of every bulk insert: our own rows need no validation, and no hooks run. */
  get bulk() {
    return { transaction: this.transaction, validate: false, hooks: false, returning: false } as const;
  }
}
