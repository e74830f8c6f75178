import type { Model, ModelStatic } from 'sequelize';
import type { z } from 'zod';
import type { leaseInput, leasePatch, spaceInput, spacePatch } from '@besahubs/contracts/properties';
import { AppError, invalidField } from '../../lib/errors';
import { Company } from '../../models/Company';
import { Lease } from '../../models/Lease';
import type { Property } from '../../models/Property';
import { Space } from '../../models/Space';
import { propertyPolicy } from '../../policies/properties';
import { authorize, inTransaction } from '../context';
import type { Ctx, TxCtx } from '../context';
import { propertyResource } from './properties';
import { diffOf } from './diff';
import { findVisible, recordChange } from './resource';

const spaceLabel = { model: Space, as: 'space', attributes: ['id', 'suite'], paranoid: false };

/** Suite 9 before suite 10 before suite 10A. */
const naturally = new Intl.Collator('en', { numeric: true });

/** Spaces and leases of a property the actor may read. */
export async function readRentRoll(
  ctx: Ctx,
  propertyId: string,
): Promise<{ spaces: Space[]; leases: Lease[] }> {
  await findVisible(ctx, propertyResource, propertyId);
  const transaction = ctx.transaction ?? null;
  const [spaces, leases] = await Promise.all([
    Space.findAll({ where: { propertyId }, transaction }),
    Lease.findAll({
      where: { propertyId },
      include: [spaceLabel],
      order: [
        ['expirationDate', 'ASC'],
        ['id', 'ASC'],
      ],
      transaction,
    }),
  ]);
  spaces.sort((a, b) => naturally.compare(a.suite, b.suite));
  return { spaces, leases };
}

type Line = Space | Lease;

/** The property, locked, if the actor may change it: its rent roll is part of it. */
async function changeable(tx: TxCtx, propertyId: string): Promise<Property> {
  const property = await findVisible(tx, propertyResource, propertyId, { lock: true });
  authorize(tx.actor, propertyPolicy.update.bind(propertyPolicy), property);
  return property;
}

async function findLine<M extends Line>(
  tx: TxCtx,
  model: ModelStatic<M>,
  propertyId: string,
  id: string,
): Promise<M> {
  const line = await (model as ModelStatic<Model>).findOne({
    where: { id, propertyId },
    transaction: tx.transaction,
  });
  if (!line) throw new AppError('not_found');
  return line as M;
}

/** Saves what is set on the line; audited as a change of the property. */
async function saveLine(tx: TxCtx, property: Property, verb: string, line: Line): Promise<void> {
  const diff = diffOf(line);
  if (!Object.keys(diff).length) return;
  await line.save({ transaction: tx.transaction });
  await recordChange(tx, propertyResource, verb, property, diff);
}

async function removeLine(tx: TxCtx, property: Property, verb: string, line: Line): Promise<void> {
  await line.destroy({ transaction: tx.transaction });
  await recordChange(tx, propertyResource, verb, property, { [verb]: [line.id, null] });
}

/** 409 when the property has this suite already. */
export const addSpace = (ctx: Ctx, propertyId: string, input: z.output<typeof spaceInput>): Promise<Space> =>
  inTransaction(ctx, async (tx) => {
    const property = await changeable(tx, propertyId);
    const space = Space.build({ ...input, propertyId });
    await saveLine(tx, property, 'add_space', space);
    return space;
  });

export const changeSpace = (
  ctx: Ctx,
  propertyId: string,
  spaceId: string,
  patch: z.output<typeof spacePatch>,
): Promise<Space> =>
  inTransaction(ctx, async (tx) => {
    const property = await changeable(tx, propertyId);
    const space = await findLine(tx, Space, propertyId, spaceId);
    space.set(patch);
    await saveLine(tx, property, 'change_space', space);
    return space;
  });

/** 409 while leases stand in it. */
export const removeSpace = (ctx: Ctx, propertyId: string, spaceId: string): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const property = await changeable(tx, propertyId);
    const space = await findLine(tx, Space, propertyId, spaceId);
    if (await Lease.count({ where: { spaceId }, transaction: tx.transaction }))
      throw new AppError('in_use', { message: 'Remove the leases in this suite first, or move them.' });
    await removeLine(tx, property, 'remove_space', space);
  });

/** Links that must exist, dates that must follow each other. */
async function checkLease(tx: TxCtx, lease: Lease): Promise<void> {
  const { transaction } = tx;
  const { propertyId, spaceId, commencementDate, expirationDate, noticeDate } = lease;
  if (
    lease.changed('spaceId') &&
    spaceId &&
    !(await Space.count({ where: { id: spaceId, propertyId }, transaction }))
  )
    throw invalidField('spaceId', 'This property has no such space.');
  if (lease.changed('tenantCompanyId') && lease.tenantCompanyId) {
    const company = await Company.findByPk(lease.tenantCompanyId, { transaction });
    if (!company) throw invalidField('tenantCompanyId', 'There is no such record.');
    if (!lease.tenantName) lease.tenantName = company.name;
  }
  if (!lease.tenantName) throw invalidField('tenantName', 'Name the tenant, or choose a company.');
  if (commencementDate && expirationDate && expirationDate < commencementDate)
    throw invalidField('expirationDate', 'The lease would end before it begins.');
  if (noticeDate && expirationDate && noticeDate > expirationDate)
    throw invalidField('noticeDate', 'Notice would be due after the lease has ended.');
}

const withSuite = (tx: TxCtx, lease: Lease): Promise<Lease> =>
  lease.reload({ include: [spaceLabel], transaction: tx.transaction });

export const addLease = (ctx: Ctx, propertyId: string, input: z.output<typeof leaseInput>): Promise<Lease> =>
  inTransaction(ctx, async (tx) => {
    const property = await changeable(tx, propertyId);
    const lease = Lease.build({ ...input, tenantName: input.tenantName ?? '', propertyId });
    await checkLease(tx, lease);
    await saveLine(tx, property, 'add_lease', lease);
    return withSuite(tx, lease);
  });

export const changeLease = (
  ctx: Ctx,
  propertyId: string,
  leaseId: string,
  patch: z.output<typeof leasePatch>,
): Promise<Lease> =>
  inTransaction(ctx, async (tx) => {
    const property = await changeable(tx, propertyId);
    const lease = await findLine(tx, Lease, propertyId, leaseId);
    lease.set(patch);
    await checkLease(tx, lease);
    await saveLine(tx, property, 'change_lease', lease);
    return withSuite(tx, lease);
  });

export const removeLease = (ctx: Ctx, propertyId: string, leaseId: string): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const property = await changeable(tx, propertyId);
    await removeLine(tx, property, 'remove_lease', await findLine(tx, Lease, propertyId, leaseId));
  });
