import { widgetInput } from '@besahubs/contracts/dashboards';
import type { TemplateKey } from '@besahubs/contracts/dashboards';
import { Dashboard } from '../models/Dashboard';
import type { SharedWith } from '../models/Dashboard';
import type { User } from '../models/User';
import { Widget } from '../models/Widget';
import { templates } from '../services/dashboards/templates';
import type { World } from './world';

interface Wanted {
  template: TemplateKey;
  name: string;
  owner: User | undefined;
  sharedWith: SharedWith;
}

/** Dashboards of the demo: one shared with a role, one with a user, one private. */
export async function seedDashboards(world: World): Promise<void> {
  const named = (local: string) => world.users.find(({ email }) => email.startsWith(`${local}@`));
  const [admin, manager] = [named('admin'), named('manager')];
  const wanted: Wanted[] = [
    {
      template: 'sales_leader',
      name: 'Sales Leader',
      owner: admin,
      sharedWith: { userIds: [], roles: ['manager'] },
    },
    {
      template: 'lease_expirations',
      name: 'Lease expirations',
      owner: admin,
      sharedWith: { userIds: manager ? [manager.id] : [], roles: [] },
    },
    {
      template: 'agent_day',
      name: 'Agent day',
      owner: named('agent'),
      sharedWith: { userIds: [], roles: [] },
    },
  ];
  for (const each of wanted) await seedDashboard(world, each);
}

async function seedDashboard(world: World, { template, name, owner, sharedWith }: Wanted): Promise<void> {
  if (!owner) return;
  const { random } = world;
  const id = random.uuid();
  const widgets = templates[template].widgets.map((widget) => ({
    id: random.uuid(),
    ...widgetInput.parse(widget),
  }));
  const createdAt = world.past(-30);
  await world.insert(Dashboard, [
    {
      id,
      userId: owner.id,
      name,
      isShared: sharedWith.userIds.length + sharedWith.roles.length > 0,
      sharedWith,
      layout: widgets.flatMap(({ id: widgetId, position }) => (position ? [{ widgetId, ...position }] : [])),
      createdAt,
      updatedAt: createdAt,
    },
  ]);
  await world.insert(
    Widget,
    widgets.map(({ position: _position, options = {}, ...widget }, index) => ({
      ...widget,
      options,
      dashboardId: id,
      // In the order of the template: widgets are read by when they were made.
      createdAt: new Date(createdAt.getTime() + index * 1000),
      updatedAt: createdAt,
    })),
  );
}
