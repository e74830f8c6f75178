import { useEffect, useRef, useSyncExternalStore } from 'react';

/** Keyboard shortcuts: single keys (`c`, `?`), with modifier (`mod+k`) and sequences (`g d`). */
export interface Hotkey {
  keys: string;
  /** What it does, for the cheat sheet; a hotkey without a label is not listed. */
  label?: string;
  group?: string;
  run: (event: KeyboardEvent) => void;
}

const SEQUENCE_MS = 900;
const active = new Set<{ current: Hotkey }>();
const watchers = new Set<() => void>();
let listed: readonly Hotkey[] = [];
let prefix = '';
let prefixTimer: ReturnType<typeof setTimeout> | undefined;

function changed(): void {
  listed = [...active].map((ref) => ref.current).filter((hotkey) => hotkey.label);
  watchers.forEach((watcher) => watcher());
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type);
}

/** Open dialogs, menus and popovers own the keyboard; a side peek (`data-hotkeys`) shares it. */
const isCovered = (): boolean =>
  document.querySelector('.MuiModal-root:not(.MuiModal-hidden):not([data-hotkeys])') !== null;

/** The name of a key press as hotkeys are written: `mod+k`, `shift+enter`, `?`, `j`. */
export function keyName(
  event: Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey' | 'altKey' | 'shiftKey'>,
): string {
  const key = event.key === ' ' ? 'space' : event.key.toLowerCase();
  // A shifted symbol (`?`) already says so by itself.
  const shift = event.shiftKey && (key.length > 1 || /[a-z]/.test(key));
  return [event.metaKey || event.ctrlKey ? 'mod' : '', event.altKey ? 'alt' : '', shift ? 'shift' : '', key]
    .filter(Boolean)
    .join('+');
}

function remember(key: string): void {
  prefix = key;
  clearTimeout(prefixTimer);
  prefixTimer = setTimeout(() => {
    prefix = '';
  }, SEQUENCE_MS);
}

/** The newest hotkey wins: a screen may override what the shell does with a key. */
function find(keys: string): Hotkey | undefined {
  return [...active].reverse().find((ref) => ref.current.keys === keys)?.current;
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const name = keyName(event);
  const plain = !name.includes('mod+');
  if (plain && (isTyping(event.target) || isCovered())) return;
  const hotkey = (prefix && find(`${prefix} ${name}`)) || find(name);
  if (hotkey) {
    prefix = '';
    event.preventDefault();
    hotkey.run(event);
  } else if (plain) remember(name);
}

let listening = false;
function listen(): void {
  if (listening) return;
  listening = true;
  window.addEventListener('keydown', onKeyDown);
}

/** Binds a shortcut while the component is mounted. Pass null to switch it off. */
export function useHotkey(hotkey: Hotkey | null): void {
  const ref = useRef<Hotkey>(hotkey ?? { keys: '', run: () => undefined });
  if (hotkey) ref.current = hotkey;
  const keys = hotkey?.keys;
  const label = hotkey?.label;
  useEffect(() => {
    if (!keys) return;
    listen();
    active.add(ref);
    changed();
    return () => {
      active.delete(ref);
      changed();
    };
  }, [keys, label]);
}

/** Binds several at once. */
export function useHotkeys(hotkeys: readonly Hotkey[]): void {
  const latest = useRef(hotkeys);
  latest.current = hotkeys;
  const signature = hotkeys.map((hotkey) => `${hotkey.keys}\n${hotkey.label ?? ''}`).join('\n\n');
  useEffect(() => {
    listen();
    const refs = latest.current.map((hotkey, index) => ({
      current: { ...hotkey, run: (event: KeyboardEvent) => latest.current[index]?.run(event) },
    }));
    refs.forEach((ref) => active.add(ref));
    changed();
    return () => {
      refs.forEach((ref) => active.delete(ref));
      changed();
    };
  }, [signature]);
}

const watch = (watcher: () => void): (() => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};
/** Every labelled shortcut that works right now. */
export const useActiveHotkeys = (): readonly Hotkey[] => useSyncExternalStore(watch, () => listed);

const MAC = /Mac|iPhone|iPad/.test(globalThis.navigator?.userAgent ?? '');
/** `mod+k` → “⌘K” or “Ctrl K”, `g d` → “G D”. */
export function keyLabel(keys: string): string {
  const names: Record<string, string> = {
    mod: MAC ? '⌘' : 'Ctrl ',
    shift: '⇧',
    enter: '↵',
    escape: 'Esc',
    space: 'Space',
  };
  return keys
    .split(' ')
    .map((part) =>
      part
        .split('+')
        .map((key) => names[key] ?? key.toUpperCase())
        .join(''),
    )
    .join(' ');
}
