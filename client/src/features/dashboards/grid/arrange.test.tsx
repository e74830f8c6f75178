import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { useQuery } from '@tanstack/react-query';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { roles } from '@besahubs/contracts/common';
import { dashboard as dashboardSchema, widget as widgetSchema } from '@besahubs/contracts/dashboards';
import type { Dashboard, Widget, WidgetPosition } from '@besahubs/contracts/dashboards';
import { dashboardRecord } from '../../../api/dashboards';
import { blank, idOf } from '../../../testing/blank';
import { renderScreen } from '../../../testing/screen';
import { refuse, startServer } from '../../../testing/server';
import { everyone } from '../share/sees';
import { ShareDialog } from '../share/ShareDialog';
import EditGrid from './EditGrid';
import { MoveDialog } from './MoveDialog';
import { useLayout } from './useLayout';

const server = startServer();
const widgetOf = (n: number, title: string): Widget => ({
  ...blank(widgetSchema, { id: idOf(n), dashboardId: idOf(9), title }),
  query: {},
});
const widgets = [widgetOf(1, 'Left'), widgetOf(2, 'Right')];
const layout: WidgetPosition[] = [
  { widgetId: idOf(1), x: 0, y: 0, w: 4, h: 4 },
  { widgetId: idOf(2), x: 6, y: 0, w: 4, h: 4 },
];
const board = {
  ...blank(dashboardSchema, { id: idOf(9), name: 'Sales', layout }),
  abilities: { update: true, delete: true, share: true, schedule: true },
  widgets,
} as Dashboard;
const puts = () => server.asked('PUT /dashboards/:id').map(({ body }) => body);
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

/** As the page of a dashboard does while one edits it. */
function Arranging({ dashboard }: { dashboard: Dashboard }) {
  const kept = useLayout(dashboard, true);
  return (
    <>
      <button onClick={kept.undo} disabled={!kept.canUndo}>
        Back
      </button>
      <button onClick={kept.redo} disabled={!kept.canRedo}>
        Forth
      </button>
      <button onClick={kept.finish}>Done</button>
      <EditGrid
        layout={kept.layout}
        widgets={dashboard.widgets}
        onChange={kept.change}
        tile={(id) => <span>{id}</span>}
      />
    </>
  );
}
function Board() {
  const { data } = useQuery(dashboardRecord(board.id));
  return data ? <Arranging dashboard={data} /> : null;
}
const tile = (name: string) => screen.getByRole('group', { name: new RegExp(`^${name}: `) });
const place = (name: string) => tile(name).getAttribute('aria-label');
const key = (name: string, keyName: string, more: object = {}) =>
  fireEvent.keyDown(tile(name), { key: keyName, ...more });
/** The hand does not rest meanwhile, however slow the machine, and rests afterwards. */
function withoutRest(work: () => void) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    work();
    act(() => void vi.advanceTimersByTime(1000));
  } finally {
    vi.useRealTimers();
  }
}
const show = async () => {
  const drawn = renderScreen(<Board />, { pattern: '/board', path: '/board' });
  await screen.findByRole('group', { name: /^Left: / });
  return drawn;
};

let stored = board;
beforeEach(() => {
  // What was saved is what is read: the page reads again after each save.
  stored = board;
  server.answer('GET /dashboards/:id', () => stored);
  server.answer('GET /dashboards', { items: [], total: 0, page: 1, pageSize: 50 });
  server.answer('PUT /dashboards/:id', ({ body }: { body: object }) => (stored = { ...stored, ...body }));
  server.answer('GET /agents/:id', ({ params }: { params: object }) => ({
    name: 'Bo',
    role: 'agent',
    ...params,
  }));
});

describe('a tile under the arrow keys', () => {
  it('moves and grows, says where it is, and is saved once when the hand rests', async () => {
    await show();
    expect(place('Left')).toBe('Left: column 1, row 1, 4 wide, 4 high');
    withoutRest(() => {
      key('Left', 'ArrowRight');
      key('Left', 'ArrowRight', { shiftKey: true });
      key('Left', 'ArrowDown', { shiftKey: true });
      expect(place('Left')).toBe('Left: column 2, row 1, 5 wide, 5 high');
      expect(screen.getByRole('status').textContent).toBe('column 2, row 1, 5 wide, 5 high');
    });
    await waitFor(() => expect(puts()).toHaveLength(1));
    expect(puts()).toEqual([{ layout: [{ ...layout[0], x: 1, w: 5, h: 5 }, layout[1]] }]);
    withoutRest(() => {
      press('Back');
      expect(place('Left')).toBe('Left: column 2, row 1, 5 wide, 4 high');
      press('Forth');
      expect(place('Left')).toBe('Left: column 2, row 1, 5 wide, 5 high');
    });
    await waitFor(() => expect(puts()).toHaveLength(2));
    expect(puts()[1]).toEqual(puts()[0]);
  });
  it('stays for other keys, and for keys with others held', async () => {
    await show();
    for (const more of [{ altKey: true }, { metaKey: true }, { ctrlKey: true }])
      key('Left', 'ArrowRight', more);
    key('Left', 'a');
    fireEvent.keyDown(screen.getByText(idOf(1)), { key: 'ArrowRight' });
    expect(place('Left')).toBe('Left: column 1, row 1, 4 wide, 4 high');
  });
  it('goes back where it was when the server refuses', async () => {
    server.answer('PUT /dashboards/:id', refuse(403, 'forbidden'));
    await show();
    key('Right', 'ArrowRight');
    expect(place('Right')).toBe('Right: column 8, row 1, 4 wide, 4 high');
    await screen.findByText('You are not allowed to do that.');
    await waitFor(() => expect(place('Right')).toBe('Right: column 7, row 1, 4 wide, 4 high'));
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Back' }).disabled).toBe(true);
  });
  it('is saved at once when one is done, and all of it can be taken back, once', async () => {
    await show();
    key('Left', 'ArrowRight');
    press('Done');
    await screen.findByText('Layout changed');
    const undo = screen.getByRole('button', { name: 'Undo' });
    fireEvent.click(undo);
    fireEvent.click(undo);
    await waitFor(() => expect(puts()).toHaveLength(2));
    expect(puts()[1]).toEqual({ layout });
    expect(place('Left')).toBe('Left: column 1, row 1, 4 wide, 4 high');
  });
  it('is saved also when one leaves before the hand rested', async () => {
    const { unmount } = await show();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    key('Left', 'ArrowRight');
    unmount();
    vi.useRealTimers();
    await waitFor(() => expect(puts()).toHaveLength(1));
    expect(puts()[0]).toMatchObject({ layout: [{ x: 1 }, {}] });
  });
  it('is not offered to be taken back any more when one has left', async () => {
    const { router } = await show();
    key('Left', 'ArrowRight');
    press('Done');
    // Under the pointer it would stay for ever.
    fireEvent.mouseEnter(await screen.findByText('Layout changed'));
    await act(() => router.navigate('/elsewhere'));
    await waitFor(() => expect(screen.queryByText('Layout changed')).toBeNull());
    await waitFor(() => expect(puts()).toHaveLength(1));
  });
});

describe('a tile moved by numbers', () => {
  it('takes only what the grid holds, and goes where it was told', () => {
    const changes: unknown[] = [];
    renderScreen(
      <MoveDialog
        widget={widgets[0] ?? widgetOf(1, '')}
        layout={layout}
        onChange={(next) => changes.push(next)}
        onClose={() => changes.push('closed')}
      />,
    );
    const move = screen.getByRole<HTMLButtonElement>('button', { name: 'Move' });
    const fill = (label: string, value: string) =>
      fireEvent.change(screen.getByLabelText(label), { target: { value } });
    for (const [label, good, ...bad] of [
      ['Column', '9', '0', '13', ''],
      ['Row', '1', '0', '10001', ''],
      ['Columns wide', '3', '1', '13', ''],
      ['Rows high', '6', '2', '41', ''],
    ] as const) {
      for (const value of bad) {
        fill(label, value);
        expect(move.disabled).toBe(true);
      }
      fill(label, good);
      expect(move.disabled).toBe(false);
    }
    fireEvent.click(move);
    expect(changes).toMatchObject([
      expect.arrayContaining([{ widgetId: idOf(1), x: 8, y: 0, w: 3, h: 6 }]),
      'closed',
    ]);
  });
});

describe('sharing a dashboard', () => {
  const shared = { ...board, sharedWith: { userIds: [idOf(3), idOf(4)], roles: ['manager' as const] } };
  function Sharing() {
    const { data } = useQuery(dashboardRecord(board.id));
    return data ? <ShareDialog dashboard={data} onClose={() => undefined} onPreview={null} /> : null;
  }
  const open = async (given: Dashboard = shared) => {
    stored = given;
    renderScreen(<Sharing />);
    await screen.findByRole('dialog', { name: 'Share “Sales”' });
  };
  const toggle = (role: (typeof roles)[number]) =>
    screen.getByRole<HTMLInputElement>('switch', { name: new RegExp(everyone[role]) });
  it('with a role is on or off, and leaves people and other roles alone', async () => {
    await open();
    expect(roles.map((role) => toggle(role).checked)).toEqual(roles.map((role) => role === 'manager'));
    fireEvent.click(toggle('agent'));
    await waitFor(() => expect(puts()).toHaveLength(1));
    await waitFor(() => expect(toggle('agent').checked).toBe(true));
    fireEvent.click(toggle('manager'));
    await waitFor(() => expect(puts()).toHaveLength(2));
    expect(puts()).toEqual([
      { sharedWith: { userIds: [idOf(3), idOf(4)], roles: ['manager', 'agent'] } },
      { sharedWith: { userIds: [idOf(3), idOf(4)], roles: ['agent'] } },
    ]);
  });
  it('with a person ends, and is taken back once', async () => {
    await open();
    fireEvent.click(
      (await screen.findAllByRole('button', { name: 'Stop sharing with Bo' }))[0] ?? document.body,
    );
    await screen.findByText('Bo no longer sees it');
    const undo = screen.getByRole('button', { name: 'Undo', hidden: true });
    fireEvent.click(undo);
    fireEvent.click(undo);
    await waitFor(() => expect(puts()).toHaveLength(2));
    expect(puts()).toEqual([
      { sharedWith: { userIds: [idOf(4)], roles: ['manager'] } },
      { sharedWith: shared.sharedWith },
    ]);
  });
  it('with a new person adds them, once, and not the owner', async () => {
    const owner = { id: idOf(2), name: 'Ana' };
    const items = [
      { id: idOf(2), name: 'Ana' },
      { id: idOf(4), name: 'Bo' },
      { id: idOf(5), name: 'Cy' },
    ];
    server.answer('GET /agents', { items, total: 3, page: 1, pageSize: 12 });
    await open({ ...shared, owner });
    for (const name of ['Ana', 'Bo', 'Cy']) {
      fireEvent.mouseDown(screen.getByRole('combobox', { name: 'Add people' }));
      fireEvent.click(await screen.findByRole('option', { name }));
    }
    await screen.findByText('It is yours already.');
    await waitFor(() => expect(puts()).toHaveLength(1));
    expect(puts()).toEqual([{ sharedWith: { userIds: [idOf(3), idOf(4), idOf(5)], roles: ['manager'] } }]);
  });
  it('that is refused is taken back', async () => {
    server.answer('PUT /dashboards/:id', refuse(403, 'forbidden'));
    await open();
    fireEvent.click(toggle('admin'));
    await screen.findByText('You are not allowed to do that.');
    await waitFor(() => expect(toggle('admin').checked).toBe(false));
  });
});
