import { createServer } from 'node:http';
import { createApp } from './app';
import { banner } from './banner';
import type { WaysIn } from './banner';
import { EnvError, env } from './config/env';
import type { Env } from './config/env';
import { migrateQueue, startWorker } from './jobs/worker';
import { logger } from './lib/logger';
import { connectModels } from './models';
import { attachSockets } from './realtime/sockets';
import { seedDemo } from './seeders';
import { seedDemoCalendars } from './seeders/calendars';
import { inviteFirstAdmin, somebodyCanSignIn } from './services/auth/firstAdmin';
import { systemCtx } from './services/context';
import { configureDemoWebhook } from './services/email/demo';
import { migrate } from './services/system';

/** Long enough for a request in flight, short enough for whoever pressed Ctrl-C. */
const SHUTDOWN_MS = 10_000;

async function main(config: Env): Promise<void> {
  logger.level = config.LOG_LEVEL;
  const sequelize = connectModels(config.DATABASE_URL);
  await migrate();
  await migrateQueue(config.DATABASE_URL);
  if (config.SEED === 'demo') await seedDemo();

  const http = createServer(createApp());
  const io = attachSockets(http);
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(config.PORT, config.HOST, resolve);
  });
  const worker = await startWorker(config.DATABASE_URL);
  await configureDemoWebhook();
  if (config.SEED === 'demo') await seedDemoCalendars();
  process.stdout.write(`${banner(await waysIn(config))}\n`);

  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), SHUTDOWN_MS).unref();
    await io.close();
    await worker.stop();
    await sequelize.close();
    process.exit(0);
  };
  process.once('SIGTERM', (signal) => void stop(signal));
  process.once('SIGINT', (signal) => void stop(signal));
}

/** While nobody can sign in: the first admin's link, or that one is missing. */
async function waysIn({ ADMIN_EMAIL: email }: Env): Promise<WaysIn> {
  const ctx = systemCtx('start');
  if (await somebodyCanSignIn(ctx)) return {};
  return email ? { firstAdmin: { email, link: await inviteFirstAdmin(ctx, email) } } : { nobody: true };
}

try {
  await main(env());
} catch (error) {
  if (!(error instanceof EnvError)) logger.fatal({ err: error as Error }, 'could not start');
  process.stderr.write(`\n${explain(error)}\n`);
  process.exit(1);
}

function explain(error: unknown): string {
  const { message, code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return 'The port is taken. Stop the other program, or choose another: PORT=3100 npm start';
  return message;
}
