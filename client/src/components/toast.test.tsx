import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { RequestError } from '../hooks/errors';
import { renderScreen } from '../testing/screen';
import { startServer } from '../testing/server';
import { toast } from './toast';

startServer();
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

describe('a message', () => {
  it('takes something back once, however often one clicks while it fades', async () => {
    let undone = 0;
    renderScreen(null);
    act(() => void toast.undo('Deleted Ana', () => (undone += 1)));
    await screen.findByText('Deleted Ana');
    const undo = screen.getByRole('button', { name: 'Undo' });
    fireEvent.click(undo);
    fireEvent.click(undo);
    expect(undone).toBe(1);
    await waitFor(() => expect(screen.queryByText('Deleted Ana')).toBeNull());
  });
  it('that is dismissed, by hand or by whom it came from, takes nothing back', async () => {
    let undone = 0;
    renderScreen(null);
    const keys: ReturnType<typeof toast.undo>[] = [];
    act(() => void keys.push(toast.undo('First', () => (undone += 1))));
    await screen.findByText('First');
    press('Dismiss');
    await waitFor(() => expect(screen.queryByText('First')).toBeNull());
    act(() => void keys.push(toast.undo('Second', () => (undone += 1))));
    await screen.findByText('Second');
    act(() => toast.dismiss(keys[1] ?? ''));
    await waitFor(() => expect(screen.queryByText('Second')).toBeNull());
    expect(undone).toBe(0);
  });
  it('says what went wrong, as text or as whatever was thrown', async () => {
    renderScreen(null);
    act(() => void toast.error('Said so'));
    act(() => void toast.error(new RequestError({ status: 429, code: 'rate_limited', message: 'x' })));
    act(() => void toast.error(new TypeError('secret')));
    await screen.findByText('Said so');
    await screen.findByText('Too many requests. Wait a moment and try again.');
    await screen.findByText('Something went wrong. Try again.');
    expect(screen.queryByText('secret')).toBeNull();
  });
});
