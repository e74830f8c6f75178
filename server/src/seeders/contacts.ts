import { Contact } from '../models/Contact';
import { ContactShare } from '../models/ContactShare';
import type { SeedCompany } from './companies';
import { firstNames, lastNames, titles } from './names';
import type { World } from './world';

export interface SeedContact {
  id: string;
  firstName: string;
  lastName: string;
  email: string | null;
  company: SeedCompany;
  ownerId: string;
  teamId: string | null;
  createdAt: Date;
}

const CONTACTS = 1150;
/** Planted duplicates: the same person typed twice. `externalId` of the copy names the original: the truth to test against. */
const DUPLICATES = 35;
const roleOf: Record<string, string> = {
  owner: 'owner',
  investor: 'investor',
  tenant: 'tenant',
  developer: 'developer',
  lender: 'lender',
  brokerage: 'broker',
  law_title: 'attorney',
  vendor: 'vendor',
};

export async function seedContacts(world: World, companies: SeedCompany[]): Promise<SeedContact[]> {
  const { random } = world;
  const made: SeedContact[] = [];
  const rows: Record<string, unknown>[] = [];
  const addresses = new Set<string>();
  for (let index = 0; index < CONTACTS; index += 1) {
    const company = random.pick(companies);
    const firstName = random.pick(firstNames);
    const lastName = random.pick(lastNames);
    const address = `${firstName}.${lastName}@${company.domain}`.toLowerCase();
    const email = addresses.has(address) || random.chance(0.06) ? null : address;
    if (email) addresses.add(email);
    // Most contacts belong to whoever brought the company in.
    const owner = random.chance(0.75)
      ? world.users.find((user) => user.id === company.ownerId)
      : random.pick(world.agents());
    if (!owner) continue;
    const contact: SeedContact = {
      id: random.uuid(),
      firstName,
      lastName,
      email,
      company,
      ownerId: owner.id,
      teamId: owner.teamId,
      createdAt: world.past(-random.int(3, 760)),
    };
    made.push(contact);
    rows.push(rowOf(world, contact));
  }
  for (const original of random.some(made, DUPLICATES)) rows.push(duplicateOf(world, original));
  await world.insert(Contact, rows);
  await share(world.of('shares'), made);
  return made;
}

function rowOf(world: World, contact: SeedContact): Record<string, unknown> {
  const { random } = world;
  const { company } = contact;
  const optedOut = random.chance(0.04);
  const granted = !optedOut && random.chance(0.7);
  const place = random.pick(company.market.submarkets);
  const age = world.daysAgo(contact.createdAt);
  const touched = random.chance(0.7) ? world.past(-random.int(0, Math.min(age, 150))) : null;
  return {
    id: contact.id,
    firstName: contact.firstName,
    lastName: contact.lastName,
    title: random.pick(titles[company.type] ?? ['Manager']),
    companyId: company.id,
    email: contact.email,
    phones: phonesOf(world, company),
    city: place.city,
    state: company.market.state,
    zip: place.zip,
    roles: [roleOf[company.type] ?? 'other'],
    tags: random.chance(0.3)
      ? random.some(
          ['VIP', '1031 buyer', 'Holiday list', 'Newsletter', 'Met at ICSC', 'Expansion', 'Cold'],
          random.int(1, 2),
        )
      : [],
    decisionMaker: random.chance(0.35),
    source: random.pick(['Referral', 'Cold call', 'Website', 'Sign call', 'Conference', 'Past client', null]),
    doNotCall: random.chance(0.02),
    emailOptOut: optedOut,
    emailOptOutAt: optedOut ? world.past(-random.int(5, 200)) : null,
    consentStatus: optedOut ? 'denied' : granted ? 'granted' : 'unknown',
    consentSource: granted ? 'Opted in at first meeting' : null,
    consentAt: granted ? contact.createdAt : null,
    confidential: random.chance(0.02),
    lastTouchAt: touched,
    nextTouchAt: touched && random.chance(0.6) ? world.at(random.int(-12, 45)) : null,
    cadenceDays: random.chance(0.5) ? random.pick([14, 30, 60, 90]) : null,
    ownerId: contact.ownerId,
    teamId: contact.teamId,
    createdById: contact.ownerId,
    createdAt: contact.createdAt,
    updatedAt: touched ?? contact.createdAt,
  };
}

function phonesOf({ random }: World, company: SeedCompany) {
  const number = () => `(${company.market.areaCode}) 555-01${String(random.int(0, 99)).padStart(2, '0')}`;
  const e164 = (text: string) => `+1${text.replace(/\D/g, '')}`;
  const work = number();
  const phones = [
    {
      type: 'work',
      number: work,
      e164: e164(work),
      primary: true,
      ...(random.chance(0.25) && { extension: String(random.int(100, 4999)) }),
    },
  ];
  if (!random.chance(0.5)) return phones;
  const mobile = number();
  return [...phones, { type: 'mobile', number: mobile, e164: e164(mobile), primary: false }];
}

/** The same person as typed on another day: initials, another company spelling, no e-mail or the same one in capitals. */
function duplicateOf(world: World, original: SeedContact): Record<string, unknown> {
  const row = rowOf(world, original);
  const firstName = world.random.chance(0.5) ? `${original.firstName.charAt(0)}.` : original.firstName;
  return {
    ...row,
    id: world.random.uuid(),
    firstName,
    externalId: `duplicate-of:${original.id}`,
    source: 'Import',
  };
}

/** A few contacts are shared across teams, and a few are asked for. */
async function share(world: World, contacts: SeedContact[]): Promise<void> {
  const { random } = world;
  const rows = random.some(contacts, 60).map((contact, index) => {
    const status: ContactShare['status'] = index % 10 === 0 ? 'requested' : 'granted';
    const userId = random.pick(world.agents().filter((user) => user.id !== contact.ownerId)).id;
    const grantedById = status === 'granted' ? contact.ownerId : null;
    return { id: random.uuid(), contactId: contact.id, userId, status, grantedById };
  });
  await world.insert(ContactShare, rows, { ignoreDuplicates: true });
}
