import { startEmulators, type EmulatorOptions, type ProviderName } from '../start';

export interface TestEmulator {
  /** Base URL of the provider under test. */
  url: string;
  /** Sends JSON to the control API; throws on an error answer. */
  control: <T = unknown>(method: string, path: string, body?: unknown) => Promise<T>;
  close: () => Promise<void>;
}

async function readAs<T>(response: Response): Promise<T> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${text}`);
  return (text ? JSON.parse(text) : undefined) as T;
}

/** One provider on a free port, in memory unless told otherwise. */
export async function startProvider(
  name: ProviderName,
  options: EmulatorOptions = {},
): Promise<TestEmulator> {
  const emulators = await startEmulators({ only: [name], ...options });
  const url = emulators.urls[name];
  return {
    url,
    control: async <T>(method: string, path: string, body?: unknown) =>
      readAs<T>(
        await fetch(`${url}/_control${path}`, {
          method,
          ...(body === undefined
            ? {}
            : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
        }),
      ),
    close: () => emulators.close(),
  };
}
