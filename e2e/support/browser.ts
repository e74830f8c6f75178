import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from 'playwright-core';
import { findChromium } from './chromium';

const ARGS = [
  // Root and containers have no sandbox to give; the pages are our own.
  '--no-sandbox',
  '--disable-setuid-sandbox',
  '--disable-dev-shm-usage',
  '--no-zygote',
  '--no-first-run',
  '--no-default-browser-check',
  // Nothing leaves this machine that a journey did not ask for.
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-pings',
  '--font-render-hinting=none',
];

/**
 * Starts a headless Chromium; the caller closes it. A library that fakes the clock is kept from it: its compositor then
 * waits for frames that never come. Its pages are told the time by `shiftClock`.
 */
export async function launchBrowser(): Promise<Browser> {
  const { path, env } = await findChromium();
  const { LD_PRELOAD: _library, ...own } = process.env as Record<string, string>;
  return chromium.launch({ executablePath: path, args: ARGS, env: { ...own, ...env } });
}

/** Lets a page's clock run ahead of the machine's by as much as `npm run test:instants` lets those of the other programs. */
async function shiftClock(context: BrowserContext): Promise<void> {
  const ahead = Number(process.env['TEST_CLOCK_AHEAD_MS'] ?? 0);
  if (ahead === 0) return;
  await context.addInitScript((by) => {
    const now = Date.now;
    globalThis.Date = new Proxy(Date, {
      construct: (target, given: [number], self) =>
        Reflect.construct(target, given.length > 0 ? given : [now() + by], self) as Date,
      apply: (target) => new target(now() + by).toString(),
      get: (target, key, self) =>
        key === 'now' ? () => now() + by : (Reflect.get(target, key, self) as unknown),
    });
  }, ahead);
}

export interface PageOptions extends BrowserContextOptions {
  width?: number;
  height?: number;
}

/** A browser window with cookies of its own: 1440 × 900, English, New York time, unless told otherwise. */
export async function newContext(browser: Browser, options: PageOptions = {}): Promise<BrowserContext> {
  const { width = 1440, height = 900, ...rest } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    locale: 'en-US',
    timezoneId: 'America/New_York',
    reducedMotion: 'reduce',
    ...rest,
  });
  await shiftClock(context);
  return context;
}
