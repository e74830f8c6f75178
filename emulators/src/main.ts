import { fstatSync } from 'node:fs';
import { startEmulators } from './start';

/** How long after the start an ended stdin still means "nobody was ever there" rather than "the parent died". */
const NEVER_ATTACHED_MS = 1000;

function stdinIsAPipe(): boolean {
  try {
    const stdin = fstatSync(0);
    return stdin.isFIFO() || stdin.isSocket();
  } catch {
    return false;
  }
}

/** Calls back when the process that started this one is gone, so that no emulator is left behind. */
function onParentGone(stop: () => void): void {
  if (process.connected) process.once('disconnect', stop);
  if (!stdinIsAPipe()) return;
  const parent = process.ppid;
  const startedAt = performance.now();
  process.stdin.on('error', stop).once('end', () => {
    const neverAttached = performance.now() - startedAt < NEVER_ATTACHED_MS && process.ppid === parent;
    if (!neverAttached) stop();
  });
  process.stdin.resume();
}

const { EMULATORS_PORT, EMULATORS_HOST, EMULATORS_DATA_DIR, EMULATORS_PUBLIC_URL } = process.env;

try {
  const emulators = await startEmulators({
    port: Number(EMULATORS_PORT ?? 3001),
    ...(EMULATORS_HOST ? { host: EMULATORS_HOST } : {}),
    ...(EMULATORS_DATA_DIR ? { dataDir: EMULATORS_DATA_DIR } : {}),
    ...(EMULATORS_PUBLIC_URL ? { publicUrl: EMULATORS_PUBLIC_URL } : {}),
  });
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    emulators.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error('The emulators could not save their state:', error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  onParentGone(stop);
  process.send?.({ type: 'ready', url: emulators.url, urls: emulators.urls });
  console.log(`Provider emulators on ${emulators.url}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
