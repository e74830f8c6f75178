import { checkBeforehand, planEmulators, runEmulators, runServer, startDatabase } from './app.mjs';
import { buildStale } from './buildStale.mjs';
import { loadDotEnv, readConfig } from './environment.mjs';
import { orExplain } from './errors.mjs';
import { ensureInstalled } from './install.mjs';
import { createSupervisor, stopOnSignals } from './supervisor.mjs';

async function run() {
  loadDotEnv();
  const config = readConfig();
  await checkBeforehand(config, 'npm start');
  ensureInstalled();

  const supervisor = createSupervisor();
  stopOnSignals(supervisor);
  try {
    const [databaseUrl] = await Promise.all([startDatabase(config, supervisor), buildStale()]);
    const emulators = await planEmulators(config, [config.port]);
    if (!supervisor.isStopping()) {
      if (emulators) supervisor.add(runEmulators(config, emulators));
      supervisor.add(runServer(config, { databaseUrl, emulatorsUrl: emulators?.publicUrl }));
    }
  } catch (error) {
    const asked = supervisor.isStopping();
    await supervisor.stopAll(1);
    if (!asked) throw error;
  }
  const code = await supervisor.ended;
  await supervisor.stopAll(code);
  process.exit(code);
}

/** npm start: from whatever state the folder is in to a running app. */
export const start = () => orExplain(run);
