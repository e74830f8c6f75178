import type { Transaction } from 'sequelize';
import { AppError } from '../lib/errors';
import { database } from '../models';
import type { Actor } from '../policies/actor';
import type { Policy } from '../policies/policy';

/** The first argument of every service: who acts, for which request, inside which transaction. */
export interface Ctx {
  actor: Actor;
  requestId: string;
  ip?: string | undefined;
  userAgent?: string | undefined;
  transaction?: Transaction | undefined;
}
/** A Ctx inside a transaction; Sequelize calls take it as their options. */
export interface TxCtx extends Ctx {
  transaction: Transaction;
}

/** The actor of jobs and migrations of data: may do anything, is nobody. Audit rows show no person. */
export const systemActor: Actor = {
  id: '00000000-0000-0000-0000-000000000000',
  name: 'BesaHubs',
  role: 'admin',
  teamId: null,
  teamIds: [],
  timezone: 'UTC',
};
export const systemCtx = (requestId: string): Ctx => ({ actor: systemActor, requestId });
export const isSystem = (actor: Actor): boolean => actor.id === systemActor.id;

/** Runs `work` in one transaction; joins the one that is already open. */
export function inTransaction<T>(ctx: Ctx, work: (tx: TxCtx) => Promise<T>): Promise<T> {
  if (ctx.transaction) return work({ ...ctx, transaction: ctx.transaction });
  return database().transaction((transaction) => work({ ...ctx, transaction }));
}

/** 403 unless the predicate holds. The record is in the actor's scope already: its existence is no secret. */
export function authorize<T>(actor: Actor, predicate: Policy<T>['update'], record: T): void {
  if (!predicate(actor, record)) throw new AppError('forbidden');
}
