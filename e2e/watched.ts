// A page that tells on itself: what it logs as an error, what its policy refuses, what it asks of other origins, what
// axe objects to, what sticks out of the screen.
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { owner } from './school.ts';

const axe = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
/** Where pictures of every screen go, when somebody wants to look at them. */
const shots = process.env.LMS_SHOTS;

export interface Watched {
  readonly page: Page;
  /** Everything wrong until now, as sentences. */
  readonly faults: readonly string[];
  /** Goes to an address below the school's and waits until the app has taken over. */
  visit(path: string): Promise<void>;
  /** Through the door with a password, on to an address below the school's; the owner when nobody else is named. */
  signIn(path: string, who?: { readonly email: string; readonly password: string }): Promise<void>;
  /** Expects that nothing was wrong, and closes the page. */
  done(): Promise<void>;
}

/** @param expected parts of console errors that the test causes on purpose: a 404 that it asks for */
export async function watched(
  browser: Browser,
  school: { readonly url: string },
  options: BrowserContextOptions = {},
  expected: readonly string[] = [],
): Promise<Watched> {
  const context = await browser.newContext({
    reducedMotion: 'reduce', // what still moves cannot be pressed reliably on a busy machine
    viewport: { width: 1360, height: 900 },
    colorScheme: 'light',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const faults: string[] = [];
  const note = (fault: string) => void (expected.some((one) => fault.includes(one)) || faults.push(fault));
  page.on('console', (message) => message.type() === 'error' && note(`console: ${message.text()} at ${page.url()}`));
  page.on('pageerror', (error) => note(`thrown: ${error.message} at ${page.url()}`));
  const own = new URL(school.url).origin;
  page.on(
    'request',
    (request) =>
      /^(?:https?|wss?):/.test(request.url()) &&
      new URL(request.url()).origin !== own &&
      note(`other origin: ${request.url()}`),
  );
  await context.exposeFunction('tellRefused', (refused: string) => note(`refused by policy: ${refused}`));
  await context.addInitScript(() => {
    const { tellRefused } = window as unknown as { tellRefused(refused: string): void };
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      tellRefused(`${violatedDirective} ${blockedURI}`),
    );
  });
  const visit = async (path: string) => {
    await page.goto(`${school.url}${path}`);
    await taken(page);
  };
  return {
    page,
    faults,
    visit,
    async signIn(path, who = owner) {
      await visit(`/sign-in?next=${encodeURIComponent(path)}`);
      await page.locator('[name=email]').fill(who.email);
      await page.locator('[name=password]').fill(who.password);
      await page.locator('button[type=submit]').first().click();
      await page.waitForURL(`${school.url}${path}`);
      await taken(page);
    },
    done: async () => {
      await context.close();
      expect(faults).toEqual([]);
    },
  };
}

/** The app has hydrated what came: before that a press on a button goes nowhere. */
export const taken = async (page: Page): Promise<void> => {
  await page.waitForSelector('html[data-ready]');
  await page.evaluate(() => document.fonts.ready);
};

/** @param rules all of them, or the one that dark can break: axe takes a second a page */
export async function axeObjections(page: Page, rules: 'all' | 'color-contrast' = 'all'): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(
    (only) =>
      (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run(
        only === 'all' ? {} : { runOnly: [only] },
      ),
    rules,
  );
  return violations.map(
    ({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}

/** A page never scrolls sideways; tables and code scroll in themselves. */
export const sticksOut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const out = [...document.querySelectorAll('body *')].filter(
      (one) => one.getBoundingClientRect().right > clientWidth + 1,
    );
    return out.map((one) => `${one.tagName.toLowerCase()}.${one.className}`).slice(0, 5);
  });

/** A picture of it, no word from axe, and nothing that sticks out. */
export async function good(page: Page, name: string, rules: 'all' | 'color-contrast' = 'all'): Promise<void> {
  await shoot(page, name);
  expect([...(await axeObjections(page, rules)), ...(await sticksOut(page))], name).toEqual([]);
}

export async function shoot(page: Page, name: string): Promise<void> {
  if (!shots) return;
  await mkdir(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`) });
}
