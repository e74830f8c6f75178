import { Op, literal } from 'sequelize';
import type { WhereOptions } from 'sequelize';
import { expect, it } from 'vitest';
import { everything, linkedRows, nothing, teamRows } from '../../../policies/policy';
import type { Actor } from '../../../policies/actor';
import { useDatabase } from '../../../testing/db';
import { deals } from '../datasets/deals';
import { readScope } from './scope';
import { heldOf } from './source';

useDatabase();
const id = '0192d6f0-0000-7000-8000-000000000001';
const actor = { id, role: 'manager', teamIds: [id] } as unknown as Actor;
const read = (where: WhereOptions) => readScope(where, heldOf(deals));

it('reads the scopes that policies write', () => {
  expect(read(everything)).toEqual({ all: [] });
  expect(read(nothing)).toEqual({ all: [{ any: [] }] });
  expect(read(teamRows(actor))).toEqual({
    all: [
      {
        any: [{ all: [{ column: 'teamId', values: [id] }] }, { all: [{ column: 'ownerId', values: [id] }] }],
      },
    ],
  });
  expect(read({ [Op.or]: [{ ownerId: id }, linkedRows(actor, 'DealMember', 'dealId')] })).toEqual({
    all: [
      {
        any: [
          { all: [{ column: 'ownerId', values: [id] }] },
          { all: [{ idsOf: `(SELECT "dealId" FROM "DealMember" WHERE "userId" = '${id}')` }] },
        ],
      },
    ],
  });
});

it.each<[string, WhereOptions]>([
  ['a column that is not held', { name: 'x' }],
  ['SQL of its own', literal('TRUE')],
  ['a literal for an id', { id: { [Op.eq]: literal(`'${id}'`) } }],
  ['an operator besides', { ownerId: { [Op.in]: [id], [Op.ne]: id } }],
  ['another operator', { ownerId: { [Op.ne]: id } }],
  ['a sub-select', { teamId: { [Op.in]: literal('(SELECT id FROM "Team")') } }],
  ['nobody as an owner', { ownerId: null }],
  ['something unknown beside what is known', { [Op.or]: [{ ownerId: id }, { kind: { [Op.like]: '%' } }] }],
  ['an alternative that says nothing', { [Op.or]: [{}, { ownerId: id }] }],
  ['no alternative', { [Op.or]: [] }],
  ['nothing but that', { [Op.or]: [{}] }],
  ['an alternative of nothing', { [Op.or]: [{ [Op.and]: [] }, { ownerId: id }] }],
  ['a negation', { [Op.not]: { ownerId: id } }],
])('leaves %s to the database', (_name, where) => {
  expect(read(where)).toBeNull();
});
