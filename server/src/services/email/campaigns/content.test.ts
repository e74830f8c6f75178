import { beforeAll, describe, expect, it } from 'vitest';
import type { Audience, Campaign, CampaignPreview, ContactList } from '@besahubs/contracts/campaigns';
import type { Page } from '@besahubs/contracts/common';
import type { Contact as ContactView } from '@besahubs/contracts/contacts';
import { AuditLog } from '../../../models/AuditLog';
import { Company } from '../../../models/Company';
import { Contact } from '../../../models/Contact';
import { ContactShare } from '../../../models/ContactShare';
import { EmailLog } from '../../../models/EmailLog';
import { Property } from '../../../models/Property';
import { ownedAudience } from '../../../policies/policy';
import { useMail } from '../../../testing/mail';
import { createFirm } from '../../../testing/people';
import type { Firm, Person } from '../../../testing/people';
import { changes } from '../../changes';
import type { Change } from '../../changes';

const mail = useMail();
const TEMPLATE = `d-${'c'.repeat(32)}`;
let firm: Firm;
beforeAll(async () => {
  firm = await createFirm();
  await mail.control('POST', '/templates', {
    id: TEMPLATE,
    name: 'Everything',
    subject: '{{subject}} for {{{firstName}}}',
    html_content:
      '<p>{{firstName}} {{lastName}} of {{company}}</p><p>{{property.name}} {{property.price}} {{property.size}} {{property.address}}</p><p>{{agent.name}} {{agent.phone}} {{organizationName}} {{preheader}} {{nowhere}}</p><a href="{{property.url}}">see</a><a href="{{unsubscribeUrl}}">leave</a>',
  });
});

let made = 0;
const contactOf = (owner: Person = firm.agent, over: Partial<Contact> = {}) => {
  made += 1;
  return Contact.create({
    firstName: 'Pat',
    lastName: `Content${made}`,
    email: `pat${made}@content.example`,
    tags: ['content'],
    ownerId: owner.id,
    teamId: owner.user.teamId,
    ...over,
  });
};
const campaignOf = async (over: object, as: Person = firm.agent) =>
  (await mail.api().post<Campaign>('/campaigns', as, { name: 'Content', templateId: TEMPLATE, ...over }))
    .data;
const preview = (id: string, contactId?: string, as: Person = firm.agent) =>
  mail.api().post<CampaignPreview>(`/campaigns/${id}/preview`, as, contactId ? { contactId } : {});

describe('the content of a campaign', () => {
  it('is what the preview shows, escaped where people typed, with what is missing named', async () => {
    const company = await Company.create({ name: 'Tom & Co <b>' });
    const contact = await contactOf(firm.agent, {
      firstName: '<script>x</script>',
      lastName: 'O"Neil',
      companyId: company.id,
      tags: ['escape'],
    });
    const property = await Property.create({
      name: 'Dock <i>7</i>',
      type: 'industrial',
      street: '1 Pier',
      city: 'Newark',
      state: 'NJ',
      askingPrice: 1_250_000,
      rentableSF: 42_000,
      ownerId: firm.agent.id,
      teamId: firm.north.id,
    });
    const { id } = await campaignOf({
      filters: { tags: ['escape'] },
      subject: 'R&D space',
      previewText: 'Now or never',
      fromName: 'North & Sons',
      propertyId: property.id,
    });
    const shown = (await preview(id, contact.id)).data;
    expect(shown.contact).toEqual({ id: contact.id, name: contact.name });
    expect(shown.missing).toEqual(['agent.phone', 'nowhere']);
    expect(shown.html).not.toContain('<script>');
    expect(shown.html).not.toContain('<i>');
    for (const words of [
      'Tom &amp; Co &lt;b&gt;',
      '$1,250,000',
      '42,000 SF',
      '1 Pier, Newark, NJ',
      'Ann Tester',
      'North &amp; Sons',
      'Now or never',
    ])
      expect(shown.html).toContain(words);
    expect(shown.html).toContain(`/properties/${property.id}`);
    await mail.api().post(`/campaigns/${id}/send`, firm.agent, {});
    await mail.deliver();
    const [sent] = await mail.inbox(contact.email ?? '');
    expect(sent?.subject).toBe(shown.subject);
    const text = (html: string) =>
      html
        .replace(/<a[^>]*>|<img[^>]*>/g, '')
        .replace(/\s+/g, ' ')
        .trim();
    expect(text(sent?.html ?? '')).toContain(text(shown.html));
  });

  it('is shown as contacts whom the caller sees, and to those who see the campaign', async () => {
    const { id } = await campaignOf({ filters: { tags: ['content'] } });
    const [mine, hidden] = [await contactOf(), await contactOf(firm.colleague)];
    expect((await preview(id, mine.id)).status).toBe(200);
    expect((await preview(id, hidden.id)).status).toBe(404);
    expect((await preview(id, mine.id, firm.stranger)).status).toBe(404);
    const test = (contactId: string, as = firm.agent) =>
      mail.api().post(`/campaigns/${id}/test`, as, { contactId });
    expect((await test(hidden.id)).status).toBe(404);
    expect((await test(mine.id, firm.stranger)).status).toBe(404);
    expect(await EmailLog.count({ where: { kind: 'test' } })).toBe(0);
    expect((await preview(id)).data).toMatchObject({
      contact: null,
      html: expect.stringContaining('Dana Sample') as string,
    });
  });

  it('is tested without a recipient, a count, or a link that would unsubscribe somebody', async () => {
    const contact = await contactOf();
    const { id } = await campaignOf({ filters: { tags: ['content'] }, subject: 'Try' });
    const sent = await mail.api().post<{ id: string }>(`/campaigns/${id}/test`, firm.agent, {
      contactId: contact.id,
      to: 'Try@content.example',
    });
    expect(sent.status).toBe(202);
    await mail.deliver();
    const [message] = await mail.inbox('try@content.example');
    expect(message?.html).toContain(`Pat ${contact.lastName}`);
    expect(message?.html).not.toContain('/u/');
    expect(await EmailLog.findByPk(sent.data.id)).toMatchObject({
      kind: 'test',
      campaignId: null,
      contactId: null,
    });
    await mail.act(message, 'open');
    await mail.flush();
    const { counters } = (await mail.api().get<Campaign>(`/campaigns/${id}`, firm.agent)).data;
    expect(Object.values(counters).every((count) => count === 0)).toBe(true);
  });
});

describe('the audience', () => {
  it('is whom the owner of the campaign may see, whoever asks', async () => {
    const tags = ['scoped'];
    await contactOf(firm.agent, { tags });
    await contactOf(firm.agent, { tags, confidential: true });
    await contactOf(firm.colleague, { tags });
    await contactOf(firm.colleague, { tags, confidential: true });
    await contactOf(firm.stranger, { tags });
    const [shared, asked] = [
      await contactOf(firm.stranger, { tags }),
      await contactOf(firm.stranger, { tags }),
    ];
    await ContactShare.bulkCreate([
      { contactId: shared.id, userId: firm.agent.id, status: 'granted' },
      { contactId: asked.id, userId: firm.agent.id, status: 'requested' },
    ]);
    const size = async (owner: Person, as: Person) => {
      const { id } = await campaignOf({ filters: { tags } }, owner);
      return (await mail.api().get<Audience>(`/campaigns/${id}/audience`, as)).data.recipients;
    };
    expect(await size(firm.agent, firm.agent)).toBe(3);
    expect(await size(firm.agent, firm.admin)).toBe(3);
    expect(await size(firm.manager, firm.manager)).toBe(2);
    expect(await size(firm.admin, firm.admin)).toBe(7);
    expect(await size(firm.stranger, firm.stranger)).toBe(3);
  });

  it.each([
    ['roles', { roles: ['buyer'] }],
    ['tags', { tags: ['only-this'] }],
    ['cities', { cities: ['Newark'] }],
    ['states', { states: ['NJ'] }],
    ['decisionMaker', { decisionMaker: true }],
  ] as const)('of a dynamic list is decided by its %s, now', async (field, filters) => {
    const values = {
      roles: ['buyer'],
      tags: ['only-this'],
      city: 'Newark',
      state: 'NJ',
      decisionMaker: true,
    };
    const fits = await contactOf(firm.agent, { tags: [] });
    await contactOf(firm.agent, { tags: [] });
    const list = await mail
      .api()
      .post<ContactList>('/lists', firm.agent, { name: field, kind: 'dynamic', filters });
    expect(list.data.memberCount).toBe(0);
    await fits.update(values);
    const members = await mail.api().get<Page<ContactView>>(`/lists/${list.data.id}/members`, firm.agent);
    expect(members.data.items.map(({ id }) => id)).toEqual([fits.id]);
    const { id } = await campaignOf({ listId: list.data.id });
    const { data } = await mail.api().get<Audience>(`/campaigns/${id}/audience`, firm.agent);
    expect(data).toMatchObject({ total: 1, recipients: 1 });
    await fits.destroy();
  });
});

describe('the members of a list', () => {
  it('come and go by hand, in the scope of who does it, written down and told', async () => {
    const [mine, other] = [await contactOf(), await contactOf(firm.stranger)];
    const list = (await mail.api().post<ContactList>('/lists', firm.agent, { name: 'By hand' })).data;
    const members = (verb: string, contactIds: string[], as = firm.agent) =>
      mail.api().post<{ changed: number; memberCount: number }>(`/lists/${list.id}/members${verb}`, as, {
        contactIds,
      });
    const heard: Change[] = [];
    const note = (change: Change) => change.id === list.id && heard.push(change);
    changes.on('changed', note);
    expect((await members('', [mine.id, other.id])).error?.fields).toHaveProperty('contactIds');
    expect((await members('', [mine.id], firm.stranger)).status).toBe(404);
    expect((await members('', [mine.id, mine.id])).data).toEqual({ changed: 1, memberCount: 1 });
    expect((await members('', [mine.id])).data).toEqual({ changed: 0, memberCount: 1 });
    expect((await members('/remove', [mine.id], firm.stranger)).status).toBe(404);
    expect((await members('/remove', [mine.id, other.id])).data).toEqual({ changed: 1, memberCount: 0 });
    expect((await members('/remove', [mine.id])).data).toEqual({ changed: 0, memberCount: 0 });
    changes.off('changed', note);
    const rooms = ownedAudience({ ownerId: firm.agent.id, teamId: firm.north.id });
    expect(heard).toEqual([1, 2].map(() => ({ resource: 'lists', id: list.id, rooms })));
    const written = await AuditLog.findAll({ where: { resourceId: list.id }, order: ['createdAt'] });
    expect(written.map(({ action }) => action)).toEqual([
      'list.create',
      'list.members_add',
      'list.members_remove',
    ]);
  });

  it('of a dynamic one are nobody’s to choose, and a list stays what it is', async () => {
    const contact = await contactOf();
    const dynamic = (await mail.api().post<ContactList>('/lists', firm.agent, { name: 'D', kind: 'dynamic' }))
      .data;
    expect(dynamic.filters).toEqual({});
    for (const verb of ['', '/remove'])
      expect(
        (
          await mail
            .api()
            .post(`/lists/${dynamic.id}/members${verb}`, firm.agent, { contactIds: [contact.id] })
        ).status,
      ).toBe(400);
    const fixed = (await mail.api().post<ContactList>('/lists', firm.agent, { name: 'S' })).data;
    expect(
      (await mail.api().post('/lists', firm.agent, { name: 'X', filters: {} })).error?.fields,
    ).toHaveProperty('filters');
    expect(
      (await mail.api().patch(`/lists/${fixed.id}`, firm.agent, { filters: { tags: ['a'] } })).status,
    ).toBe(400);
    expect((await mail.api().patch(`/lists/${fixed.id}`, firm.agent, { kind: 'dynamic' })).status).toBe(400);
  });
});
