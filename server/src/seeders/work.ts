import { taskTypes } from '@besahubs/contracts/tasks';
import { Activity } from '../models/Activity';
import { Notification } from '../models/Notification';
import { Task } from '../models/Task';
import type { SeedContact } from './contacts';
import type { SeedDeal } from './deals';
import type { World } from './world';

const TASKS = 820;
const ACTIVITIES = 2200;

const taskTitles: Record<(typeof taskTypes)[number], readonly string[]> = {
  call: ['Call {c} about renewal', 'Return call from {c}', 'Check in with {c}'],
  email: ['Send comps to {c}', 'E-mail updated OM to {c}', 'Confirm tour time with {c}'],
  meeting: ['Pitch meeting with {c}', 'Quarterly review with {c}'],
  tour: ['Tour {p} with {c}', 'Second tour of {p}'],
  follow_up: ['Follow up on {d}', 'Ask {c} for financials', 'Nudge {c} on the proposal'],
  loi: ['Draft LOI for {d}', 'Review counter on {d}'],
  dd_item: ['Order Phase I for {p}', 'Estoppels for {p}', 'Survey and title for {p}'],
  document: ['Listing agreement for {p}', 'Send W-9 to {c}', 'Commission agreement for {d}'],
};
const notes = [
  'Wants to stay in the submarket; parking is the sticking point.',
  'Budget approved at the board meeting, moving ahead.',
  'Decision pushed to next month; CFO is travelling.',
  'Asked for three more comps under 50,000 SF.',
  'Landlord will do the demising wall if the term is seven years.',
  'Likes the clear height, worried about trailer parking.',
  'Lender needs a rent roll and trailing twelve months.',
];

export async function seedWork(world: World, contacts: SeedContact[], deals: SeedDeal[]): Promise<void> {
  const [tasks, activities] = [world.of('tasks'), world.of('activities')];
  await world.insert(
    Task,
    Array.from({ length: TASKS }, () => taskOf(tasks, contacts, deals)),
  );
  await world.insert(
    Activity,
    Array.from({ length: ACTIVITIES }, () => activityOf(activities, contacts, deals)),
  );
  await world.insert(Notification, notificationsOf(world.of('notifications'), deals));
}

function taskOf(world: World, contacts: SeedContact[], deals: SeedDeal[]): Record<string, unknown> {
  const { random } = world;
  const onDeal = random.chance(0.65);
  const deal = random.pick(deals);
  const contact = onDeal ? deal.contact : random.pick(contacts);
  const type = random.pick(taskTypes);
  const title = random
    .pick(taskTitles[type])
    .replace('{c}', `${contact.firstName} ${contact.lastName}`)
    .replace('{p}', deal.property.name)
    .replace('{d}', deal.name);
  const done = random.chance(0.55);
  const due = done
    ? -random.int(1, 120)
    : random.weighted([
        [18, -random.int(1, 15)],
        [14, 0],
        [50, random.int(1, 45)],
      ] as const);
  const dueAt = random.chance(0.06) && !done ? null : world.at(due);
  const createdAt = world.past(Math.min(-1, due - random.int(2, 25)));
  const owner = onDeal ? deal : contact;
  return {
    id: random.uuid(),
    title,
    type,
    dueAt,
    priority: random.weighted([
      [10, 'low'],
      [60, 'normal'],
      [24, 'high'],
      [6, 'urgent'],
    ] as const),
    status: done
      ? random.weighted([
          [92, 'done'],
          [8, 'cancelled'],
        ] as const)
      : random.weighted([
          [85, 'open'],
          [15, 'in_progress'],
        ] as const),
    completedAt: done ? dueAt : null,
    assigneeId: owner.ownerId,
    contactId: contact.id,
    companyId: contact.company.id,
    dealId: onDeal ? deal.id : null,
    propertyId: onDeal ? deal.property.id : null,
    recurrence: random.chance(0.03) ? random.pick(['weekly', 'monthly', 'quarterly'] as const) : null,
    ownerId: owner.ownerId,
    teamId: owner.teamId,
    createdById: owner.ownerId,
    createdAt,
    updatedAt: createdAt,
  };
}

function activityOf(world: World, contacts: SeedContact[], deals: SeedDeal[]): Record<string, unknown> {
  const { random } = world;
  const onDeal = random.chance(0.5);
  const deal = random.pick(deals);
  const contact = onDeal ? deal.contact : random.pick(contacts);
  const owner = onDeal ? deal : contact;
  const type = random.weighted([
    [40, 'call'],
    [25, 'note'],
    [15, 'meeting'],
    [12, 'tour'],
    [8, 'email'],
  ] as const);
  const occurredAt = world.past(-random.int(0, 260));
  return {
    id: random.uuid(),
    type,
    occurredAt,
    subject: {
      call: 'Call',
      note: 'Note',
      meeting: 'Meeting',
      tour: `Tour of ${deal.property.name}`,
      email: 'E-mail',
    }[type],
    body: random.pick(notes),
    durationMinutes:
      type === 'call'
        ? random.int(2, 35)
        : type === 'meeting' || type === 'tour'
          ? random.pick([30, 45, 60, 90])
          : null,
    direction:
      type === 'call' || type === 'email' ? random.pick(['inbound', 'outbound', 'outbound'] as const) : null,
    outcome:
      type === 'call'
        ? random.weighted([
            [45, 'connected'],
            [30, 'left_voicemail'],
            [15, 'no_answer'],
            [10, 'meeting_set'],
          ] as const)
        : null,
    private: random.chance(0.03),
    contactId: contact.id,
    companyId: contact.company.id,
    dealId: onDeal ? deal.id : null,
    propertyId: onDeal && random.chance(0.5) ? deal.property.id : null,
    ownerId: owner.ownerId,
    teamId: owner.teamId,
    createdById: owner.ownerId,
    createdAt: occurredAt,
    updatedAt: occurredAt,
  };
}

function notificationsOf(world: World, deals: SeedDeal[]) {
  const { random } = world;
  return random.some(deals, 60).map((deal, index) => {
    const createdAt = world.past(-random.int(0, 20));
    return {
      id: random.uuid(),
      userId: deal.ownerId,
      kind: 'deal.rotting',
      title: 'A deal has not moved',
      body: deal.name,
      resource: 'deals',
      resourceId: deal.id,
      dedupeKey: `seed-${String(index)}`,
      readAt: random.chance(0.5) ? createdAt : null,
      createdAt,
      updatedAt: createdAt,
    };
  });
}
