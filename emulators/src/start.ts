import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp, lastErrorHandler, mountProvider, type Mounted } from './core/host';
import { indexPage } from './core/indexPage';
import type { ProviderName } from './core/provider';
import { refuseProduction } from './core/refuseProduction';
import { google } from './google/provider';
import { microsoft } from './microsoft/provider';
import { sendgrid } from './sendgrid/provider';
import { turnstile } from './turnstile/provider';

export type { ProviderName } from './core/provider';
export { SENDGRID_TEMPLATE_IDS } from './sendgrid/seed/templates';

type Mount = (options: Parameters<typeof mountProvider>[1]) => Promise<Mounted>;

const PROVIDERS: Record<ProviderName, Mount> = {
  sendgrid: (options) => mountProvider(sendgrid, options),
  google: (options) => mountProvider(google, options),
  microsoft: (options) => mountProvider(microsoft, options),
  turnstile: (options) => mountProvider(turnstile, options),
};
const NAMES = Object.keys(PROVIDERS) as ProviderName[];

export interface EmulatorOptions {
  /** 0 (the default) takes any free port. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** Where each provider keeps <name>.json; without it everything lives in memory. */
  dataDir?: string;
  /** The URL browsers and the app reach this server by, when it is not http://localhost:<port>. */
  publicUrl?: string;
  only?: ProviderName[];
}

export interface RunningEmulators {
  /** No trailing slash. */
  url: string;
  /** Base URL per provider, e.g. urls.google = http://localhost:3001/google. */
  urls: Record<ProviderName, string>;
  /** Stops listening, ends deliveries, writes the states. */
  close(): Promise<void>;
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/**
 * Starts the emulated providers on one port, each under its name. Throws with NODE_ENV=production, and with the
 * system's error (EADDRINUSE) when the port is taken.
 */
export async function startEmulators(opts: EmulatorOptions = {}): Promise<RunningEmulators> {
  refuseProduction();
  const { port = 0, host = '127.0.0.1', dataDir, publicUrl, only = NAMES } = opts;
  let url = publicUrl?.replace(/\/+$/, '') ?? '';
  const app = createApp();
  app.get('/', (_req, res) => res.type('html').send(indexPage(only)));
  const mounted: Mounted[] = [];
  for (const name of only) mounted.push(await PROVIDERS[name]({ app, url: () => url, dataDir }));
  app.use(lastErrorHandler);

  const server = createServer(app);
  const actualPort = await listen(server, port, host);
  url ||= `http://${host === '127.0.0.1' || host === '0.0.0.0' ? 'localhost' : host}:${actualPort}`;
  const urls = Object.fromEntries(NAMES.map((name) => [name, `${url}/${name}`])) as Record<
    ProviderName,
    string
  >;
  return {
    url,
    urls,
    async close() {
      await stopListening(server);
      await Promise.all(mounted.map((provider) => provider.close()));
    },
  };
}
