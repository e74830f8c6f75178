import { env } from '../config/env';
import { logger } from '../lib/logger';
import { database } from '../models';
import { User } from '../models/User';
import { seedCompanies } from './companies';
import { seedContacts } from './contacts';
import { seedDashboards } from './dashboards';
import { seedDeals } from './deals';
import { seedEmail } from './email';
import { seedPeople } from './people';
import { seedProperties } from './properties';
import { seedWork } from './work';
import { World } from './world';

/**
 * Fills an empty database with the demo firm, in one transaction; does nothing where anybody is a user already, so that
 * it can run at every start and never mixes invented people into a real firm's data. Never in production.
 */
export async function seedDemo(now = new Date()): Promise<boolean> {
  if (env().NODE_ENV === 'production')
    throw new Error('The demo data is never loaded in production. Set SEED=none.');
  const seeded = await database().transaction(async (transaction) => {
    await database().query('LOCK TABLE "User" IN SHARE ROW EXCLUSIVE MODE', { transaction });
    if (await User.count({ transaction, paranoid: false })) return false;
    const world = new World(transaction, now);
    world.users = await seedPeople(world.of('people'));
    const companies = await seedCompanies(world.of('companies'));
    const contacts = await seedContacts(world.of('contacts'), companies);
    const properties = await seedProperties(world.of('properties'), companies);
    const deals = await seedDeals(world.of('deals'), contacts, properties);
    await seedWork(world, contacts, deals);
    await seedEmail(world.of('campaigns'), contacts, properties);
    await seedDashboards(world.of('dashboards'));
    logger.info({ contacts: contacts.length, deals: deals.length }, 'demo data loaded');
    return true;
  });
  // Until statistics are there, the planner guesses: the first board took seconds instead of a tenth of one.
  if (seeded) await database().query('ANALYZE');
  return seeded;
}
