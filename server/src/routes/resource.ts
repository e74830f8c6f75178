import type { z } from 'zod';
import { page } from '@besahubs/contracts/common';
import type { Permission } from '@besahubs/contracts/permissions';
import type { Actor } from '../policies/actor';
import { presentPage } from '../presenters/refs';
import type { Ctx } from '../services/context';
import { deleteRecord, readVisible, restoreRecord } from '../services/crm/resource';
import type { RecordModel, Resource, Rows } from '../services/crm/resource';
import { route } from './route';
import type { Route } from './route';

interface Spec<M extends RecordModel, Q extends z.ZodType, I extends z.ZodType, P extends z.ZodType> {
  /** `/deals` */
  path: string;
  /** `deal`, for summaries. */
  noun: string;
  permissions: { read: Permission; write: Permission; delete: Permission };
  contract: { query: Q; input: I; patch: P; record: z.ZodType };
  resource: Resource<M, z.output<Q>>;
  list: (ctx: Ctx, query: z.output<Q>) => Promise<Rows<M>>;
  create: (ctx: Ctx, input: z.output<I>) => Promise<M>;
  update: (ctx: Ctx, id: string, patch: z.output<P>) => Promise<M>;
  present: (actor: Actor, record: M) => unknown;
}

/** The six routes every CRM resource has. What a resource has besides stands in its own file. */
export function resourceRoutes<
  M extends RecordModel,
  Q extends z.ZodType<{ page: number; pageSize: number }>,
  I extends z.ZodType,
  P extends z.ZodType,
>(spec: Spec<M, Q, I, P>): Route[] {
  const { path, noun, permissions, contract, resource, present } = spec;
  const one = `${path}/:id`;
  return [
    route(
      'get',
      path,
      {
        summary: `List ${path.slice(1)}`,
        permission: permissions.read,
        query: contract.query,
        response: page(contract.record),
      },
      async ({ ctx, query }) =>
        presentPage(
          await spec.list(ctx, query as z.output<Q>),
          query as { page: number; pageSize: number },
          (record) => present(ctx.actor, record),
        ),
    ),
    route(
      'post',
      path,
      {
        summary: `Create a ${noun}`,
        permission: permissions.write,
        body: contract.input,
        response: contract.record,
        status: 201,
      },
      async ({ ctx, body }) => present(ctx.actor, await spec.create(ctx, body as z.output<I>)),
    ),
    route(
      'get',
      one,
      { summary: `One ${noun}`, permission: permissions.read, response: contract.record },
      async ({ ctx, params }) => present(ctx.actor, await readVisible(ctx, resource, params.id)),
    ),
    route(
      'patch',
      one,
      {
        summary: `Change a ${noun}`,
        permission: permissions.write,
        body: contract.patch,
        response: contract.record,
      },
      async ({ ctx, params, body }) =>
        present(ctx.actor, await spec.update(ctx, params.id, body as z.output<P>)),
    ),
    route(
      'delete',
      one,
      { summary: `Delete a ${noun} (restorable)`, permission: permissions.delete },
      async ({ ctx, params }) => {
        await deleteRecord(ctx, resource, params.id);
        return null;
      },
    ),
    route(
      'post',
      `${one}/restore`,
      {
        summary: `Undo the deletion of a ${noun}`,
        permission: permissions.delete,
        response: contract.record,
      },
      async ({ ctx, params }) => present(ctx.actor, await restoreRecord(ctx, resource, params.id)),
    ),
  ];
}
