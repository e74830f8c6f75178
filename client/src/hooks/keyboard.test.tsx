import { act, cleanup, fireEvent, render, renderHook, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keyLabel, useActiveHotkeys, useHotkey, useHotkeys } from './hotkeys';
import { useDebounced, useDelayed, useDocumentTitle, usePreference } from './ui';
import { useNow } from './zone';

const ran: string[] = [];
function Keys({ keys, name = keys, label }: { keys: string; name?: string; label?: string }) {
  useHotkey({ keys, run: () => ran.push(name), ...(label && { label }) });
  return null;
}
beforeEach(() => void ran.splice(0));
afterEach(() => {
  vi.useRealTimers();
  cleanup();
});
const press = (key: string, more: object = {}, target: Element = document.body) =>
  fireEvent.keyDown(target, { key, ...more });

describe('a shortcut', () => {
  it('runs while its screen is there, and takes the key', () => {
    const { unmount } = render(<Keys keys="j" />);
    expect(press('j')).toBe(false);
    expect(press('x')).toBe(true);
    unmount();
    expect(press('j')).toBe(true);
    expect(ran).toEqual(['j']);
  });

  it.each(['<input>', '<input type="search">', '<textarea></textarea>', '<select></select>'])(
    'is a letter while one types in %s',
    (html) => {
      render(<Keys keys="j" />);
      document.body.insertAdjacentHTML('beforeend', html);
      const field = document.body.lastElementChild as Element;
      press('j', {}, field);
      field.remove();
      expect(ran).toEqual([]);
    },
  );

  it.each(['<input type="checkbox">', '<input type="radio">', '<button></button>'])(
    'works on %s, where one cannot type',
    (html) => {
      render(<Keys keys="j" />);
      document.body.insertAdjacentHTML('beforeend', html);
      const field = document.body.lastElementChild as Element;
      press('j', {}, field);
      field.remove();
      expect(ran).toEqual(['j']);
    },
  );

  it('with ⌘ or Ctrl works while one types', () => {
    render(<Keys keys="mod+k" />);
    document.body.insertAdjacentHTML('beforeend', '<input>');
    const field = document.body.lastElementChild as Element;
    press('k', { ctrlKey: true }, field);
    press('k', { metaKey: true }, field);
    field.remove();
    expect(ran).toEqual(['mod+k', 'mod+k']);
  });

  it('is not for a screen that a dialog covers, but shared with a peek', () => {
    render(<Keys keys="j" />);
    document.body.insertAdjacentHTML('beforeend', '<div class="MuiModal-root"></div>');
    const modal = document.body.lastElementChild as HTMLElement;
    press('j');
    expect(ran).toEqual([]);
    modal.dataset['hotkeys'] = '';
    press('j');
    delete modal.dataset['hotkeys'];
    modal.classList.add('MuiModal-hidden');
    press('j');
    modal.remove();
    expect(ran).toEqual(['j', 'j']);
  });

  it('is not run for a key that somebody took, or that composes a letter', () => {
    render(<Keys keys="j" />);
    const take = (event: Event) => event.preventDefault();
    document.body.addEventListener('keydown', take);
    press('j');
    document.body.removeEventListener('keydown', take);
    press('j', { isComposing: true });
    expect(ran).toEqual([]);
  });

  it('of the newest screen wins, and the older one comes back after it', () => {
    render(<Keys keys="j" name="old" />);
    const { unmount } = render(<Keys keys="j" name="new" />);
    press('j');
    unmount();
    press('j');
    expect(ran).toEqual(['new', 'old']);
  });

  it('runs what its screen means now', () => {
    const { rerender } = render(<Keys keys="j" name="before" />);
    rerender(<Keys keys="j" name="after" />);
    press('j');
    expect(ran).toEqual(['after']);
  });

  it('can be switched off', () => {
    const { rerender } = renderHook(
      ({ on }) => useHotkey(on ? { keys: 'j', run: () => ran.push('j') } : null),
      {
        initialProps: { on: true },
      },
    );
    rerender({ on: false });
    press('j');
    rerender({ on: true });
    press('j');
    expect(ran).toEqual(['j']);
  });
});

describe('a sequence', () => {
  const several = () =>
    renderHook(() =>
      useHotkeys(['g d', 'd', 'g c'].map((keys) => ({ keys, label: keys, run: () => ran.push(keys) }))),
    );
  it('needs both keys, one after the other', () => {
    several();
    for (const key of ['g', 'd']) press(key);
    expect(ran).toEqual(['g d']);
    press('d');
    expect(ran).toEqual(['g d', 'd']);
  });
  it('is forgotten after 900 ms', () => {
    vi.useFakeTimers();
    several();
    press('g');
    vi.advanceTimersByTime(899);
    press('d');
    press('g');
    vi.advanceTimersByTime(901);
    press('d');
    expect(ran).toEqual(['g d', 'd']);
  });
  it('is not begun while one types', () => {
    several();
    document.body.insertAdjacentHTML('beforeend', '<input>');
    const field = document.body.lastElementChild as Element;
    press('g', {}, field);
    field.remove();
    press('d');
    expect(ran).toEqual(['d']);
  });
  it('is broken by another key in between', () => {
    several();
    for (const key of ['g', 'x', 'c']) press(key);
    expect(ran).toEqual([]);
  });
});

it('the cheat sheet lists what has a label and works now', () => {
  const { result } = renderHook(() => useActiveHotkeys().map(({ label }) => label));
  expect(result.current).toEqual([]);
  const { unmount } = render(
    <>
      <Keys keys="j" label="Next" />
      <Keys keys="k" />
    </>,
  );
  expect(result.current).toEqual(['Next']);
  unmount();
  expect(result.current).toEqual([]);
});

it.each([
  ['g d', 'G D'],
  ['mod+k', 'Ctrl K'],
  ['shift+enter', '⇧↵'],
  ['escape', 'Esc'],
  ['space', 'Space'],
  ['?', '?'],
])('%s is written %s', (keys, text) => expect(keyLabel(keys)).toBe(text));

describe('small hooks', () => {
  it('a wait that is short is not shown, one that lasts is', () => {
    vi.useFakeTimers();
    const { result, rerender } = renderHook(({ on }) => useDelayed(on), { initialProps: { on: true } });
    act(() => void vi.advanceTimersByTime(149));
    expect(result.current).toBe(false);
    act(() => void vi.advanceTimersByTime(1));
    expect(result.current).toBe(true);
    rerender({ on: false });
    expect(result.current).toBe(false);
    rerender({ on: true });
    expect(result.current).toBe(false);
  });

  it('a value that changes quickly is taken when it rests', () => {
    vi.useFakeTimers();
    const { result, rerender } = renderHook(({ value }) => useDebounced(value), {
      initialProps: { value: 'a' },
    });
    rerender({ value: 'ab' });
    act(() => void vi.advanceTimersByTime(199));
    rerender({ value: 'abc' });
    act(() => void vi.advanceTimersByTime(199));
    expect(result.current).toBe('a');
    act(() => void vi.advanceTimersByTime(1));
    expect(result.current).toBe('abc');
  });

  it('a page has its title, and null leaves it to another', () => {
    const initialProps: { title: string | null } = { title: 'Deals' };
    const { rerender } = renderHook(({ title }) => useDocumentTitle(title), { initialProps });
    expect(document.title).toBe('Deals · BesaHubs');
    rerender({ title: null });
    expect(document.title).toBe('Deals · BesaHubs');
    rerender({ title: '' });
    expect(document.title).toBe('BesaHubs');
  });

  it('a preference outlives the page; nonsense and a blocked storage do no harm', async () => {
    function Wide() {
      const [wide, setWide] = usePreference('wide', false);
      return <button onClick={() => setWide(!wide)}>{String(wide)}</button>;
    }
    const user = userEvent.setup();
    const { unmount } = render(<Wide />);
    await user.click(screen.getByText('false'));
    unmount();
    expect(localStorage.getItem('besahubs-wide')).toBe('true');
    const again = render(<Wide />);
    expect(screen.getByText('true')).toBeTruthy();
    again.unmount();
    localStorage.setItem('besahubs-wide', '{');
    const store = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new Error('full');
    });
    render(<Wide />);
    await user.click(screen.getByText('false'));
    expect(screen.getByText('true')).toBeTruthy();
    store.mockRestore();
  });

  it('“5 min. ago” moves on each minute, and the clock stops with the last who looks', () => {
    vi.useFakeTimers();
    const { result, unmount } = renderHook(() => useNow());
    const before = result.current;
    act(() => void vi.advanceTimersByTime(60_000));
    const after = result.current;
    expect(after).toBeGreaterThan(before);
    act(() => void vi.advanceTimersByTime(59_999));
    expect(result.current).toBe(after);
    unmount();
    expect(vi.getTimerCount()).toBe(0);
  });
});
