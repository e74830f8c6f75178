import { startEmulators } from '@besahubs/emulators/start';
import type { RunningEmulators } from '@besahubs/emulators/start';
import { afterAll, beforeAll } from 'vitest';

/** Starts the provider servers for a test file and points the environment at them, before anything has read it. */
export function useEmulators(): {
  get(): RunningEmulators;
  control<T>(
    provider: keyof RunningEmulators['urls'],
    method: string,
    path: string,
    body?: object,
  ): Promise<T>;
} {
  let running: RunningEmulators;
  beforeAll(async () => {
    running = await startEmulators();
    process.env['SENDGRID_BASE_URL'] = running.urls.sendgrid;
    process.env['GOOGLE_BASE_URL'] = running.urls.google;
    process.env['MS_BASE_URL'] = running.urls.microsoft;
    process.env['TURNSTILE_BASE_URL'] = running.urls.turnstile;
  });
  afterAll(() => running.close());
  return {
    get: () => running,
    /** The control API: acts as the provider's user, bends time, causes faults. */
    async control(provider, method, path, body) {
      const response = await fetch(`${running.urls[provider]}/_control${path}`, {
        method,
        ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${String(response.status)} ${path}: ${text}`);
      return (text ? JSON.parse(text) : null) as never;
    },
  };
}
