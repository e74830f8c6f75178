import { Op } from 'sequelize';
import { Contact } from '../models/Contact';
import { Deal } from '../models/Deal';
import type { Task } from '../models/Task';
import type { Actor } from './actor';
import { contactPolicy } from './contacts';
import { dealPolicy } from './deals';
import { everything, idsWithin, isOwner, managesIt, ownedAudience, rooms } from './policy';
import type { Policy } from './policy';

const mine = (actor: Actor, task: Task): boolean => isOwner(actor, task) || task.assigneeId === actor.id;

/** Own and assigned tasks, and those on a deal or contact the actor can read. */
export const taskPolicy: Policy<Task> = {
  resource: 'tasks',
  scope(actor) {
    if (actor.role === 'admin') return everything;
    return {
      [Op.or]: [
        { ownerId: actor.id },
        { assigneeId: actor.id },
        ...(actor.role === 'manager' ? [{ teamId: { [Op.in]: actor.teamIds } }] : []),
        { dealId: { [Op.in]: idsWithin(Deal, dealPolicy.scope(actor)) } },
        { contactId: { [Op.in]: idsWithin(Contact, contactPolicy.scope(actor)) } },
      ],
    };
  },
  create: () => true,
  update: (actor, task) => actor.role === 'admin' || managesIt(actor, task) || mine(actor, task),
  delete: (actor, task) => actor.role === 'admin' || managesIt(actor, task) || mine(actor, task),
  audience: (task) => [...ownedAudience(task), ...(task.assigneeId ? [rooms.user(task.assigneeId)] : [])],
};
