import { activityTypes, callOutcomes } from '@besahubs/contracts/activities';
import { campaignStatuses, campaignTypes } from '@besahubs/contracts/campaigns';
import { contactRoles } from '@besahubs/contracts/contacts';
import {
  commissionBases,
  dealKinds,
  dealStageKeys,
  lostReasons,
  representations,
} from '@besahubs/contracts/deals';
import { emailEventTypes } from '@besahubs/contracts/email';
import { propertyStatuses, propertyTypeKeys, tenancies } from '@besahubs/contracts/properties';
import { taskPriorities, taskStatuses, taskTypes } from '@besahubs/contracts/tasks';
import { DATES, INSTANTS, MONEY, PERCENTS, TAGS, TEXTS, WHOLES } from './nasty';
import type { Random } from './random';

/** One awkward row of each table. */
export type Stamped = Record<string, unknown> & { id: string };
const MARKETS = ['Dallas', 'dallas', 'Austin', '100%', ''] as const;

export function contactRow(random: Random, record: Stamped, companies: string[]) {
  return {
    ...record,
    firstName: random.pick(['Ann', 'ann', '%', 'Bo\\b', '日本']),
    lastName: random.pick(['Lee', 'lee', "O'Neil", '_']),
    title: random.maybe(TEXTS, 0.4),
    companyId: random.maybe(companies, 0.4),
    email: random.maybe(['a@x.example', 'A@X.example', 'b_%@x.example'], 0.3),
    otherEmails: [],
    phones: [],
    city: random.maybe(MARKETS),
    state: random.maybe(['TX', 'tx', 'IL']),
    source: random.maybe(TEXTS),
    roles: random.some(contactRoles.slice(0, 4), 3),
    tags: random.some(TAGS, 3),
    decisionMaker: random.next() < 0.5,
    doNotCall: random.next() < 0.2,
    emailOptOut: random.next() < 0.2,
    bounced: random.next() < 0.2,
    confidential: random.next() < 0.3,
    consentStatus: random.pick(['unknown', 'granted', 'denied']),
    cadenceDays: random.maybe([0, 7, 30, 30, 90]),
    lastTouchAt: random.maybe(INSTANTS, 0.3),
    nextTouchAt: random.maybe(INSTANTS, 0.5),
    birthday: random.maybe(DATES, 0.4),
  };
}

export function propertyRow(random: Random, record: Stamped) {
  return {
    ...record,
    name: random.pick(TEXTS),
    type: random.pick(propertyTypeKeys),
    subtype: random.maybe(['CBD', 'Flex/R&D']),
    status: random.pick(propertyStatuses),
    tags: random.some(TAGS, 3),
    city: random.maybe(MARKETS),
    state: random.maybe(['TX', 'IL']),
    county: random.maybe(TEXTS, 0.6),
    market: random.maybe(MARKETS),
    submarket: random.maybe(TEXTS),
    buildingClass: random.maybe(['A', 'B', 'C'], 0.4),
    tenancy: random.maybe(tenancies, 0.4),
    buildingSF: random.maybe(WHOLES),
    rentableSF: random.maybe(WHOLES),
    lotAcres: random.maybe(['0', '0.0001', '1.5', '-3.25']),
    units: random.maybe(WHOLES, 0.5),
    yearBuilt: random.maybe([1900, 1985, 1985, 2026]),
    occupancyPct: random.maybe(PERCENTS),
    askingPrice: random.maybe(MONEY),
    noi: random.maybe(MONEY),
    capRate: random.maybe(PERCENTS),
    askingRentLow: random.maybe(MONEY, 0.5),
    askingRentHigh: random.maybe(MONEY, 0.5),
    loanBalance: random.maybe(MONEY, 0.6),
    loanMaturity: random.maybe(DATES, 0.5),
    lastSaleDate: random.maybe(DATES, 0.5),
    lastSalePrice: random.maybe(MONEY, 0.5),
  };
}

export function dealRow(
  random: Random,
  record: Stamped,
  properties: string[],
  companies: string[],
  contacts: string[],
) {
  const stage = random.pick(dealStageKeys);
  const open = random.pick(['active', 'on_hold']);
  return {
    ...record,
    name: random.pick(TEXTS),
    kind: random.pick(dealKinds),
    representation: random.pick(representations),
    stage,
    status: stage === 'won' || stage === 'lost' ? stage : open,
    stageEnteredAt: random.pick(INSTANTS),
    probability: random.pick(PERCENTS),
    propertyId: random.maybe(properties),
    clientCompanyId: random.maybe(companies, 0.4),
    clientContactId: random.maybe(contacts, 0.4),
    expectedCloseDate: random.maybe(DATES),
    actualCloseDate: random.maybe(DATES, 0.4),
    value: random.maybe(MONEY),
    grossCommission: random.maybe(MONEY),
    rentableSF: random.maybe(WHOLES),
    rentPerSF: random.maybe(MONEY, 0.5),
    termMonths: random.maybe([12, 36, 60, 60, 0], 0.4),
    capRate: random.maybe(PERCENTS, 0.4),
    commissionBasis: random.maybe(commissionBases, 0.4),
    source: random.maybe(TEXTS),
    lostReason: random.maybe(lostReasons, 0.6),
    competitor: random.maybe(TEXTS, 0.6),
    agreementExpiry: random.maybe(DATES, 0.5),
    tags: random.some(TAGS, 3),
  };
}

export interface Near {
  deals: string[];
  contacts: string[];
  properties: string[];
  companies: string[];
}
export function taskRow(random: Random, record: Stamped, owners: string[], near: Near) {
  return {
    ...record,
    title: random.pick(TEXTS),
    type: random.pick(taskTypes),
    priority: random.pick(taskPriorities),
    status: random.pick(taskStatuses),
    assigneeId: random.maybe(owners, 0.4),
    dueAt: random.maybe(INSTANTS),
    completedAt: random.maybe(INSTANTS, 0.5),
    outcome: random.maybe(TEXTS, 0.6),
    dealId: random.maybe(near.deals, 0.5),
    contactId: random.maybe(near.contacts, 0.5),
    propertyId: random.maybe(near.properties, 0.5),
    companyId: random.maybe(near.companies, 0.5),
  };
}

export function campaignRow(random: Random, record: Stamped, properties: string[]) {
  return {
    ...record,
    name: random.pick(TEXTS),
    type: random.pick(campaignTypes),
    status: random.pick(campaignStatuses),
    propertyId: random.maybe(properties, 0.5),
    sentAt: random.maybe(INSTANTS, 0.4),
    scheduledAt: random.maybe(INSTANTS, 0.4),
  };
}

export function mailRow(
  random: Random,
  campaigns: string[],
  contacts: string[],
  users: string[],
  teams: string[],
) {
  const at = random.pick(INSTANTS);
  return {
    id: random.uuid(),
    kind: random.pick(['campaign', 'campaign', 'campaign', 'test', 'transactional']),
    toEmail: 'a@x.example',
    dynamicData: {},
    campaignId: random.maybe(campaigns.slice(5)),
    status: random.pick(['queued', 'accepted', 'delivered', 'suppressed', 'suppressed']),
    attempts: 0,
    openCount: random.int(4),
    clickCount: random.int(3),
    subject: random.maybe(TEXTS),
    contactId: random.maybe(contacts, 0.4),
    senderId: random.maybe(users, 0.4),
    teamId: random.maybe(teams, 0.4),
    droppedAt: random.maybe([at], 0.9),
    acceptedAt: random.maybe([at], 0.3),
    deliveredAt: random.maybe([at], 0.4),
    firstOpenAt: random.maybe([at], 0.6),
    firstMachineOpenAt: random.maybe([at], 0.7),
    firstClickAt: random.maybe([at], 0.7),
    bouncedAt: random.maybe([at], 0.8),
    unsubscribedAt: random.maybe([at], 0.9),
    spamAt: random.maybe([at], 0.9),
    createdAt: at,
    updatedAt: at,
  };
}

export function leaseRow(random: Random, { id, createdAt, updatedAt, deletedAt }: Stamped, near: Near) {
  return {
    ...{ id, createdAt, updatedAt, deletedAt },
    propertyId: random.pick(near.properties),
    tenantCompanyId: random.maybe(near.companies, 0.5),
    tenantName: random.pick(TEXTS),
    type: random.pick(['new', 'renewal', 'sublease', 'assignment']),
    rentableSF: random.maybe(WHOLES),
    baseRent: random.maybe(MONEY.slice(0, 11)),
    escalationPct: random.maybe(PERCENTS, 0.4),
    freeMonths: random.maybe(['0', '0.5', '6'], 0.4),
    tiPerSF: random.maybe(MONEY, 0.5),
    commencementDate: random.maybe(DATES, 0.3),
    expirationDate: random.maybe(DATES),
    noticeDate: random.maybe(DATES, 0.5),
  };
}

export function stageRow(
  random: Random,
  { id, createdAt, updatedAt }: Stamped,
  deals: string[],
  users: string[],
) {
  return {
    ...{ id, createdAt, updatedAt },
    dealId: random.pick(deals),
    fromStage: random.maybe(dealStageKeys),
    toStage: random.pick(dealStageKeys),
    occurredAt: random.pick(INSTANTS),
    byId: random.maybe(users, 0.3),
    value: random.maybe(MONEY),
    grossCommission: random.maybe(MONEY),
    probability: random.maybe(PERCENTS),
    expectedCloseDate: random.maybe(DATES),
    secondsInStage: random.maybe([0, 1, 86_400, 100_000, 9_999_999]),
  };
}

export function activityRow(random: Random, record: Stamped, near: Near) {
  return {
    ...record,
    type: random.pick(activityTypes),
    subject: random.maybe(TEXTS),
    occurredAt: random.pick(INSTANTS),
    durationMinutes: random.maybe([0, 15, 30, 30, 600]),
    direction: random.maybe(['inbound', 'outbound']),
    outcome: random.maybe(callOutcomes, 0.5),
    participants: [],
    pinned: random.next() < 0.3,
    private: random.next() < 0.3,
    contactId: random.maybe(near.contacts, 0.6),
    companyId: random.maybe(near.companies, 0.7),
    propertyId: random.maybe(near.properties, 0.6),
    dealId: random.maybe(near.deals, 0.6),
  };
}

export function eventRow(
  random: Random,
  { id, createdAt, updatedAt }: Stamped,
  near: Near,
  mails: string[],
  campaigns: string[],
) {
  const eventType = random.maybe(emailEventTypes, 0.1);
  return {
    ...{ id, createdAt, updatedAt },
    contactId: random.maybe(near.contacts, 0.4),
    campaignId: random.maybe(campaigns, 0.4),
    emailLogId: random.maybe(mails),
    eventType,
    rawEventType: eventType ?? 'deferred',
    eventTimestamp: random.pick(INSTANTS),
    email: random.maybe(['a@x.example', 'A@X.example']),
    url: random.maybe(TEXTS, 0.6),
    bounceType: random.maybe(['bounce', 'blocked'], 0.7),
    isMachine: random.next() < 0.2,
    isSuspectedBot: random.next() < 0.2,
    fingerprint: id,
    duplicateOf: random.next() < 0.15 ? random.uuid() : null,
    metadata: {},
  };
}
