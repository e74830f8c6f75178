import { describe, expect, it } from 'vitest';
import { keyName } from './hotkeys';

const press = (
  key: string,
  held: Partial<Record<'metaKey' | 'ctrlKey' | 'altKey' | 'shiftKey', boolean>> = {},
) => keyName({ key, metaKey: false, ctrlKey: false, altKey: false, shiftKey: false, ...held });

describe('keyName', () => {
  it('writes keys as shortcuts are written', () => {
    expect(press('j')).toBe('j');
    expect(press(' ')).toBe('space');
    expect(press('Escape')).toBe('escape');
  });
  it('treats ⌘ and Ctrl alike', () => {
    expect(press('k', { metaKey: true })).toBe('mod+k');
    expect(press('K', { ctrlKey: true, shiftKey: true })).toBe('mod+shift+k');
  });
  it('does not count the shift that a symbol needs anyway', () => {
    expect(press('?', { shiftKey: true })).toBe('?');
    expect(press('Enter', { shiftKey: true })).toBe('shift+enter');
  });
});
