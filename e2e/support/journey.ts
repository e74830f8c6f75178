import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { inject, test } from 'vitest';
import { launchBrowser, newContext } from './browser';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ACTION_LIMIT = 15_000;

const fileName = (text: string) => text.replace(/[^a-z0-9]+/gi, '-').toLowerCase();

async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = join(ROOT, 'test-results');
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${fileName(name)}.png`) });
}

/**
 * A browser test against the shared app: `journey('invites a contact', async ({ app, page }) => …)`.
 *
 * `page` is 1440 × 900, light, in a context of its own (`page.goto('/deals')` is enough). Uncaught errors of its scripts
 * fail the journey; a failed one leaves a picture in test-results/.
 */
export const journey = test
  .extend('app', () => inject('app'))
  .extend('browser', { scope: 'file' }, async ({}, { onCleanup }) => {
    const browser = await launchBrowser();
    onCleanup(() => browser.close());
    return browser;
  })
  .extend('context', async ({ app, browser }, { onCleanup }) => {
    const context = await newContext(browser, { baseURL: app.url });
    context.setDefaultTimeout(ACTION_LIMIT);
    onCleanup(() => context.close());
    return context;
  })
  .extend('page', async ({ context, task }, { onCleanup }) => {
    const page = await context.newPage();
    const errors: Error[] = [];
    page.on('pageerror', (error) => errors.push(error));
    onCleanup(async () => {
      if (task.result?.state === 'fail') await keepPicture(page, task.name);
      if (errors.length > 0)
        throw new AggregateError(errors, errors.map((error) => error.message).join('; '));
    });
    return page;
  });

export interface ScreenshotOptions {
  fullPage?: boolean;
}

/** Writes docs/screenshots/<name>.png, once fonts are there. Names say screen, width and theme: `deals-1440-light`. */
export async function screenshot(
  page: Page,
  name: string,
  { fullPage = false }: ScreenshotOptions = {},
): Promise<void> {
  const folder = join(ROOT, 'docs/screenshots');
  await mkdir(folder, { recursive: true });
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage, animations: 'disabled' });
}
