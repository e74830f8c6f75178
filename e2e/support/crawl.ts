import type { Page, Request, Response } from 'playwright-core';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** Long enough for a slow machine; nothing of the app takes that long. */
const TITLE_LIMIT = 2_000;
const SETTLE_LIMIT = 12_000;
/** Longer than the shell waits before it shows that a page is loading. */
const QUIET_MS = 180;

/** Pages that look the same but for their record are one place: `/deals/:id?tab=…`. */
const placeOf = (href: string): string => {
  const { pathname, search } = new URL(href, 'http://app');
  const keys = [...new URLSearchParams(search).keys()].sort().join('&');
  return pathname.replace(UUID, ':id') + (keys && `?${keys}`);
};

/** Watches a page for what no visitor should meet: errors of scripts and console, refused or failed calls. */
export class Watch {
  readonly problems: string[] = [];
  private readonly pending = new Set<Request>();
  private readonly page: Page;
  private where = '';

  constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.note(`script: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') this.note(`console: ${message.text().slice(0, 300)}`);
    });
    page.on('request', (request) => this.pending.add(request));
    page.on('requestfinished', (request) => this.pending.delete(request));
    page.on('requestfailed', (request) => this.pending.delete(request));
    page.on('response', (response) => this.check(response));
  }

  private check(response: Response): void {
    const { pathname } = new URL(response.url());
    if (response.status() >= 400)
      this.note(`${response.status()} ${response.request().method()} ${pathname}`);
  }

  note(problem: string): void {
    this.problems.push(`${this.where}: ${problem}`);
  }

  private isQuiet(): boolean {
    return [...this.pending].every((request) => request.url().includes('/socket.io/'));
  }

  /** The bar of the shell (a page's code is on its way), skeletons, and what says of itself that it is busy. */
  private isLoading(): Promise<boolean> {
    return this.page.evaluate(
      () =>
        document.querySelector(
          'main > .MuiLinearProgress-root, main [role=status][aria-label=Loading], main [aria-busy=true]',
        ) !== null,
    );
  }

  /** Another page has another title; the one before stays until the code of the next is there. */
  private async arrived(title: string): Promise<void> {
    await this.page
      .waitForFunction((before) => document.title !== before, title, { timeout: TITLE_LIMIT })
      .catch(() => undefined);
  }

  /** Waits until nothing loads any more. */
  async settled(): Promise<void> {
    const end = performance.now() + SETTLE_LIMIT;
    for (let quiet = 0; quiet < QUIET_MS;) {
      if (performance.now() > end) return this.note('never comes to rest');
      await this.page.waitForTimeout(30);
      quiet = this.isQuiet() && !(await this.isLoading()) ? quiet + 30 : 0;
    }
  }

  /** Goes to an address as a click on a link does, without loading the app anew, and looks at what is there. */
  async visit(path: string): Promise<void> {
    this.where = path;
    const title = await this.page.title();
    const moves = new URL(this.page.url()).pathname !== new URL(path, 'http://app').pathname;
    await this.page.evaluate((to) => {
      window.history.pushState(null, '', to);
      window.dispatchEvent(new PopStateEvent('popstate', { state: null }));
    }, path);
    if (moves) await this.arrived(title);
    await this.settled();
    await this.look();
  }

  /** What stands on the page: a heading, and nobody's error. */
  async look(): Promise<void> {
    const main = this.page.locator('#main');
    const text = await main.innerText();
    for (const words of ['There is nothing here', 'This page stopped working', 'Could not load', 'Not found'])
      if (text.includes(words)) this.note(`shows “${words}”`);
    // Under an open drawer the page is out of reach, and the drawer has the heading.
    if ((await this.page.getByRole('heading').count()) === 0) this.note('has no heading');
  }
}

const linksOn = (page: Page): Promise<string[]> =>
  page.$$eval('a[href^="/"], a[href^="?"]', (links) =>
    links.map((link) => {
      const { pathname, search } = new URL((link as HTMLAnchorElement).href);
      return pathname + search;
    }),
  );

/** Opens each tab of the page that is no link of its own (those are visited as places). */
async function openTabs(page: Page, watch: Watch): Promise<void> {
  const tabs = page.locator('#main [role=tab]:not(a)');
  for (let index = 1; index < (await tabs.count()); index++) {
    await tabs.nth(index).click();
    await watch.settled();
    await watch.look();
  }
}

/** Rows of a grid are no links: a click opens the record beside the list, or its page. */
async function openFirstRow(page: Page, watch: Watch): Promise<void> {
  const row = page.locator('#main [role=row][data-id]').first();
  if ((await row.count()) === 0) return;
  await row
    .locator('[role=gridcell][data-field]')
    .nth(1)
    .click({ position: { x: 4, y: 4 } });
  await watch.settled();
  await watch.look();
}

/**
 * Visits every place of the app that links lead to, from where the page is, and opens the tabs and a row there. Of places that
 * differ in their record alone, one is visited. Answers the places.
 */
export async function crawl(page: Page, watch: Watch): Promise<string[]> {
  const seen = new Set<string>();
  const queue = await linksOn(page);
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const place = placeOf(path);
    if (seen.has(place) || path.startsWith('/api/')) continue;
    seen.add(place);
    await watch.visit(path);
    queue.push(...(await linksOn(page)));
    await openTabs(page, watch);
    queue.push(...(await linksOn(page)));
    await openFirstRow(page, watch);
    queue.push(...(await linksOn(page)), await page.evaluate(() => window.location.pathname));
  }
  return [...seen];
}
