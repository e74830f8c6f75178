import { describe, expect, it } from 'vitest';
import { activityTypes, callOutcomes } from '@besahubs/contracts/activities';
import { attendeeResponses } from '@besahubs/contracts/calendar';
import {
  campaignStatuses,
  campaignTypes,
  exclusionReasons,
  recipientStatuses,
} from '@besahubs/contracts/campaigns';
import { roles } from '@besahubs/contracts/common';
import { companyTypes } from '@besahubs/contracts/companies';
import { contactRoles, phoneTypes } from '@besahubs/contracts/contacts';
import {
  dealKinds,
  dealStageKeys,
  dealStages,
  dealStatuses,
  representations,
} from '@besahubs/contracts/deals';
import { emailEventTypes } from '@besahubs/contracts/email';
import {
  leaseStructures,
  property,
  propertyStatuses,
  propertyTypeKeys,
  propertyTypes,
  rentBases,
  tenancies,
} from '@besahubs/contracts/properties';
import { taskPriorities, taskStatuses, taskTypes } from '@besahubs/contracts/tasks';
import type { StatusLook } from '../components/StatusChip';
import { activityIcons, callOutcomeOptions, linkOf } from './activities';
import { agentStatusLooks, agentStatusOptions, roleLooks, roleMeanings, roleOptions } from './agents';
import { actionOptions, actionText, authOptions, fieldText, resourceOptions, resourceText } from './audit';
import { accountColor, accountLook, answerLooks, connectProblems } from './calendar';
import {
  campaignStatusLooks,
  campaignStatusOptions,
  campaignTypeOptions,
  exclusionText,
  filterText,
  recipientLook,
  recipientReason,
} from './campaigns';
import { companyTypeLabel, companyTypeOptions } from './companies';
import { contactFlags, contactRoleOptions, phoneTypeOptions, primaryPhone } from './contacts';
import {
  dealKindOptions,
  dealStageLooks,
  dealStageOptions,
  dealStatusLooks,
  representationOptions,
} from './deals';
import { emailEventLook, emailEventOptions } from './email';
import {
  askingRent,
  buildingClassOptions,
  leaseStructureOptions,
  propertyKind,
  propertyStatusLooks,
  propertyStatusOptions,
  propertyTypeIcons,
  propertyTypeOptions,
  rentBasisOptions,
  subtypeOptions,
  tenancyOptions,
} from './properties';
import {
  taskPriorityLooks,
  taskPriorityOptions,
  taskStatusLooks,
  taskStatusOptions,
  taskTypeLabel,
  taskTypeOptions,
} from './tasks';

interface Choice {
  value: string;
  label: string;
}
/** What forms and filters offer, and all that the contract knows. */
const OFFERED: Record<string, [readonly Choice[], readonly string[]]> = {
  'stages of deals': [dealStageOptions, dealStageKeys],
  'kinds of deals': [dealKindOptions, dealKinds],
  'sides of deals': [representationOptions, representations],
  'roles of contacts': [contactRoleOptions, contactRoles],
  'kinds of phones': [phoneTypeOptions, phoneTypes],
  'types of companies': [companyTypeOptions, companyTypes],
  'types of properties': [propertyTypeOptions, propertyTypeKeys],
  'statuses of properties': [propertyStatusOptions, propertyStatuses],
  tenancies: [tenancyOptions, tenancies],
  'lease structures': [leaseStructureOptions, leaseStructures],
  'bases of rents': [rentBasisOptions, rentBases],
  'building classes': [buildingClassOptions, property.shape.buildingClass.unwrap().options],
  'types of tasks': [taskTypeOptions, taskTypes],
  'priorities of tasks': [taskPriorityOptions, taskPriorities],
  'statuses of tasks': [taskStatusOptions, taskStatuses],
  'outcomes of calls': [callOutcomeOptions, callOutcomes],
  'types of campaigns': [campaignTypeOptions, campaignTypes],
  'statuses of campaigns': [campaignStatusOptions, campaignStatuses],
  'roles of people': [roleOptions, roles],
  'statuses of people': [agentStatusOptions, Object.keys(agentStatusLooks)],
  'events of mails': [emailEventOptions, emailEventTypes],
  ...Object.fromEntries(
    propertyTypeKeys.map((type) => [`subtypes of ${type}`, [subtypeOptions(type), propertyTypes[type]]]),
  ),
};

describe('what is offered', () => {
  it.each(Object.entries(OFFERED))(
    'of %s is what the contract allows, each by a name of its own',
    (_what, [options, codes]) => {
      expect(options.map(({ value }) => value)).toEqual([...codes]);
      const labels = options.map(({ label }) => label);
      expect(new Set(labels).size).toBe(labels.length);
      for (const label of labels) expect(label).toMatch(/^[A-Z\d]/);
      for (const label of labels) expect(label).not.toContain('_');
    },
  );
  it('of a subtype depends on the type', () => {
    expect(subtypeOptions(null)).toEqual([]);
    expect(subtypeOptions('castle')).toEqual([]);
  });
});

const LOOKS: Record<string, [Record<string, StatusLook>, readonly string[]]> = {
  'stage of a deal': [dealStageLooks, dealStageKeys],
  'status of a deal': [dealStatusLooks, dealStatuses],
  'status of a property': [propertyStatusLooks, propertyStatuses],
  'status of a task': [taskStatusLooks, taskStatuses],
  'priority of a task': [taskPriorityLooks, taskPriorities],
  'status of a campaign': [campaignStatusLooks, campaignStatuses],
  'fate of a recipient': [
    Object.fromEntries(recipientStatuses.map((each) => [each, recipientLook(each)])),
    recipientStatuses,
  ],
  'answer of a guest': [answerLooks, attendeeResponses],
  'role of a person': [roleLooks, roles],
  'event of a mail': [
    Object.fromEntries(
      emailEventTypes.map((eventType) => [
        eventType,
        emailEventLook({ eventType, rawEventType: eventType, bounceType: null }),
      ]),
    ),
    emailEventTypes,
  ],
};

describe('how it looks', () => {
  it.each(Object.entries(LOOKS))(
    'each %s has a word and, so that colour is not all, an icon of its own',
    (_what, [looks, codes]) => {
      expect(Object.keys(looks).toSorted()).toEqual([...codes].toSorted());
      const all = Object.values(looks);
      expect(new Set(all.map(({ label }) => label)).size).toBe(all.length);
      const seen = all.map(({ icon, tone }) => [icon, tone] as const);
      for (const [index, [icon, tone]] of seen.entries())
        expect(seen.findIndex(([other, otherTone]) => other === icon && otherTone === tone)).toBe(index);
    },
  );
  it('each type of property and each kind of activity has an icon of its own', () => {
    expect(Object.keys(propertyTypeIcons).toSorted()).toEqual([...propertyTypeKeys].toSorted());
    expect(new Set(Object.values(propertyTypeIcons)).size).toBe(propertyTypeKeys.length);
    expect(Object.keys(activityIcons).toSorted()).toEqual([...activityTypes].toSorted());
    expect(new Set(Object.values(activityIcons)).size).toBe(activityTypes.length);
  });
  it('stages bear the names of the contract, and end good or bad', () => {
    for (const stage of dealStageKeys) expect(dealStageLooks[stage].label).toBe(dealStages[stage].label);
    expect([dealStageLooks.won.tone, dealStageLooks.lost.tone]).toEqual(['success', 'error']);
  });
  it('a connected calendar that was never synced is in its first sync, and not wrong', () => {
    const account = {
      id: 'a',
      provider: 'google',
      email: 'a@x.test',
      lastError: null,
      lastSyncAt: null,
      timezone: null,
      user: null,
      createdAt: '',
    } as const;
    const at = '2026-01-01T00:00:00Z';
    expect(accountLook({ ...account, status: 'ok' }).label).toBe('First sync');
    expect(accountLook({ ...account, status: 'ok', lastSyncAt: at }).label).toBe('Connected');
    expect(accountLook({ ...account, status: 'needs_reauth' }).label).toBe('Sign in again');
    expect(accountLook({ ...account, status: 'error', lastSyncAt: at }).label).toBe('Sync failed');
  });
  it('calendars have eight colours before one comes again', () => {
    const colors = Array.from({ length: 9 }, (_none, index) => accountColor(index));
    expect(new Set(colors.slice(0, 8)).size).toBe(8);
    expect(colors[8]).toBe(colors[0]);
  });
  it('a blocked mail is no bounce, and a type of the provider we do not know has its own name', () => {
    const look = (more: object) =>
      emailEventLook({ eventType: null, rawEventType: 'deferred', bounceType: null, ...more });
    expect(look({ eventType: 'bounce', bounceType: 'blocked' })).toMatchObject({
      label: 'Blocked',
      tone: 'warning',
    });
    expect(look({ eventType: 'bounce', bounceType: 'bounce' })).toMatchObject({
      label: 'Bounced',
      tone: 'error',
    });
    expect(look({}).label).toBe('Deferred');
    expect(look({ rawEventType: 'account_status_change' }).label).toBe('Account status change');
  });
});

describe('words', () => {
  it('say for each reason why somebody is left out of a campaign', () => {
    const said = exclusionReasons.map(exclusionText);
    expect(new Set(said).size).toBe(exclusionReasons.length);
    for (const [index, reason] of exclusionReasons.entries())
      expect(recipientReason(reason)).toBe(said[index]);
    expect(recipientReason(null)).toBe('');
    expect(recipientReason('quota_exceeded')).toBe('Quota exceeded');
    expect(recipientReason('550 5.1.1 no such user')).toBe('550 5.1.1 no such user');
  });
  it('say whom an audience is made of', () => {
    expect(filterText(null)).toBe('');
    expect(filterText({})).toBe('All contacts');
    expect(filterText({ roles: [], tags: [] })).toBe('All contacts');
    expect(
      filterText({
        roles: ['owner', 'investor'],
        tags: ['vip'],
        cities: ['Dallas'],
        states: ['TX', 'OK'],
        companyIds: ['a', 'b'],
        ownerIds: ['a', 'b', 'c'],
        decisionMaker: true,
      }),
    ).toBe(
      'Roles: Owner, Investor · Tags: vip · Cities: Dallas · States: TX, OK · 2 companies · 3 owners · Decision makers',
    );
    expect(filterText({ decisionMaker: false })).toBe('No decision makers');
    expect(filterText({ companyIds: ['a'], ownerIds: ['b'] })).toBe('1 company · 1 owner');
  });
  it('explain each role, and why a calendar was not connected', () => {
    expect(new Set(roles.map((role) => roleMeanings[role])).size).toBe(roles.length);
    expect(Object.keys(connectProblems).toSorted()).toEqual([
      'denied',
      'expired',
      'permission',
      'provider',
      'refused',
    ]);
  });
  it('name types, and those nobody knows as they are', () => {
    expect(companyTypeLabel('law_title')).toBe('Law / title');
    expect(companyTypeLabel('circus')).toBe('circus');
    expect(taskTypeLabel('dd_item')).toBe('DD item');
    expect(taskTypeLabel('nap')).toBe('nap');
  });
  it('say what was done, in the audit', () => {
    expect(actionText('auth.login')).toBe('Signed in');
    expect(actionText('deal.update')).toBe('Deal changed');
    expect(actionText('calendar_event.delete')).toBe('Calendar event deleted');
    expect(actionText('report.export')).toBe('Report export');
    expect(actionText('schedule.run_late')).toBe('Schedule run late');
    expect(authOptions.every(({ value }) => value.startsWith('auth.'))).toBe(true);
    expect(authOptions.map(({ value }) => value)).toContain('auth.refresh_reuse');
    const values = actionOptions.map(({ value }) => value);
    expect(new Set(values).size).toBe(values.length);
    expect(values).toEqual(expect.arrayContaining(['deal.restore', 'contact.share', 'widget.delete']));
    expect(resourceText('calendar-events')).toBe('Event');
    expect(resourceText('mail-templates')).toBe('Mail templates');
    expect(resourceOptions.every(({ value, label }) => resourceText(value) === label)).toBe(true);
  });
  it.each([
    ['expectedCloseDate', 'Expected close date'],
    ['ownerId', 'Owner'],
    ['companyIds', 'Company'],
    ['rentableSF', 'Rentable sf'],
    ['name', 'Name'],
  ])('call the field %s “%s”', (field, text) => expect(fieldText(field)).toBe(text));
  it('link what is logged to its record', () => {
    expect(linkOf('contacts', 'x')).toEqual({ contactId: 'x' });
    expect(linkOf('companies', 'x')).toEqual({ companyId: 'x' });
    expect(linkOf('properties', 'x')).toEqual({ propertyId: 'x' });
    expect(linkOf('deals', 'x')).toEqual({ dealId: 'x' });
    expect(linkOf('tasks', 'x')).toEqual({});
  });
});

describe('a contact', () => {
  type Contact = Parameters<typeof contactFlags>[0];
  const phone = (number: string, primary: boolean) => ({ type: 'work', number, primary }) as const;
  const quiet = {
    decisionMaker: false,
    doNotCall: false,
    emailOptOut: false,
    bounced: false,
    confidential: false,
  } as Contact;
  it.each([
    ['decisionMaker', 'Decision maker'],
    ['doNotCall', 'Do not call'],
    ['emailOptOut', 'Opted out'],
    ['bounced', 'Bounced'],
    ['confidential', 'Confidential'],
  ])('with %s has a sign that says “%s”, and no other', (flag, label) => {
    expect(contactFlags({ ...quiet, [flag]: true }).map((look) => look.label)).toEqual([label]);
    expect(contactFlags(quiet)).toEqual([]);
  });
  it('is called by the primary number, else by the first', () => {
    const phones = [phone('1', false), phone('2', true)] as Contact['phones'];
    expect(primaryPhone({ ...quiet, phones })?.number).toBe('2');
    expect(primaryPhone({ ...quiet, phones: phones.slice(0, 1) })?.number).toBe('1');
    expect(primaryPhone({ ...quiet, phones: [] })).toBeUndefined();
  });
});

describe('a property', () => {
  type Property = Parameters<typeof propertyKind>[0];
  it('is told apart by type, subtype and class, as far as they are known', () => {
    const office = { type: 'office', subtype: null, buildingClass: null } as Property;
    expect(propertyKind(office)).toBe('Office');
    expect(propertyKind({ ...office, type: 'self_storage', subtype: 'Drive-up', buildingClass: 'B' })).toBe(
      'Self storage · Drive-up · Class B',
    );
  });
  it('asks a rent with its basis and structure', () => {
    const terms = { askingRentLow: 2, askingRentHigh: 3, rentBasis: 'sf_month', leaseStructure: 'ground' };
    expect(askingRent(terms as Property)).toBe('$2.00–3.00/SF/mo Ground');
  });
});
