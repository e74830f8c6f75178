import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { commissionBases, deal as dealSchema, dealPatch, lostReasons } from '@besahubs/contracts/deals';
import type { CommissionSplit, Deal, DealMember } from '@besahubs/contracts/deals';
import { RequestError } from '../../hooks/errors';
import { blank, idOf } from '../../testing/blank';
import { renderScreen } from '../../testing/screen';
import { refuse, startServer } from '../../testing/server';
import {
  commissionBasisOptions,
  gateFieldsByName,
  gateNames,
  isAlternative,
  lostReasonOptions,
  missingFacts,
} from './gate';
import { MembersTab } from './MembersTab';
import { SplitsTab } from './splits/SplitsTab';
import { StageStepper } from './StageStepper';

const server = startServer();
const can = { update: true, delete: true, reopen: true, assign: true, editSplits: true };
const lease: Deal = blank(dealSchema, {
  id: idOf(9),
  version: 4,
  name: 'Lease at 1200 Main',
  kind: 'lease',
  stage: 'engaged',
  grossCommission: 100_000,
  owner: { id: idOf(2), name: 'Ana Agent' },
  abilities: can,
});
const patches = () => server.asked('PATCH /deals/:id').map(({ body }) => body);
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const labelled = (name: string) => screen.getByLabelText<HTMLInputElement>(new RegExp(`^${name}`));
const fill = (name: string, value: string) => fireEvent.change(labelled(name), { target: { value } });
const needs = (...fields: string[]) =>
  refuse(400, 'invalid', { fields: Object.fromEntries(fields.map((field) => [field, 'Needed.'])) });
const moved = ({ body }: { body: object }) => ({ ...lease, ...body, version: 5 });

beforeEach(() => {
  server.answer('PATCH /deals/:id', moved);
  server.answer('GET /deals/:id', lease);
  for (const source of ['agents', 'contacts', 'companies', 'properties']) {
    server.answer(`GET /${source}/:id`, ({ params }: { params: object }) => ({
      name: 'Somebody',
      ...params,
    }));
    server.answer(`GET /${source}`, {
      items: [{ id: idOf(5), name: 'Acme' }],
      total: 1,
      page: 1,
      pageSize: 12,
    });
  }
});

describe('what a gate may ask for', () => {
  it('is a field of the contract, and has a field to fill in', () => {
    for (const name of gateNames) {
      expect(dealPatch.shape).toHaveProperty(name);
      expect(gateFieldsByName[name]?.label).toBeTruthy();
    }
    // Whatever a stage of the server asks for; a fact without its field could never be given.
    for (const name of [
      'clientContactId',
      'commissionBasis',
      'commissionRate',
      'rentableSF',
      'rentPerSF',
      'termMonths',
    ])
      expect(gateNames).toContain(name);
    expect(commissionBasisOptions.map(({ value }) => value)).toEqual([...commissionBases]);
    expect(lostReasonOptions.map(({ value }) => value)).toEqual([...lostReasons]);
    expect(new Set(lostReasonOptions.map(({ label }) => label)).size).toBe(lostReasons.length);
  });
  it('of a client or a property is one, when several are offered', () => {
    const three = ['clientContactId', 'clientCompanyId', 'propertyId'];
    for (const name of three) {
      expect(isAlternative(name, three)).toBe(true);
      expect(isAlternative(name, [name, 'loiDate'])).toBe(false);
    }
    expect(isAlternative('loiDate', [...three, 'loiDate'])).toBe(false);
  });
  it('is read from a refusal that names fields, and from no other', () => {
    const error = (code: 'invalid' | 'conflict', fields?: Record<string, string>) =>
      new RequestError({ status: 400, code, message: '', fields });
    expect(missingFacts(error('invalid', { loiDate: 'x' }))).toEqual({ loiDate: 'x' });
    expect(missingFacts(error('invalid'))).toBeNull();
    expect(missingFacts(error('conflict', { loiDate: 'x' }))).toBeNull();
    expect(missingFacts(new Error('x'))).toBeNull();
  });
});

describe('a move to another stage', () => {
  it('is sent with the version, is said, and can be taken back once', async () => {
    renderScreen(<StageStepper deal={lease} />);
    press('Move to LOI / Offer');
    await screen.findByText('Lease at 1200 Main is now in LOI / Offer');
    const undo = screen.getByRole('button', { name: 'Undo' });
    fireEvent.click(undo);
    fireEvent.click(undo);
    await waitFor(() => expect(patches()).toHaveLength(2));
    expect(patches()).toEqual([
      { stage: 'loi', version: 4 },
      { stage: 'engaged', version: 5 },
    ]);
  });
  it('asks for exactly what the stage misses, and moves with that', async () => {
    server.once('PATCH /deals/:id', needs('rentPerSF', 'loiDate', 'counterpartyCompanyId'));
    renderScreen(<StageStepper deal={{ ...lease, rentableSF: 12_500 }} />);
    press('Move to LOI / Offer');
    const dialog = await screen.findByRole('dialog', { name: 'Move to LOI / Offer' });
    within(dialog).getByText(/needs these facts first/);
    const asked = [...dialog.querySelectorAll('label')].map((label) =>
      label.textContent?.replace(/\W*$/, ''),
    );
    expect(asked).toEqual(['Counterparty', 'Rent ($/SF/yr', 'LOI or offer dated']);
    press('Move deal');
    expect(await screen.findAllByText('Required')).toHaveLength(2);
    fill('Rent', '28.50');
    fireEvent.mouseDown(labelled('Counterparty'));
    fireEvent.click(await screen.findByRole('option', { name: 'Acme' }));
    fill('LOI or offer dated', '2026-03-01');
    press('Move deal');
    await screen.findByText('Lease at 1200 Main is now in LOI / Offer');
    expect(patches()[1]).toEqual({
      counterpartyCompanyId: idOf(5),
      rentPerSF: 28.5,
      loiDate: '2026-03-01',
      stage: 'loi',
      version: 4,
    });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });
  it('offers today where a date of today is likely, in the zone of the person', async () => {
    server.once('PATCH /deals/:id', needs('actualCloseDate', 'agreementExpiry'));
    renderScreen(<StageStepper deal={lease} />);
    press('Move to Closed Won');
    await screen.findByRole('dialog');
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/Chicago' });
    expect([today.format(Date.now() - 120_000), today.format(Date.now())]).toContain(
      labelled('Closed on').value,
    );
    expect(labelled('Expires').value).toBe('');
  });
  it('asks on when an answer raises a further question, and keeps what was answered', async () => {
    server.once('PATCH /deals/:id', needs('commissionRate'));
    server.once('PATCH /deals/:id', needs('rentableSF'));
    renderScreen(<StageStepper deal={lease} />);
    press('Move to Pursuit / Pitch');
    await screen.findByRole('dialog');
    fill('Fee', '1.5');
    press('Move deal');
    await screen.findByLabelText(/^Size/);
    fill('Size', '12,500');
    press('Move deal');
    await waitFor(() => expect(patches()).toHaveLength(3));
    expect(patches()[2]).toEqual({ rentableSF: 12_500, commissionRate: 1.5, stage: 'pursuit', version: 4 });
  });
  it('needs one client or property only, of those it offers', async () => {
    server.once('PATCH /deals/:id', needs('clientContactId', 'clientCompanyId', 'propertyId'));
    renderScreen(<StageStepper deal={lease} />);
    press('Move to Prospect');
    const dialog = await screen.findByRole('dialog');
    within(dialog).getByText(/needs a client or a property first. One is enough/);
    fireEvent.mouseDown(labelled('Property'));
    fireEvent.click(await screen.findByRole('option', { name: 'Acme' }));
    press('Move deal');
    await waitFor(() => expect(patches()).toHaveLength(2));
    expect(patches()[1]).toMatchObject({ propertyId: idOf(5), clientContactId: null, stage: 'prospect' });
  });
  it('that is given up leaves the deal where it was', async () => {
    server.once('PATCH /deals/:id', needs('loiDate'));
    renderScreen(<StageStepper deal={lease} />);
    press('Move to LOI / Offer');
    await screen.findByRole('dialog');
    press('Cancel');
    await screen.findByRole('button', { name: 'Engaged, present stage' });
    expect(patches()).toHaveLength(1);
  });
  it.each([
    [403, 'forbidden', 'You are not allowed to do that.'],
    [409, 'conflict', 'Someone else changed this in the meantime.'],
  ] as const)('that is refused with %d is taken back and said', async (status, code, text) => {
    const answer = server.hold('PATCH /deals/:id', refuse(status, code));
    renderScreen(<StageStepper deal={lease} />);
    press('Move to LOI / Offer');
    await screen.findByRole('button', { name: 'LOI / Offer, present stage' });
    await answer.asked;
    answer.release();
    await screen.findByText(text);
    await screen.findByRole('button', { name: 'Engaged, present stage' });
  });
  it('is not offered to who may not change the deal', () => {
    renderScreen(<StageStepper deal={{ ...lease, abilities: { ...can, update: false } }} />);
    expect(screen.queryByRole('button', { name: 'Move to…' })).toBeNull();
    for (const step of within(screen.getByRole('list', { name: 'Stages' })).getAllByRole<HTMLButtonElement>(
      'button',
    ))
      expect(step.disabled).toBe(true);
  });
});

const line = (n: number, bps: number, more: Partial<CommissionSplit> = {}): CommissionSplit => ({
  id: idOf(n),
  party: 'house',
  user: null,
  partyName: `Party ${n}`,
  bps,
  amount: bps * 10,
  status: 'projected',
  position: n,
  ...more,
});
const shares = () => screen.getAllByLabelText<HTMLInputElement>('Share');
const saveSplit = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Save split' });

describe('the commission split', () => {
  it('shows lines, and their sum to who may edit it', async () => {
    server.answer('GET /deals/:id/splits', [
      line(1, 3333, { amount: 33_330 }),
      line(2, 6667, { amount: 66_670 }),
    ]);
    renderScreen(<SplitsTab deal={lease} />);
    const rows = await screen.findAllByRole('row');
    expect(rows.map((row) => row.textContent)).toEqual([
      'WhoPartyShareAmountStatus',
      'Party 1House33.33%$33.3KProjected',
      'Party 2House66.67%$66.7KProjected',
      'Total100%$100K',
    ]);
  });
  it('shows a broker their own share, without a sum and nothing to edit', async () => {
    server.answer('GET /deals/:id/splits', [line(1, 3333)]);
    renderScreen(<SplitsTab deal={{ ...lease, abilities: { ...can, editSplits: false } }} />);
    await screen.findByText('Your share of the fee');
    expect(screen.queryByText('Total')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Edit split' })).toBeNull();
  });
  it('does not add up amounts that are not all known', async () => {
    server.answer('GET /deals/:id/splits', [line(1, 5000, { amount: null }), line(2, 5000)]);
    renderScreen(<SplitsTab deal={lease} />);
    const rows = await screen.findAllByRole('row');
    expect(rows.at(-1)?.textContent).toBe('Total100%—');
  });
  it('can be saved once it gives out all, to the hundredth of a percent, and is sent whole', async () => {
    server.answer('GET /deals/:id/splits', [line(1, 10_000)]);
    const saved = server.hold('PUT /deals/:id/splits', [line(1, 3333), line(2, 6667)]);
    renderScreen(<SplitsTab deal={lease} />);
    fireEvent.click(await screen.findByRole('button', { name: 'Edit split' }));
    expect(saveSplit().disabled).toBe(false);
    fireEvent.change(shares()[0] ?? document.body, { target: { value: '33.33%' } });
    screen.getByText(/Left: 66.67%/);
    screen.getByText('$66.7K');
    expect(saveSplit().disabled).toBe(true);
    press('Add a line');
    expect(shares()[1]?.value).toBe('66.67');
    screen.getByText('✓ 100% given out');
    fireEvent.change(shares()[1] ?? document.body, { target: { value: '66.68' } });
    screen.getByText(/Too much: 0.01%/);
    expect(saveSplit().disabled).toBe(true);
    press('Take it from the last line');
    fireEvent.click(saveSplit());
    const { body } = await saved.asked;
    expect(screen.getByRole<HTMLButtonElement>('button', { name: /Save split/ }).disabled).toBe(true);
    expect(body).toEqual({
      lines: [
        { party: 'house', userId: null, partyName: 'Party 1', bps: 3333, status: 'projected' },
        { party: 'internal', userId: null, partyName: null, bps: 6667, status: 'projected' },
      ],
    });
    saved.release();
    await screen.findByText('Commission split saved');
    await screen.findByRole('button', { name: 'Edit split' });
    expect(server.asked('PUT /deals/:id/splits')).toHaveLength(1);
  });
  it('that is refused stays as typed, with the reason; given up it is as it was', async () => {
    server.answer('GET /deals/:id/splits', [line(1, 10_000)]);
    server.answer('PUT /deals/:id/splits', refuse(400, 'invalid', { message: 'Choose the broker.' }));
    renderScreen(<SplitsTab deal={lease} />);
    fireEvent.click(await screen.findByRole('button', { name: 'Edit split' }));
    fireEvent.change(labelled('Name'), { target: { value: 'New house' } });
    fireEvent.click(saveSplit());
    await screen.findByText('Choose the broker.');
    expect(labelled('Name').value).toBe('New house');
    press('Cancel');
    await screen.findByText('Party 1');
  });
  it('is never below nothing nor above all, whatever is typed', async () => {
    server.answer('GET /deals/:id/splits', [line(1, 5000)]);
    renderScreen(<SplitsTab deal={lease} />);
    fireEvent.click(await screen.findByRole('button', { name: 'Edit split' }));
    const [share = document.body] = shares();
    for (const [typed, left] of [
      ['-5', '100'],
      ['250', '0'],
      ['', '100'],
      ['12.345', '12.35'],
      ['x', '12.35'],
    ]) {
      fireEvent.change(share, { target: { value: typed } });
      fireEvent.blur(share);
      const now = shares()[0]?.value;
      expect(left === '12.35' ? now : String(100 - Number(now))).toBe(left);
    }
  });
  it('is entered in the gate of a closing deal before it moves', async () => {
    server.answer('GET /deals/:id/splits', []);
    server.answer('PUT /deals/:id/splits', []);
    server.once('PATCH /deals/:id', needs('splits'));
    renderScreen(<StageStepper deal={lease} />);
    press('Move to Closed Won');
    await screen.findByText(/needs a whole commission split first/);
    await screen.findByText('✓ 100% given out');
    press('Move deal');
    await screen.findByText('Lease at 1200 Main is now in Closed Won');
    const calls = server.calls().filter((call) => /PUT|PATCH/.test(call));
    expect(calls).toEqual([
      `PATCH /deals/${lease.id}`,
      `PUT /deals/${lease.id}/splits`,
      `PATCH /deals/${lease.id}`,
    ]);
    expect(server.asked('PUT /deals/:id/splits')[0]?.body).toMatchObject({
      lines: [{ userId: idOf(2), bps: 10_000 }],
    });
  });
  it('is asked of the manager where the broker may not enter it', async () => {
    server.once('PATCH /deals/:id', needs('splits'));
    renderScreen(<StageStepper deal={{ ...lease, abilities: { ...can, editSplits: false } }} />);
    press('Move to Closed Won');
    await screen.findByText(/Ask your manager to enter them/);
    expect(server.asked('GET /deals/:id/splits')).toEqual([]);
  });
});

describe('the team of a deal', () => {
  const members: DealMember[] = [
    { user: { id: idOf(3), name: 'Mona' }, role: 'analyst' },
    { user: { id: idOf(4), name: 'Bo' }, role: 'co_broker' },
  ];
  it('loses one and gets them back once, all others as they were', async () => {
    server.answer('GET /deals/:id/members', members);
    server.answer('PUT /deals/:id/members', []);
    renderScreen(<MembersTab deal={lease} />);
    fireEvent.click(await screen.findByRole('button', { name: 'Remove Mona' }));
    await screen.findByText('Mona no longer works this deal');
    const undo = screen.getByRole('button', { name: 'Undo' });
    fireEvent.click(undo);
    fireEvent.click(undo);
    await waitFor(() => expect(server.asked('PUT /deals/:id/members')).toHaveLength(2));
    const [bo, all] = server.asked('PUT /deals/:id/members').map(({ body }) => body);
    expect(bo).toEqual({ members: [{ userId: idOf(4), role: 'co_broker' }] });
    expect(all).toEqual({
      members: [
        { userId: idOf(3), role: 'analyst' },
        { userId: idOf(4), role: 'co_broker' },
      ],
    });
  });
  it('is only read by who may not choose it', async () => {
    server.answer('GET /deals/:id/members', members);
    renderScreen(<MembersTab deal={{ ...lease, abilities: { ...can, assign: false } }} />);
    await screen.findByText('Analyst');
    expect(screen.queryByRole('button', { name: /^Remove/ })).toBeNull();
    expect(screen.queryByLabelText('Add a colleague')).toBeNull();
    screen.getByText('Lead broker');
  });
});
