import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { expect, it, vi } from 'vitest';
import { renderScreen } from '../../testing/screen';
import { refuse, startServer } from '../../testing/server';
import type { Ask } from '../../testing/server';
import { setScreen } from '../../testing/setup';
import { ResourceList } from './ResourceList';
import { SearchField } from './SearchField';
import type { Column, Filter, ListSource } from './types';

interface Row {
  id: string;
  name: string;
  city: string;
}
const server = startServer();
const get = async <T,>(path: string, query: Record<string, string | number> = {}): Promise<T> => {
  const { RequestError } = await import('../../hooks/errors');
  const entries = Object.entries(query).map(([key, value]) => [key, String(value)]);
  const response = await fetch(`/api${path}?${new URLSearchParams(entries).toString()}`);
  const body = (await response.json()) as { data: T; error: { code: 'forbidden' } | null };
  if (body.error) throw new RequestError({ status: response.status, code: body.error.code, message: 'No' });
  return body.data;
};
const source: ListSource<Row> = {
  name: 'places',
  one: 'Place',
  list: (query) =>
    queryOptions({
      queryKey: ['places', 'list', query] as readonly unknown[],
      queryFn: () => get<{ items: Row[]; total: number; page: number; pageSize: number }>('/places', query),
      placeholderData: keepPreviousData,
    }),
  segment: (id) => ({
    queryKey: ['segments', id],
    queryFn: () => get<{ id: string; name: string }>(`/segments/${id}`),
  }),
};
const columns: Column<Row>[] = [
  { key: 'name', label: 'Name', sort: 'name', render: (row) => row.name },
  { key: 'city', label: 'City', sort: 'city', render: (row) => row.city },
  { key: 'notes', label: 'Notes', hidden: true, render: () => 'Note' },
];
const filters: Filter[] = [
  { kind: 'options', key: 'stage', label: 'Stage', options: [{ value: 'loi', label: 'Letter' }] },
];
const rows: Row[] = ['Ash', 'Birch', 'Cedar'].map((name, at) => ({ id: `r${at}`, name, city: 'Austin' }));
const page = (items: Row[], total = items.length, at = 1) => ({ items, total, page: at, pageSize: 50 });

function Peeked({ id }: { id: string }) {
  const { data } = useQuery({ queryKey: ['peek', id], queryFn: () => Promise.resolve(`Peek of ${id}`) });
  return <p>{data}</p>;
}
const bulk = vi.fn();
const places = (path: string, more: ReactNode = null) =>
  renderScreen(
    <main>
      {more}
      <ResourceList
        resource={source}
        title="Places"
        columns={columns}
        filters={filters}
        defaultSort="name"
        card={(row) => ({ title: `Card of ${row.name}` })}
        href={(id) => `/places/${id}`}
        peek={(id) => <Peeked id={id} />}
        empty={{ noun: 'places', why: 'Places are where things are.' }}
        primaryAction={<button>New place</button>}
        bulkActions={(ids, done) => (
          <button
            onClick={() => {
              bulk(ids);
              done();
            }}
          >
            Archive
          </button>
        )}
      />
    </main>,
    { path },
  );
const queries = () => server.asked('GET /places').map(({ query }) => query);
const shown = (text: string) => screen.findByText(text);
const header = (name: string) => screen.getByRole('columnheader', { name: new RegExp(name) });

it('asks for what the address says, and the address for what was chosen; back undoes it', async () => {
  server.answer('GET /places', page(rows, 120));
  const { user, at, router } = places('/places?stage=loi&sort=-city&page=2&pageSize=25&q=a');
  await shown('Ash');
  expect(queries()).toEqual([{ stage: 'loi', sort: '-city', page: '2', pageSize: '25', q: 'a' }]);
  await user.click(screen.getByRole('button', { name: 'Next page' }));
  expect(at()).toContain('page=3');
  await user.click(header('Name'));
  expect(at()).toBe('/places?stage=loi&pageSize=25&q=a');
  await user.click(screen.getByRole('button', { name: 'Remove filter Stage' }));
  expect(at()).toBe('/places?pageSize=25&q=a');
  await act(() => router.navigate(-1));
  expect(at()).toBe('/places?stage=loi&pageSize=25&q=a');
  await act(() => router.navigate(-1));
  expect(at()).toBe('/places?stage=loi&sort=-city&page=3&pageSize=25&q=a');
  expect(queries()[1]).toMatchObject({ page: '3', sort: '-city' });
});

it('a header sorts up, down and not; with Shift within the others', async () => {
  server.answer('GET /places', page(rows));
  const { user, at } = places('/places');
  await shown('Ash');
  await user.click(header('City'));
  expect(at()).toBe('/places?sort=city');
  await user.click(header('City'));
  expect(at()).toBe('/places?sort=-city');
  await user.keyboard('{Shift>}');
  await user.click(header('Name'));
  await user.keyboard('{/Shift}');
  expect(at()).toBe('/places?sort=-city%2Cname');
  await user.click(header('City'));
  expect(at()).toBe('/places');
  expect(queries().map(({ sort }) => sort)).toEqual(['name', 'city', '-city', '-city,name']);
});

it('typing asks once it rests, leaves no step to go back to, and begins at the first page', async () => {
  server.answer('GET /places', page(rows, 120));
  const { user, at, router } = places('/elsewhere');
  await shown('Ash');
  await act(() => router.navigate('/places?page=2'));
  await user.type(screen.getByRole('searchbox', { name: 'Search places' }), ' oak ');
  await waitFor(() => expect(at()).toBe('/places?q=oak'));
  await waitFor(() => expect(queries().at(-1)?.['q']).toBe('oak'));
  expect(queries().flatMap(({ q }) => q ?? [])).toEqual(['oak']);
  await act(() => router.navigate(-1));
  expect(at()).toBe('/elsewhere');
});

it('Enter asks at once, × and an address without words empty the field', async () => {
  server.answer('GET /places', page(rows));
  const { user, at, router } = places('/places');
  const field = await screen.findByRole<HTMLInputElement>('searchbox');
  await user.type(field, 'elm{Enter}');
  expect(at()).toBe('/places?q=elm');
  await act(() => router.navigate('/places'));
  await waitFor(() => expect(field.value).toBe(''));
  await user.type(field, 'elm');
  await user.click(screen.getByRole('button', { name: 'Clear search' }));
  expect(field.value).toBe('');
});

it('what is typed while an earlier word is on its way is kept', async () => {
  const asked: string[] = [];
  const field = (value: string) => (
    <SearchField value={value} onChange={(q) => asked.push(q)} placeholder="Search" />
  );
  const { rerender } = render(field(''));
  const input = screen.getByRole<HTMLInputElement>('searchbox');
  fireEvent.change(input, { target: { value: 'ab' } });
  await waitFor(() => expect(asked).toEqual(['ab']));
  fireEvent.change(input, { target: { value: 'abc' } });
  rerender(field('ab'));
  expect(input.value).toBe('abc');
  await waitFor(() => expect(asked).toEqual(['ab', 'abc']));
  rerender(field('abc'));
  rerender(field(''));
  expect(input.value).toBe('');
});

it('the rows before stay, and say that they are old, until the new ones come', async () => {
  server.once('GET /places', page(rows));
  const next = server.hold('GET /places', page([{ id: 'n', name: 'Oak', city: 'Waco' }]));
  const { router } = places('/places');
  await shown('Ash');
  await act(() => router.navigate('/places?stage=loi'));
  await next.asked;
  expect(screen.getByText('Ash')).toBeTruthy();
  await screen.findByRole('progressbar');
  next.release();
  await shown('Oak');
  expect(screen.queryByText('Ash')).toBeNull();
  expect(screen.queryByRole('progressbar')).toBeNull();
});

it('an older answer that comes late does not replace the newer one', async () => {
  const first = server.hold('GET /places', page([{ id: 'o', name: 'Old', city: '' }]));
  const second = server.hold('GET /places', page([{ id: 'n', name: 'New', city: '' }]));
  const { router } = places('/places');
  await first.asked;
  await act(() => router.navigate('/places?stage=loi'));
  await second.asked;
  second.release();
  await shown('New');
  first.release();
  await first.givenUp;
  expect(screen.queryByText('Old')).toBeNull();
});

it('none yet: why one would want the first, and how to make it', async () => {
  server.answer('GET /places', page([]));
  places('/places');
  await shown('No places yet');
  expect(screen.getByText('Places are where things are.')).toBeTruthy();
  expect(screen.getAllByRole('button', { name: 'New place' })).toHaveLength(2);
  expect(screen.getByText('0')).toBeTruthy();
});

it.each(['q=x', 'stage=loi', 'segment=s'])('no match for %s: says so, and shows all again', async (query) => {
  server.answer('GET /segments/:id', { id: 's', name: 'Bars' });
  server.answer('GET /places', ({ query: { q, stage, segment } }: Ask) =>
    page(q || stage || segment ? [] : rows),
  );
  const { user, at } = places(`/places?${query}&sort=-city`);
  await shown('No places match');
  await user.click(screen.getByRole('button', { name: 'Clear filters' }));
  await shown('Ash');
  expect(at()).toBe('/places?sort=-city');
});

it('no access: says whom to ask, and offers no retry', async () => {
  server.answer('GET /places', refuse(403, 'forbidden'));
  places('/places');
  await shown('You have no access to this');
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
});

it('an error can be tried again', async () => {
  server.once('GET /places', refuse(400, 'internal'));
  server.answer('GET /places', page(rows));
  const { user } = places('/places');
  await user.click(await screen.findByRole('button', { name: 'Try again' }));
  await shown('Ash');
});

it('an error of a list that stands leaves its rows', async () => {
  server.once('GET /places', page(rows));
  const again = server.hold('GET /places');
  function Renew() {
    const client = useQueryClient();
    return <button onClick={() => void client.invalidateQueries()}>Renew</button>;
  }
  const { user } = places('/places', <Renew />);
  await shown('Ash');
  await user.click(screen.getByRole('button', { name: 'Renew' }));
  await again.asked;
  again.release(refuse(400, 'internal'));
  await again.givenUp;
  await waitFor(() => expect(document.querySelector('[aria-busy="true"]')).toBeNull());
  expect(screen.getByText('Ash')).toBeTruthy();
});

it('pages have a beginning and an end', async () => {
  server.answer('GET /places', ({ query }: Ask) =>
    query['page'] === '3' ? page(rows.slice(0, 1), 101, 3) : page(rows, 101, 1),
  );
  const { router } = places('/places?page=3');
  await shown('101–101 of 101');
  const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
  expect([button('Previous page').disabled, button('Next page').disabled]).toEqual([false, true]);
  await act(() => router.navigate('/places'));
  await shown('1–3 of 101');
  expect([button('Previous page').disabled, button('Next page').disabled]).toEqual([true, false]);
});

it('a page past the end is not an empty list', async () => {
  server.answer('GET /places', ({ query }: Ask) => page(query['page'] === '2' ? rows : [], 53));
  const { user, at } = places('/places?page=9');
  await user.click(await screen.findByRole('button', { name: 'Go to the last page' }));
  await shown('Ash');
  expect(at()).toBe('/places?page=2');
  expect(screen.queryByText('No places yet')).toBeNull();
});

it('chosen rows: how many, what can be done with them, and none afterwards', async () => {
  server.answer('GET /places', page(rows));
  const { user } = places('/places');
  await shown('Ash');
  for (const name of ['Ash', 'Cedar']) {
    const row = await screen.findByRole('row', { name: new RegExp(name) });
    await user.click(within(row).getByRole('checkbox'));
  }
  const bar = await screen.findByRole('toolbar', { name: 'Selected rows' });
  expect(within(bar).getByText('2 selected')).toBeTruthy();
  await user.click(within(bar).getByRole('button', { name: 'Archive' }));
  expect(bulk).toHaveBeenCalledWith(['r0', 'r2']);
  await waitFor(() => expect(screen.queryByRole('toolbar', { name: 'Selected rows' })).toBeNull());
});

it('J and K step through rows, Space chooses, Enter opens beside the list, F searches', async () => {
  server.answer('GET /places', page(rows));
  const { user, at } = places('/places');
  await shown('Ash');
  await user.keyboard('j');
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Ash'));
  await user.keyboard('jj');
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Cedar'));
  await user.keyboard('j');
  await user.keyboard('k');
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Birch'));
  await user.keyboard(' ');
  await shown('1 selected');
  await user.keyboard('{Enter}');
  await shown('Peek of r1');
  expect(at()).toBe('/places?peek=r1');
  await user.keyboard('j');
  await shown('Peek of r2');
  await user.keyboard('f');
  expect(document.activeElement).toBe(screen.getByRole('searchbox'));
});

it('a segment of a report filters the list, says its name and can be removed', async () => {
  server.answer('GET /places', page(rows));
  server.answer('GET /segments/:id', { id: 's', name: 'Won in May' });
  const { user, at } = places('/places?segment=s');
  await shown('Won in May');
  expect(queries()[0]).toMatchObject({ segment: 's' });
  await user.click(screen.getByRole('button', { name: 'Show all, not only the rows of the report' }));
  expect(at()).toBe('/places');
});

it('a segment that is no longer kept says so', async () => {
  server.answer('GET /places', page([]));
  server.answer('GET /segments/:id', refuse(404, 'not_found'));
  places('/places?segment=s');
  await shown('no longer kept');
});

it('hidden columns are chosen per browser, the first one always shows', async () => {
  server.answer('GET /places', page(rows));
  const { user } = places('/places');
  await shown('Ash');
  expect(screen.queryByRole('columnheader', { name: /Notes/ })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Choose columns' }));
  expect(screen.queryByRole('menuitemcheckbox', { name: 'Name' })).toBeNull();
  await user.click(screen.getByRole('menuitemcheckbox', { name: 'Notes' }));
  await user.click(screen.getByRole('menuitemcheckbox', { name: 'City' }));
  expect(JSON.parse(localStorage.getItem('besahubs-columns-places') ?? '')).toEqual(['city']);
});

it('on a phone rows are cards that lead to their page', async () => {
  setScreen({ width: 400 });
  server.answer('GET /places', page(rows));
  places('/places?peek=r0');
  const link = await screen.findByRole('link', { name: 'Card of Ash' });
  expect(link.getAttribute('href')).toBe('/places/r0');
  expect(screen.queryByText('Peek of r0')).toBeNull();
});
