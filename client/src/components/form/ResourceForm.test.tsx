import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { RequestError } from '../../hooks/errors';
import { renderScreen } from '../../testing/screen';
import { startServer } from '../../testing/server';
import { FormText } from './fields';
import { ResourceForm } from './ResourceForm';
import type { ResourceFormProps } from './ResourceForm';

startServer();
const schema = z.object({ name: z.string(), city: z.string().nullable() });
const refused = (fields?: Record<string, string>) =>
  new RequestError({ status: 400, code: 'invalid', message: 'Not like this.', fields });
const conflict = new RequestError({ status: 409, code: 'conflict', message: 'Changed' });

function show(more: Partial<ResourceFormProps> = {}) {
  const sent: { values: unknown; changed: readonly string[] }[] = [];
  const answers: (() => Promise<unknown>)[] = [];
  let closed = 0;
  const drawn = renderScreen(
    <ResourceForm
      title="Edit a place"
      schema={schema}
      values={{ name: 'Tower', city: 'Dallas' }}
      submitLabel="Save"
      onSubmit={(values, changed) => {
        sent.push({ values, changed });
        return answers.shift()?.() ?? Promise.resolve();
      }}
      onClose={() => (closed += 1)}
      {...more}
    >
      <FormText name="name" label="Name" required />
      <FormText name="city" label="City" />
    </ResourceForm>,
  );
  const press = (name: string) => drawn.user.click(screen.getByRole('button', { name }));
  return { ...drawn, sent, answers, press, closed: () => closed };
}
const field = (name: string) => screen.getByLabelText<HTMLInputElement>(new RegExp(`^${name}`));
const fill = (name: string, value: string) => fireEvent.change(field(name), { target: { value } });
const asks = () => screen.queryByRole('dialog', { name: 'Discard your changes?' });

describe('closing a form', () => {
  it.each(['Cancel', 'Close'])('by “%s” is done at once while nothing was changed', async (name) => {
    const { press, closed } = show();
    await press(name);
    expect([closed(), asks()]).toEqual([1, null]);
  });
  it.each(['drawer', 'dialog'] as const)(
    'of the kind %s by Escape asks once something was changed',
    async (variant) => {
      const { user, press, closed } = show({ variant });
      screen.getByRole('dialog', { name: 'Edit a place' });
      fill('Name', 'Towers');
      field('Name').focus();
      await user.keyboard('{Escape}');
      await screen.findByRole('button', { name: 'Discard' });
      expect(closed()).toBe(0);
      await press('Keep editing');
      await waitFor(() => expect(asks()).toBeNull());
      expect(field('Name').value).toBe('Towers');
      await press('Cancel');
      await screen.findByRole('button', { name: 'Discard' });
      await press('Discard');
      expect(closed()).toBe(1);
    },
  );
  it('by Escape is done at once while nothing was changed, or it was put back', async () => {
    const { user, closed } = show();
    fill('Name', 'Towers');
    fill('Name', 'Tower');
    field('Name').focus();
    await user.keyboard('{Escape}');
    expect([closed(), asks()]).toEqual([1, null]);
  });
  it('with the tab of the browser asks while something is not saved', async () => {
    const { answers, press, closed } = show();
    const leave = () => {
      const event = new Event('beforeunload', { cancelable: true });
      window.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(leave()).toBe(false);
    fill('Name', 'Towers');
    await waitFor(() => expect(leave()).toBe(true));
    answers.push(() => Promise.reject(refused()));
    await press('Save');
    await screen.findByText('Not like this.');
    expect([leave(), closed()]).toEqual([true, 0]);
    fill('Name', 'Tower');
    await waitFor(() => expect(leave()).toBe(false));
  });
});

describe('saving a form', () => {
  it('gives its values and the names of what was changed', async () => {
    const { sent, press } = show();
    fill('City', '');
    await press('Save');
    await waitFor(() => expect(sent).toEqual([{ values: { name: 'Tower', city: null }, changed: ['city'] }]));
  });
  it.each(['{Meta>}{Enter}{/Meta}', '{Control>}{Enter}{/Control}'])('works by %s too', async (keys) => {
    const { user, sent } = show();
    fill('Name', 'Towers');
    field('City').focus();
    await user.keyboard(keys);
    await waitFor(() => expect(sent).toHaveLength(1));
  });
  it('twice in a row is done once, by click or by key', async () => {
    const { user, sent, answers } = show();
    let finish: (value: unknown) => void = () => undefined;
    answers.push(() => new Promise((resolve) => (finish = resolve)));
    fill('Name', 'Towers');
    field('Name').focus();
    await user.keyboard('{Control>}{Enter}{Enter}{/Control}');
    fireEvent.submit(field('Name').form ?? document.body);
    await waitFor(() => expect(sent.length).toBeGreaterThan(0));
    const button = () => screen.getByRole<HTMLButtonElement>('button', { name: /Save/ });
    expect(button().disabled).toBe(true);
    finish(null);
    await waitFor(() => expect(button().disabled).toBe(false));
    expect(sent).toHaveLength(1);
  });
  it('that is refused says why at the field, which gets the focus; all stays as typed and can be sent again', async () => {
    const { sent, answers, press, closed } = show();
    answers.push(() => Promise.reject(refused({ city: 'There is no such city.' })));
    fill('Name', 'Towers');
    fill('City', 'Dalas');
    await press('Save');
    await screen.findByText('There is no such city.');
    expect(document.activeElement).toBe(field('City'));
    expect(field('City').getAttribute('aria-invalid')).toBe('true');
    expect(screen.queryByRole('alert')).toBeNull();
    expect([field('Name').value, field('City').value, closed()]).toEqual(['Towers', 'Dalas', 0]);
    fill('City', 'Austin');
    await press('Save');
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]?.changed.toSorted()).toEqual(['city', 'name']);
  });
  it.each([
    ['about a field that is not shown', refused({ owner: 'Not yours to give.' }), 'Not yours to give.'],
    ['about nothing in particular', refused(), 'Not like this.'],
    [
      'because the server is away',
      new RequestError({ status: 0, code: 'unavailable', message: '' }),
      'The server cannot be reached. Check your connection.',
    ],
    [
      'because of who asks',
      new RequestError({ status: 403, code: 'forbidden', message: '' }),
      'You are not allowed to do that.',
    ],
    ['by a fault of ours', new TypeError('x is not a function'), 'Something went wrong. Try again.'],
  ])('that fails %s says so on top, until it is sent again', async (_why, error, text) => {
    const { answers, press, sent, closed } = show();
    answers.push(() => Promise.reject(error));
    fill('Name', 'Towers');
    await press('Save');
    expect((await screen.findByRole('alert')).textContent).toBe(text);
    expect([field('Name').value, closed()]).toEqual(['Towers', 0]);
    await press('Save');
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    expect(sent).toHaveLength(2);
  });
  it('says both when some of it is at fields and some is not', async () => {
    const { answers, press } = show();
    answers.push(() => Promise.reject(refused({ city: 'Unknown.', owner: 'Not yours.' })));
    fill('City', 'x');
    await press('Save');
    await screen.findByRole('alert');
    await screen.findByText('Unknown.', { selector: 'p' });
  });
  it('is not tried while a field is wrong', async () => {
    const { sent, press } = show();
    fill('Name', '');
    await press('Save');
    await screen.findByText('Required');
    expect(sent).toEqual([]);
  });
});

describe('a conflict', () => {
  it('offers what the other person saved; one’s own changes stay, and are all that is sent', async () => {
    let loads = 0;
    const { sent, answers, press } = show({
      onReload: () => {
        loads += 1;
        return Promise.resolve({ name: 'Their tower', city: 'Their city' });
      },
    });
    answers.push(() => Promise.reject(conflict));
    fill('City', 'My city');
    await press('Save');
    expect((await screen.findByRole('alert')).textContent).toContain('Someone else saved this record');
    expect([loads, field('Name').value]).toEqual([0, 'Tower']);
    await press('Load theirs');
    await waitFor(() => expect(field('Name').value).toBe('Their tower'));
    expect(field('City').value).toBe('My city');
    expect(screen.queryByRole('alert')).toBeNull();
    await press('Save');
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]).toEqual({ values: { name: 'Their tower', city: 'My city' }, changed: ['city'] });
  });
  it('is told like any other refusal where nothing can be loaded', async () => {
    const { answers, press } = show();
    answers.push(() => Promise.reject(conflict));
    fill('City', 'x');
    await press('Save');
    expect((await screen.findByRole('alert')).textContent).toBe('Someone else changed this in the meantime.');
    expect(screen.queryByRole('button', { name: 'Load theirs' })).toBeNull();
  });
});
