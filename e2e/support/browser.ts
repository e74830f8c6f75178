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

/** Starts a headless Chromium; the caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  const { path, env } = await findChromium();
  return chromium.launch({
    executablePath: path,
    args: ARGS,
    env: { ...(process.env as Record<string, string>), ...env },
  });
}

export interface PageOptions extends BrowserContextOptions {
  width?: number;
  height?: number;
}

/** A browser window with cookies of its own: 1440 × 900, English, New York time, unless told otherwise. */
export function newContext(browser: Browser, options: PageOptions = {}): Promise<BrowserContext> {
  const { width = 1440, height = 900, ...rest } = options;
  return browser.newContext({
    viewport: { width, height },
    locale: 'en-US',
    timezoneId: 'America/New_York',
    reducedMotion: 'reduce',
    ...rest,
  });
}
