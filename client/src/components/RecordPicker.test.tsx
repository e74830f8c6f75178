import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { beforeEach, describe, expect, it } from 'vitest';
import { renderScreen } from '../testing/screen';
import { startServer } from '../testing/server';
import { RequestError } from '../hooks/errors';
import type { Found, RecordSource } from './list/types';
import { RecordPicker } from './RecordPicker';

startServer();
interface Search {
  q: string;
  answer: (found: Found) => void;
}
let searches: Search[] = [];
let chosen: (string | null)[] = [];
const source: RecordSource = {
  name: 'agents',
  one: 'Agent',
  search: (q) => new Promise((answer) => searches.push({ q, answer })),
  load: (id) =>
    id === 'hidden'
      ? Promise.reject(new RequestError({ status: 404, code: 'not_found', message: '' }))
      : Promise.resolve({ id, name: `Agent ${id}` }),
};
function Picking({ start }: { start: string | null }) {
  const [value, setValue] = useState(start);
  return (
    <RecordPicker
      source={source}
      value={value}
      label="Owner"
      onChange={(id) => {
        chosen.push(id);
        setValue(id);
      }}
    />
  );
}
const show = (start: string | null = null) => renderScreen(<Picking start={start} />);
const box = () => screen.getByRole<HTMLInputElement>('combobox', { name: 'Owner' });
function open() {
  act(() => box().focus());
  fireEvent.mouseDown(box());
}
const type = (value: string) => fireEvent.change(box(), { target: { value } });
const names = () =>
  within(screen.getByRole('listbox'))
    .getAllByRole('option')
    .map((option) => option.textContent);
const whenAsked = (q: string) =>
  waitFor(() => {
    const search = searches.find((each) => each.q === q);
    if (!search) throw new Error(`“${q}” was not asked`);
    return search;
  });
const found = (total: number, ...list: string[]): Found => ({
  items: list.map((name) => ({ id: name, name })),
  total,
});

beforeEach(() => {
  searches = [];
  chosen = [];
});

describe('a picker of records', () => {
  it('asks nothing until it is opened, then for the first ones, and for what is typed once one rests', async () => {
    show();
    expect(searches).toEqual([]);
    open();
    (await whenAsked('')).answer(found(2, 'Ana', 'Bo'));
    await waitFor(() => expect(names()).toEqual(['Ana', 'Bo']));
    for (const text of ['c', 'ca', 'car']) type(text);
    (await whenAsked('car')).answer(found(1, 'Carl'));
    await waitFor(() => expect(names()).toEqual(['Carl']));
    expect(searches.map(({ q }) => q)).toEqual(['', 'car']);
    fireEvent.click(screen.getByRole('option', { name: 'Carl' }));
    expect(chosen).toEqual(['Carl']);
    await waitFor(() => expect(box().value).toBe('Agent Carl'));
  });
  it('shows the answer to what was typed last, whichever comes last', async () => {
    show();
    open();
    type('an');
    const first = await whenAsked('an');
    type('ana');
    const second = await whenAsked('ana');
    second.answer(found(1, 'Ana'));
    await waitFor(() => expect(names()).toEqual(['Ana']));
    first.answer(found(2, 'Anton', 'Andrea'));
    await new Promise((resolve) => setTimeout(resolve));
    expect(names()).toEqual(['Ana']);
  });
  it('says how many more there are, in words that cannot be picked', async () => {
    show();
    open();
    (await whenAsked('')).answer(found(1234, 'Ana'));
    const more = await screen.findByRole('option', { name: 'Type to find more of 1,234 agents' });
    expect(more.getAttribute('aria-disabled')).toBe('true');
    fireEvent.keyDown(box(), { key: 'ArrowUp' });
    fireEvent.keyDown(box(), { key: 'Enter' });
    expect(chosen).toEqual([]);
    type('a');
    (await whenAsked('a')).answer(found(20, 'Ana'));
    await screen.findByRole('option', { name: 'Type on to find more of 20 agents' });
  });
  it('says when nothing is found', async () => {
    show();
    open();
    type('zz');
    (await whenAsked('zz')).answer(found(0));
    await screen.findByText('Nothing found for “zz”');
  });
  it('shows the name of what is chosen, and can be cleared', async () => {
    show('7');
    await waitFor(() => expect(box().value).toBe('Agent 7'));
    fireEvent.click(screen.getByLabelText('Clear'));
    expect(chosen).toEqual([null]);
    expect(box().value).toBe('');
  });
  it('keeps a record one cannot see, and says what it is', async () => {
    show('hidden');
    await waitFor(() => expect(box().value).toBe('A record you cannot see'));
    expect(chosen).toEqual([]);
  });
});
