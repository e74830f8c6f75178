import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  campaign as campaignSchema,
  campaignStatuses,
  exclusionReasons,
} from '@besahubs/contracts/campaigns';
import type { Campaign } from '@besahubs/contracts/campaigns';
import { exclusionText } from '../../domain/campaigns';
import { blank, idOf } from '../../testing/blank';
import { person } from '../../testing/people';
import { renderScreen } from '../../testing/screen';
import { refuse, startServer } from '../../testing/server';
import { AudiencePanel } from './AudiencePanel';
import { CampaignActions } from './CampaignActions';
import { rateOf } from './rates';
import { RecipientsPanel } from './RecipientsPanel';
import { SendDialog } from './SendDialog';

const server = startServer();
const spring: Campaign = blank(campaignSchema, { id: idOf(9), version: 2, name: 'Spring', listId: idOf(4) });
const may = { ...spring.abilities, update: true, send: true, approve: true };
const audience = {
  recipients: 1200,
  total: 1500,
  excluded: exclusionReasons.map((reason, index) => ({ reason, count: index + 1 })),
  needsApproval: false,
};
const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>('button', { name });
const press = (name: string | RegExp) => fireEvent.click(button(name));
const bodies = (call: string) => server.asked(call).map(({ body }) => body);
let closed = 0;
const dialog = (change: Partial<Campaign> = {}, timezone = 'America/Chicago') =>
  renderScreen(<SendDialog campaign={{ ...spring, ...change }} onClose={() => (closed += 1)} />, {
    as: person('agent', { timezone }),
  });

beforeEach(() => {
  closed = 0;
  server.answer('GET /campaigns/:id/audience', audience);
});

describe('an audience', () => {
  it('says how many get the mail, of how many, and why each of the others does not', async () => {
    renderScreen(<AudiencePanel campaign={spring} />);
    await screen.findByText('1,200');
    screen.getByText('of 1,500 contacts would get this mail');
    const terms = screen.getAllByRole('term').map((term) => term.textContent);
    expect(terms).toEqual(exclusionReasons.map(exclusionText));
    const counts = screen.getAllByRole('definition').map((each) => each.textContent);
    expect(counts).toEqual(exclusionReasons.map((_reason, index) => String(index + 1)));
    expect(screen.queryByText(/manager has approved/)).toBeNull();
  });
  it('says that a manager has to approve, and that nobody was chosen yet', async () => {
    server.answer('GET /campaigns/:id/audience', { ...audience, needsApproval: true });
    const { unmount } = renderScreen(<AudiencePanel campaign={spring} />);
    await screen.findByText(/once a manager has approved it/);
    unmount();
    renderScreen(<AudiencePanel campaign={{ ...spring, listId: null, filters: null }} />);
    await screen.findByText('Nobody yet');
  });
  it('that cannot be computed says why', async () => {
    server.answer('GET /campaigns/:id/audience', refuse(400, 'invalid', { message: 'The list is gone.' }));
    renderScreen(<AudiencePanel campaign={spring} />);
    await screen.findByText('The list is gone.');
  });
});

describe('sending', () => {
  it('now says to how many, once', async () => {
    const answer = server.hold('POST /campaigns/:id/send', { ...spring, status: 'sending' });
    dialog();
    await screen.findByText('1,200');
    press('Send to 1,200 contacts');
    const { body } = await answer.asked;
    expect(body).toEqual({});
    await waitFor(() => expect(button(/Send to/).disabled).toBe(true));
    answer.release();
    await screen.findByText('The campaign is going out');
    expect([closed, server.asked('POST /campaigns/:id/send').length]).toEqual([1, 1]);
  });
  it.each([
    ['nobody is left to write to', { ...audience, recipients: 0 }],
    ['it is not known to whom', refuse(400, 'invalid', { message: 'No list.' })],
  ])('is not possible while %s', async (_why, answer) => {
    server.answer('GET /campaigns/:id/audience', answer);
    dialog();
    expect(button(/Send to/).disabled).toBe(true);
    await screen.findByText(/of 1,500 contacts|No list/);
    expect(button('Send to 0 contacts').disabled).toBe(true);
  });
  it('goes on with those who wait, whoever an audience would be now', async () => {
    server.answer('GET /campaigns/:id/audience', { ...audience, recipients: 0 });
    dialog({ status: 'paused', counters: { ...spring.counters, pending: 1 } });
    await screen.findByText('1 recipient is still waiting for it.');
    expect(button('Send to 1 contact').disabled).toBe(false);
  });
  it.each([
    ['America/Chicago', 'T15:00:00Z'],
    ['Pacific/Auckland', 'T21:00:00Z'],
  ])('later is at a time on the clock of %s', async (timezone, utc) => {
    server.answer('POST /campaigns/:id/schedule', { ...spring, status: 'scheduled' });
    dialog({}, timezone);
    await screen.findByText('1,200');
    fireEvent.click(screen.getByLabelText('At a later time'));
    screen.getByText(`Your time (${timezone})`);
    const year = new Date().getUTCFullYear() + 2;
    // In June, when both have the same offset all month long.
    fireEvent.change(screen.getByLabelText('Goes out at'), {
      target: { value: `${year}-06-${timezone === 'America/Chicago' ? '10T10' : '11T09'}:00` },
    });
    press('Schedule');
    await screen.findByText('The campaign is scheduled');
    expect(bodies('POST /campaigns/:id/schedule')).toEqual([
      { scheduledAt: `${year}-06-10${utc}`, timezone },
    ]);
  });
  it('later is offered in an hour, and never in the past, nor at no time, nor in a year of five digits', async () => {
    dialog();
    await screen.findByText('1,200');
    fireEvent.click(screen.getByLabelText('At a later time'));
    const at = screen.getByLabelText('Goes out at');
    expect(button('Schedule').disabled).toBe(false);
    for (const value of ['2020-01-01T10:00', '', '20266-01-01T10:00']) {
      fireEvent.change(at, { target: { value } });
      screen.getByText('Choose a time in the future');
      expect(button('Schedule').disabled).toBe(true);
    }
    fireEvent.click(screen.getByLabelText('Now'));
    expect(button(/Send to/).disabled).toBe(false);
  });
  it('that is refused says why and stays open', async () => {
    server.answer('POST /campaigns/:id/send', refuse(400, 'invalid', { message: 'It has no subject.' }));
    dialog();
    await screen.findByText('1,200');
    press(/Send to/);
    await screen.findByText('It has no subject.');
    expect(closed).toBe(0);
  });
});

/** What is offered for each status to who may do everything. */
const OFFERED: Record<Campaign['status'], string[]> = {
  draft: ['Approve', 'Send'],
  pending_approval: ['Approve', 'Send', 'Cancel'],
  scheduled: ['Approve', 'Send', 'Pause', 'Cancel'],
  sending: ['Approve', 'Send', 'Pause', 'Cancel'],
  sent: ['Approve', 'Send'],
  paused: ['Approve', 'Go on', 'Cancel'],
  cancelled: ['Approve', 'Send'],
  failed: ['Approve', 'Go on', 'Cancel'],
};
describe('what can be done', () => {
  it.each(campaignStatuses)('with a campaign that is %s', (status) => {
    renderScreen(<CampaignActions campaign={{ ...spring, status, abilities: may }} />);
    expect(screen.getAllByRole('button').map((each) => each.textContent)).toEqual(OFFERED[status]);
  });
  it('is nothing for who may do nothing, and one thing for who may do one', () => {
    const none = { ...may, update: false, send: false, approve: false };
    const names = (abilities: Partial<typeof may>) => {
      const { unmount } = renderScreen(
        <CampaignActions
          campaign={{ ...spring, status: 'scheduled', abilities: { ...none, ...abilities } }}
        />,
      );
      const found = screen.queryAllByRole('button').map((each) => each.textContent);
      unmount();
      return found;
    };
    expect(names({})).toEqual([]);
    expect(names({ approve: true })).toEqual(['Approve']);
    expect(names({ send: true })).toEqual(['Send']);
    expect(names({ update: true })).toEqual(['Pause', 'Cancel']);
  });
  it.each([
    ['Approve', 'approve'],
    ['Pause', 'pause'],
  ])('“%s” is done at once', async (name, step) => {
    server.answer(`POST /campaigns/:id/${step}`, spring);
    renderScreen(<CampaignActions campaign={{ ...spring, status: 'sending', abilities: may }} />);
    press(name);
    await waitFor(() => expect(server.asked(`POST /campaigns/:id/${step}`)).toHaveLength(1));
  });
  it('“Cancel” asks first, and says when it is refused', async () => {
    server.answer('POST /campaigns/:id/cancel', refuse(409, 'conflict'));
    renderScreen(<CampaignActions campaign={{ ...spring, status: 'sending', abilities: may }} />);
    press('Cancel');
    await screen.findByText(/cannot be called back/);
    expect(server.calls()).toEqual([]);
    press('Cancel the campaign');
    await screen.findByText('Someone else changed this in the meantime.');
  });
});

describe('mails that were not confirmed', () => {
  const counters = { ...spring.counters, unknown: 2 };
  beforeEach(() =>
    server.answer('GET /campaigns/:id/recipients', { items: [], total: 0, page: 1, pageSize: 50 }),
  );
  it('go out again only when a person says so who may', async () => {
    server.answer('POST /campaigns/:id/resend-unknown', spring);
    renderScreen(<RecipientsPanel campaign={{ ...spring, counters, abilities: may }} />);
    screen.getByText(/did not confirm 2 mails/);
    press('Send again');
    await screen.findByText(/these people get the mail twice/);
    expect(server.asked('POST /campaigns/:id/resend-unknown')).toEqual([]);
    fireEvent.click(screen.getAllByRole('button', { name: 'Send again' }).at(-1) ?? document.body);
    await waitFor(() => expect(server.asked('POST /campaigns/:id/resend-unknown')).toHaveLength(1));
  });
  it('are only told to others, and not at all when there are none', async () => {
    const { unmount } = renderScreen(<RecipientsPanel campaign={{ ...spring, counters }} />);
    screen.getByText(/did not confirm 2 mails/);
    expect(screen.queryByRole('button', { name: 'Send again' })).toBeNull();
    unmount();
    renderScreen(<RecipientsPanel campaign={spring} />);
    await screen.findByText('No recipients yet');
    expect(screen.queryByText(/did not confirm/)).toBeNull();
  });
});

it('a rate is of what there is', () => {
  expect([rateOf(1, 3), rateOf(0, 5), rateOf(5, 0), rateOf(2, 1)]).toEqual([33.33, 0, null, 200]);
});
