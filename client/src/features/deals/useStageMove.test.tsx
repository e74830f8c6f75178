import { screen, waitFor, within } from '@testing-library/react';
import { useQuery } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import type { Deal, DealStage } from '@besahubs/contracts/deals';
import { dealBoard } from '../../api/deals';
import { renderScreen } from '../../testing/screen';
import { hangUp, refuse, startServer } from '../../testing/server';
import type { Ask } from '../../testing/server';
import { useBoard } from './board/useBoard';
import { useStageMove } from './useStageMove';

const server = startServer();
const tower = {
  ...{ id: 'd', name: 'Tower', stage: 'prospect', version: 4, value: 1000, grossCommission: 100 },
  ...{ probability: 10, weightedCommission: 10, abilities: { update: true, delete: true } },
} as Deal;
const column = (stage: DealStage, deals: Deal[]) => ({
  ...{ stage, deals, count: deals.length, value: 0, grossCommission: 0, weightedCommission: 0 },
});
const board = (stage: DealStage, version = 4) => ({
  columns: (['prospect', 'loi', 'won'] as const).map((each) =>
    column(each, each === stage ? [{ ...tower, stage, version }] : []),
  ),
});
const NONE = {};

function Board() {
  const { move, pending, dialog } = useStageMove();
  const { columns } = useBoard(NONE, pending);
  const { data } = useQuery(dealBoard({ limit: 20 }));
  const deal = data?.columns.flatMap((each) => each.deals)[0];
  return (
    <main>
      {columns.map(({ stage, deals }) => (
        <section key={stage} aria-label={stage}>
          {deals.map(({ id, name, abilities }) => (
            <p key={id}>
              {name}
              {!abilities.update && ' (moving)'}
            </p>
          ))}
        </section>
      ))}
      {deal &&
        (['prospect', 'loi'] as const).map((stage) => (
          <button key={stage} onClick={() => move(deal, stage)}>
            Move to {stage}
          </button>
        ))}
      {dialog}
    </main>
  );
}
const stands = (stage: string, text = 'Tower') =>
  waitFor(() =>
    expect(within(screen.getByRole('region', { name: stage, hidden: true })).getByText(text)).toBeTruthy(),
  );
const moveTo = async (user: ReturnType<typeof renderScreen>['user'], stage: string) =>
  user.click(await screen.findByRole('button', { name: `Move to ${stage}` }));
const body = (ask: Ask | undefined) => ask?.body;

it('a move shows at once, at rest until it is confirmed, and can be undone with the version that it gave', async () => {
  server.answer('GET /deals/board', board('prospect'));
  const first = server.hold('PATCH /deals/:id', { ...tower, stage: 'loi', version: 5 });
  const { user } = renderScreen(<Board />);
  await moveTo(user, 'loi');
  await stands('loi', 'Tower (moving)');
  expect(body(await first.asked)).toEqual({ stage: 'loi', version: 4 });
  server.answer('GET /deals/board', board('loi', 5));
  first.release();
  await screen.findByText(/^Tower is now in /);
  await stands('loi');
  server.answer('PATCH /deals/:id', { ...tower, stage: 'prospect', version: 6 });
  server.answer('GET /deals/board', board('prospect', 6));
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  await stands('prospect');
  expect(body(server.asked('PATCH /deals/:id')[1])).toEqual({ stage: 'prospect', version: 5 });
});

it('who may not change the deal any more after the move is offered no Undo', async () => {
  server.answer('GET /deals/board', board('prospect'));
  const moved = { ...tower, stage: 'loi', version: 5, abilities: { update: false, delete: false } };
  server.answer('PATCH /deals/:id', moved);
  const { user } = renderScreen(<Board />);
  await moveTo(user, 'loi');
  await screen.findByText(/^Tower is now in /);
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
});

it.each([
  ['is not allowed', refuse(403, 'forbidden'), 'You are not allowed to do that.', 1],
  ['is lost on the way', hangUp(), 'The server cannot be reached. Check your connection.', 1],
  ['lost against another', refuse(409, 'conflict'), 'Someone else changed this in the meantime.', 1],
])('a move that %s is taken back, with the message', async (_how, answer, message) => {
  server.answer('GET /deals/board', board('prospect'));
  const moving = server.hold('PATCH /deals/:id', answer);
  const { user } = renderScreen(<Board />);
  await moveTo(user, 'loi');
  await stands('loi', 'Tower (moving)');
  const asked = server.asked('GET /deals/board').length;
  moving.release();
  await screen.findByText(message);
  await stands('prospect');
  await waitFor(() => expect(server.asked('GET /deals/board').length).toBeGreaterThan(asked));
});

it('a stage that asks for facts gets exactly those; cancelled, the deal goes back', async () => {
  server.answer('GET /deals/board', board('prospect'));
  server.answer('PATCH /deals/:id', refuse(422, 'invalid', { fields: { termMonths: 'Say how long' } }));
  const { user } = renderScreen(<Board />);
  await moveTo(user, 'loi');
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getByLabelText(/Term/)).toBeTruthy();
  expect(within(dialog).queryByLabelText(/Size/)).toBeNull();
  await stands('loi', 'Tower (moving)');
  await user.click(within(dialog).getByRole('button', { name: 'Cancel', hidden: true }));
  await stands('prospect');
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('a stage that is given its facts is entered with them', async () => {
  server.answer('GET /deals/board', board('prospect'));
  server.once('PATCH /deals/:id', refuse(422, 'invalid', { fields: { termMonths: 'Say how long' } }));
  server.answer('PATCH /deals/:id', { ...tower, stage: 'loi', version: 5 });
  const { user } = renderScreen(<Board />);
  await moveTo(user, 'loi');
  await user.type(await screen.findByLabelText(/Term/), '60{Enter}');
  await screen.findByText(/^Tower is now in /);
  expect(body(server.asked('PATCH /deals/:id')[1])).toMatchObject({
    termMonths: 60,
    stage: 'loi',
    version: 4,
  });
});

it('a move to where it stands asks nothing', async () => {
  server.answer('GET /deals/board', board('prospect'));
  const { user } = renderScreen(<Board />);
  server.answer('PATCH /deals/:id', { ...tower, stage: 'loi', version: 5 });
  await moveTo(user, 'prospect');
  await moveTo(user, 'loi');
  await screen.findByText(/^Tower is now in /);
  expect(server.asked('PATCH /deals/:id').map(body)).toEqual([{ stage: 'loi', version: 4 }]);
});
