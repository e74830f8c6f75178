import { beforeAll, describe, expect, it } from 'vitest';
import { searchResource } from '@besahubs/contracts/search';
import type { SearchResult } from '@besahubs/contracts/search';
import { Campaign } from '../models/Campaign';
import { Company } from '../models/Company';
import { Contact } from '../models/Contact';
import { ContactShare } from '../models/ContactShare';
import { Deal } from '../models/Deal';
import { DealMember } from '../models/DealMember';
import { Property } from '../models/Property';
import { Task } from '../models/Task';
import { User } from '../models/User';
import { useDatabase } from '../testing/db';
import { httpClient } from '../testing/http';
import { createFirm } from '../testing/people';
import type { Firm, Person } from '../testing/people';
import { peopleOf } from '../testing/resources';

useDatabase();
const api = httpClient();
let firm: Firm;
const ids: Record<string, string> = {};

beforeAll(async () => {
  firm = await createFirm();
  const owned = { ownerId: firm.agent.id, teamId: firm.north.id };
  const made = {
    contacts: await Contact.create({
      firstName: 'Zo',
      lastName: 'Quokka',
      title: 'Keeper',
      email: 'zo@burrow.example',
      city: 'Zürich',
      ...owned,
    }),
    companies: await Company.create({
      name: 'Quokka & Sons',
      dba: 'Marsupial',
      domain: 'quokka.example',
      city: 'Dallas',
      state: 'TX',
    }),
    properties: await Property.create({
      name: 'Quokka Tower',
      type: 'office',
      street: '1 Burrow St',
      city: 'Plano',
      submarket: 'Uptown',
      apn: '00-17',
    }),
    deals: await Deal.create({
      name: 'Quokka sale',
      kind: 'sale',
      representation: 'seller',
      stage: 'loi',
      source: 'Billboard',
      ...owned,
    }),
    tasks: await Task.create({ title: 'Ring Quokka', assigneeId: firm.agent.id, ...owned }),
    campaigns: await Campaign.create({ name: 'Quokka news', subject: 'They smile', ...owned }),
    agents: await User.create({
      firstName: 'Quokka',
      lastName: 'Handler',
      email: 'qh@firm.test',
      title: 'Broker',
      role: 'agent',
      teamId: firm.north.id,
    }),
  };
  for (const [name, { id }] of Object.entries(made)) ids[name] = id;
});

const search = async (q: string, as: Person = firm.admin, limit = 20) => {
  const answer = await api.get<SearchResult>(`/search?q=${encodeURIComponent(q)}&limit=${limit}`, as);
  expect([q, answer.error]).toEqual([q, null]);
  return answer.data.groups;
};
const kindsOf = async (q: string, as?: Person) => (await search(q, as)).map(({ resource }) => resource);

describe('search', () => {
  it('looks through every kind it promises, in its order, with what tells one hit from another', async () => {
    expect(await search('quokka')).toEqual(
      [
        ['contacts', 'Zo Quokka', 'Keeper · zo@burrow.example'],
        ['companies', 'Quokka & Sons', 'Dallas · TX'],
        ['properties', 'Quokka Tower', '1 Burrow St · Plano'],
        ['deals', 'Quokka sale', 'loi'],
        ['tasks', 'Ring Quokka', 'open'],
        ['campaigns', 'Quokka news', 'They smile'],
        ['agents', 'Quokka Handler', 'Broker · qh@firm.test'],
      ].map(([resource = '', title, subtitle]) => ({
        resource,
        items: [{ id: ids[resource], title, subtitle }],
      })),
    );
    expect(await kindsOf('quokka')).toEqual([...searchResource]);
  });

  it.each([
    ['zo@burrow', 'contacts'],
    ['keeper', 'contacts'],
    ['ZÜRICH', 'contacts'],
    ['marsupial', 'companies'],
    ['quokka.example', 'companies'],
    ['uptown', 'properties'],
    ['00-17', 'properties'],
    ['burrow st', 'properties'],
    ['billboard', 'deals'],
    ['smile', 'campaigns'],
    ['qh@', 'agents'],
  ])('finds by %s', async (q, resource) => {
    expect(await search(q)).toMatchObject([{ resource, items: [{ id: ids[resource] }] }]);
  });

  it('wants every word, as part of a word, in any order and case', async () => {
    for (const q of ['tower quokka', 'QUOK  tow', ' okka ower '])
      expect(await kindsOf(q)).toEqual(['properties']);
    for (const q of ['quokka nothing', '%', '_', 'quok_a', 'qu%ka', '\\', "quokka'", '"quokka"'])
      expect([q, await kindsOf(q)]).toEqual([q, []]);
    const nine = 'quokka tower burrow plano uptown 1 st 00-17 nothing';
    expect(await kindsOf(nine)).toEqual(['properties']);
  });

  it('says so when nothing is known beside the name', async () => {
    const { id } = await Contact.create({ firstName: 'Bare', lastName: 'Wombat', ownerId: firm.admin.id });
    expect(await search('wombat')).toEqual([
      { resource: 'contacts', items: [{ id, title: 'Bare Wombat', subtitle: null }] },
    ]);
  });

  it('shows each person what they may open', async () => {
    const hits: Record<string, string[]> = {};
    for (const [name, person] of peopleOf(firm)) hits[name] = await kindsOf('quokka', person);
    const firmwide = ['companies', 'properties', 'agents'];
    expect(hits).toEqual({
      admin: [...searchResource],
      manager: [...searchResource],
      agent: [...searchResource],
      colleague: firmwide,
      stranger: firmwide,
      otherManager: firmwide,
    });
    await ContactShare.create({
      contactId: ids['contacts'] ?? '',
      userId: firm.stranger.id,
      status: 'granted',
    });
    await DealMember.create({ dealId: ids['deals'] ?? '', userId: firm.stranger.id });
    expect(await kindsOf('quokka', firm.stranger)).toEqual([
      'contacts',
      'companies',
      'properties',
      'deals',
      'agents',
    ]);
    await Contact.update({ confidential: true }, { where: { id: ids['contacts'] } });
    expect(await kindsOf('keeper', firm.manager)).toEqual([]);
    expect(await kindsOf('keeper', firm.agent)).toEqual(['contacts']);
  });

  it('shows the latest changes, as many of each kind as asked for', async () => {
    for (let n = 1; n <= 7; n += 1)
      await Company.create(
        { name: `Bandicoot ${n}`, updatedAt: new Date(Date.UTC(2026, 0, n)) },
        { silent: true },
      );
    const names = async (limit?: number) => {
      const query = limit === undefined ? '' : `&limit=${limit}`;
      const { groups } = (await api.get<SearchResult>(`/search?q=bandicoot${query}`, firm.agent)).data;
      return groups[0]?.items.map(({ title }) => Number(title.slice(-1)));
    };
    expect(await names(3)).toEqual([7, 6, 5]);
    expect(await names()).toEqual([7, 6, 5, 4, 3]);
    expect(await names(20)).toEqual([7, 6, 5, 4, 3, 2, 1]);
    for (const bad of ['q=', 'q=%20', 'q=x&limit=0', 'q=x&limit=21', 'q=x&limit=1.5', 'q=x&page=2'])
      expect((await api.get(`/search?${bad}`, firm.agent)).status).toBe(400);
  });
});
