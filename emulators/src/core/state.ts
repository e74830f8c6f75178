import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

const DEBOUNCE_MS = 250;

/** A provider's data. Plain JSON only: what it holds is written to disk and read back. */
export interface State<S> {
  /** Mutable. Read it through `state.value` every time: a reset replaces the object. */
  value: S;
  /** Remembers to write soon. Nothing happens in memory-only mode. */
  save(): void;
  /** Writes now what save() asked for, and waits for the disk. */
  flush(): Promise<void>;
  /** Back to the initial state. */
  reset(): void;
}

interface StateOptions<S> {
  initial: () => S;
  /** Without it the state lives in memory. */
  file?: string;
}

/** A file that is missing or was half written counts as none: an emulator must always start. */
async function readSaved<S>(file: string): Promise<Partial<S>> {
  try {
    const parsed: unknown = JSON.parse(await readFile(file, 'utf8'));
    return parsed && typeof parsed === 'object' ? parsed : {};
  } catch {
    return {};
  }
}

async function writeAtomically(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  await writeFile(temporary, text);
  await rename(temporary, file);
}

/** Loads the saved state over the initial one (so that fields added later have their default). */
export async function openState<S>({ initial, file }: StateOptions<S>): Promise<State<S>> {
  const saved = file ? await readSaved<S>(file) : {};
  let dirty = false;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  const write = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    if (!dirty || !file) return writing;
    dirty = false;
    const next = () => writeAtomically(file, JSON.stringify(state.value));
    writing = writing.then(next, next);
    return writing;
  };

  const state: State<S> = {
    value: { ...initial(), ...saved },
    save() {
      if (!file) return;
      dirty = true;
      timer ??= setTimeout(() => {
        // A full disk must not end the emulator; flush() on close reports the failure.
        write().catch(() => (dirty = true));
      }, DEBOUNCE_MS).unref();
    },
    flush: write,
    reset() {
      state.value = initial();
      state.save();
    },
  };
  return state;
}
