import path from 'node:path';
import express, { type ErrorRequestHandler, type Express } from 'express';
import { createContext } from './context';
import { controlRouter } from './control';
import type { Provider, ProviderName } from './provider';
import { openState } from './state';

interface HostOptions {
  app: Express;
  /** Public URL of the whole server, no trailing slash; known once listening. */
  url: () => string;
  dataDir?: string | undefined;
}

/** A mounted provider, with its state type closed over. */
export interface Mounted {
  name: ProviderName;
  /** Stops the provider and writes its state. */
  close(): Promise<void>;
}

/** Mounts one provider: control API first (faults never hit it), then log, faults, the vendor's routes. */
export async function mountProvider<S>(provider: Provider<S>, options: HostOptions): Promise<Mounted> {
  const { app, url, dataDir } = options;
  const { name } = provider;
  const file = dataDir ? path.join(dataDir, `${name}.json`) : undefined;
  const state = await openState<S>({ initial: () => provider.initialState(), ...(file ? { file } : {}) });
  const ctx = createContext(() => `${url()}/${name}`, state);

  app.use(`/${name}/_control`, controlRouter(provider, ctx));
  app.use(`/${name}`, ctx.requests.middleware, ctx.faults.middleware, provider.router(ctx));
  return {
    name,
    async close() {
      await provider.close?.(ctx);
      await state.flush();
    },
  };
}

/** Last resort for errors no provider handled: body-parser's own status, or 500 with the message. */
export const lastErrorHandler: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (res.headersSent) {
    next(error);
    return;
  }
  const status =
    typeof error === 'object' && error && 'status' in error && typeof error.status === 'number'
      ? error.status
      : 500;
  res.status(status).json({ error: error instanceof Error ? error.message : 'Unknown error' });
};

export function createApp(): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  return app;
}
