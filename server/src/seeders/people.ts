import { Team } from '../models/Team';
import { User } from '../models/User';
import { hashPassword } from '../services/auth/passwords';
import type { World } from './world';

const DEMO_PASSWORD = 'Besahubs-demo-1';

interface Cast {
  local: string;
  firstName: string;
  lastName: string;
  role: User['role'];
  team: number | null;
  timezone: string;
  title: string;
  markets: string[];
  specialties: string[];
}
const cast = (
  local: string,
  firstName: string,
  lastName: string,
  role: User['role'],
  team: number | null,
  timezone: string,
  title: string,
  markets: string[],
  specialties: string[],
): Cast => ({ local, firstName, lastName, role, team, timezone, title, markets, specialties });

const central = 'America/Chicago';
/** The firm. admin@, manager@ and agent@ are who the README signs in as. */
const people: Cast[] = [
  cast('admin', 'Alex', 'Rivera', 'admin', null, central, 'Director of Operations', [], []),
  cast(
    'manager',
    'Marcus',
    'Bell',
    'manager',
    0,
    'America/New_York',
    'Managing Director, Central',
    ['Dallas'],
    ['Office', 'Industrial'],
  ),
  cast(
    'agent',
    'Dana',
    'Whitfield',
    'agent',
    0,
    central,
    'Vice President, Industrial',
    ['Dallas'],
    ['Industrial'],
  ),
  cast(
    'priya',
    'Priya',
    'Raman',
    'agent',
    0,
    central,
    'Senior Associate, Office',
    ['Dallas', 'Chicago'],
    ['Office', 'Medical office'],
  ),
  cast('jonah', 'Jonah', 'Keller', 'agent', 0, central, 'Associate, Retail', ['Dallas'], ['Retail']),
  cast(
    'elise',
    'Elise',
    'Moreno',
    'agent',
    0,
    central,
    'Vice President, Investment Sales',
    ['Chicago'],
    ['Investment sales', 'Multifamily'],
  ),
  cast(
    'sofia',
    'Sofia',
    'Lindgren',
    'manager',
    1,
    'America/Los_Angeles',
    'Managing Director, West',
    ['Seattle', 'Phoenix'],
    ['Industrial'],
  ),
  cast(
    'theo',
    'Theo',
    'Nakagawa',
    'agent',
    1,
    'America/Los_Angeles',
    'Vice President, Industrial',
    ['Seattle'],
    ['Industrial', 'Land'],
  ),
  cast(
    'amara',
    'Amara',
    'Osei',
    'agent',
    1,
    'America/Phoenix',
    'Senior Associate, Retail',
    ['Phoenix'],
    ['Retail'],
  ),
  cast(
    'grant',
    'Grant',
    'Hollander',
    'agent',
    1,
    'America/Los_Angeles',
    'Associate, Office',
    ['Seattle'],
    ['Office'],
  ),
  cast(
    'nadia',
    'Nadia',
    'Petrosyan',
    'manager',
    2,
    'America/New_York',
    'Managing Director, Southeast',
    ['Atlanta'],
    ['Investment sales'],
  ),
  cast(
    'caleb',
    'Caleb',
    'Brooks',
    'agent',
    2,
    'America/New_York',
    'Vice President, Capital Markets',
    ['Atlanta'],
    ['Investment sales'],
  ),
  cast(
    'ines',
    'Inés',
    'Carvalho',
    'agent',
    2,
    'America/New_York',
    'Senior Associate, Industrial',
    ['Atlanta'],
    ['Industrial'],
  ),
  cast(
    'will',
    'Will',
    'Prescott',
    'agent',
    2,
    'America/New_York',
    'Associate, Multifamily',
    ['Atlanta'],
    ['Multifamily'],
  ),
];
const teams = [
  { name: 'Central', office: 'Dallas', market: 'Texas and Illinois' },
  { name: 'West', office: 'Seattle', market: 'Washington and Arizona' },
  { name: 'Southeast', office: 'Atlanta', market: 'Georgia' },
];

export async function seedPeople(world: World): Promise<User[]> {
  const { random, transaction } = world;
  const made = await Team.bulkCreate(
    teams.map((team) => ({ id: random.uuid(), ...team, createdAt: world.now, updatedAt: world.now })),
    { transaction },
  );
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const users = await User.bulkCreate(
    people.map((person, index) => ({
      id: random.uuid(),
      email: `${person.local}@besahubs.test`,
      firstName: person.firstName,
      lastName: person.lastName,
      passwordHash,
      role: person.role,
      teamId: person.team === null ? null : (made[person.team]?.id ?? null),
      timezone: person.timezone,
      title: person.title,
      phone: `(214) 555-01${String(10 + index)}`,
      specialties: person.specialties,
      markets: person.markets,
      ...(person.role === 'admin' ? {} : licence(world, index)),
      createdAt: world.at(-900 + index * 20),
      updatedAt: world.now,
    })),
    { transaction },
  );
  for (const [index, team] of made.entries()) {
    const manager = users.find((user) => user.role === 'manager' && user.teamId === team.id);
    if (index < teams.length && manager)
      await team.update({ managerId: manager.id }, { transaction, silent: true });
  }
  return users;
}

const licence = (world: World, index: number) => ({
  licenseNumber: String(600_000 + index * 7919),
  licenseState: 'TX',
  licenseExpiry: world.date(world.random.int(20, 700)),
  splitPct: world.random.pick([50, 55, 60, 70, 75]),
  annualGoal: world.random.pick([700_000, 900_000, 1_200_000, 1_600_000]),
});
