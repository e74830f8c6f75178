import { join } from 'node:path';
import { checkBeforehand, planEmulators, runEmulators, runServer, startDatabase } from './app.mjs';
import { bundleOptions } from './bundle.mjs';
import { loadDotEnv, readConfig, ROOT } from './environment.mjs';
import { orExplain } from './errors.mjs';
import { ensureInstalled } from './install.mjs';
import { freePort } from './ports.mjs';
import { createSupervisor, stopOnSignals } from './supervisor.mjs';

/** Not the file that `npm start` runs: what dev leaves behind must not pass for a build. */
const FILE = 'dev.js';
const API_PATHS = ['/api', '/metrics'];

/**
 * Bundles a program whenever its sources change and runs the newest one. A program that ends by itself, as after a
 * mistake in the code, is started again with the next change.
 * @param {'server' | 'emulators'} name
 * @param {() => import('./supervisor.mjs').Part} runProgram
 */
async function watchProgram(name, runProgram) {
  const { context } = await import('esbuild');
  let running = null;
  let stopped = false;
  const restart = async () => {
    await running?.stop();
    if (!stopped) running = runProgram();
  };
  let last = Promise.resolve();
  const restartAfterBuild = {
    name: 'restart',
    setup: (build) =>
      build.onEnd(({ errors }) => {
        if (errors.length === 0) last = last.then(restart);
      }),
  };
  const watcher = await context({
    ...bundleOptions(name, FILE),
    logLevel: 'warning',
    plugins: [restartAfterBuild],
  });
  await watcher.watch();
  const stop = async () => {
    stopped = true;
    await watcher.dispose();
    await last;
    await running?.stop();
  };
  return { name: `The watcher of ${name}`, exited: new Promise(() => {}), stop, kill: () => running?.kill() };
}

/** Vite serves the client with hot reload on the port people open, and passes the rest on to the server. */
async function serveClient(config, apiPort) {
  const { createServer } = await import('vite');
  const target = `http://127.0.0.1:${apiPort}`;
  const http = Object.fromEntries(API_PATHS.map((path) => [path, { target }]));
  const vite = await createServer({
    root: join(ROOT, 'client'),
    clearScreen: false,
    server: {
      port: config.port,
      strictPort: true,
      allowedHosts: [new URL(config.appUrl).hostname],
      proxy: { ...http, '/socket.io': { target, ws: true } },
    },
  });
  await vite.listen();
  return { name: 'Vite', exited: new Promise(() => {}), stop: () => vite.close() };
}

async function run() {
  loadDotEnv();
  const config = readConfig();
  await checkBeforehand(config, 'npm run dev');
  ensureInstalled();
  const supervisor = createSupervisor();
  stopOnSignals(supervisor);
  try {
    const databaseUrl = await startDatabase(config, supervisor);
    const apiPort = await freePort();
    const emulators = await planEmulators(config, [config.port]);
    const parts = { databaseUrl, emulatorsUrl: emulators?.publicUrl };
    if (emulators)
      supervisor.add(await watchProgram('emulators', () => runEmulators(config, emulators, FILE)));
    supervisor.add(await watchProgram('server', () => runServer({ ...config, port: apiPort }, parts, FILE)));
    supervisor.add(await serveClient(config, apiPort));
    console.log(`\nOpen ${config.appUrl} (server and client restart as you save).\n`);
  } catch (error) {
    await supervisor.stopAll(1);
    throw error;
  }
  process.exit(await supervisor.ended);
}

/** npm run dev: the app with both sides watched. */
export const dev = () => orExplain(run);
