// Every component in a real browser, from built files under the product's content security policy.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launch, noBrowser } from '../src/testing/index.ts';
import { serveSpecimen } from './specimen-server.ts';

const shots = join(import.meta.dirname, '..', 'dist', 'shots');
const axe = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

describe.skipIf(noBrowser)('the specimen', () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof serveSpecimen>>;
  beforeAll(async () => {
    await mkdir(shots, { recursive: true });
    server = await serveSpecimen();
    browser = await launch();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  /** A page in a profile of its own. What it logs as an error, a refusal by the policy included, fails the test that closes it. */
  async function opened(query = '', width = 1360): Promise<{ page: Page; done(): Promise<void> }> {
    const context = await browser.newContext({
      viewport: { width, height: 860 },
      colorScheme: 'light',
      hasTouch: width < 500,
    });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(`${server.url}?${query}`);
    await page.waitForSelector('main h1');
    await page.evaluate(() => document.fonts.ready);
    return {
      page,
      done: async () => {
        await context.close();
        expect(errors).toEqual([]);
      },
    };
  }

  const looks = ['', 'theme=dark&hue=28', 'lang=ar-EG', 'lang=ar-EG&theme=dark'];
  const sizes = [1360, 360];
  test.each(looks.flatMap((look) => sizes.map((width) => [look || 'plain', width] as const)))(
    'has nothing for axe to object to: %s at %i px',
    async (look, width) => {
      const { page, done } = await opened(look, width);
      await page.waitForTimeout(400); // the skeleton has appeared
      await page.screenshot({ path: join(shots, `${look.replace(/\W/g, '-')}-${width}.png`), fullPage: true });
      await page.evaluate(axe);
      // In the dark nothing differs but colours; all the rules take six times as long.
      const only = look.includes('dark') ? { runOnly: ['color-contrast'] } : {};
      const { violations } = await page.evaluate(
        (options) => (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run(options),
        only,
      );
      const found = violations.map(
        ({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
      );
      expect(found).toEqual([]);
      expect(await sticksOut(page)).toEqual([]);
      await done();
    },
    60_000,
  );

  test('stays whole at 320 px, which is 400 percent zoom, and with letters twice as large', async () => {
    const narrow = await opened('', 320);
    expect(await sticksOut(narrow.page)).toEqual([]);
    await narrow.done();
    const generous = await launch({ letters: 32 });
    const page = await generous.newPage({ viewport: { width: 1360, height: 860 } });
    await page.goto(server.url);
    await page.waitForSelector('main h1');
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('32px');
    expect(await sticksOut(page)).toEqual([]);
    await generous.close();
  });

  test('fetches a face when something is set in it, and not before', async () => {
    const page = await browser.newPage();
    const fetched: string[] = [];
    page.on(
      'request',
      (request) =>
        /([\w-]+)-(?:wght|opsz)-(\w+)-.+\.woff2/.test(request.url()) &&
        fetched.push(RegExp.$1 + (RegExp.$2 === 'italic' ? '-italic' : '')),
    );
    await page.goto(`${server.url}bare.html`);
    const after = async (markup: string) => {
      fetched.length = 0;
      await page.evaluate((html) => document.body.insertAdjacentHTML('beforeend', html), markup);
      await page.evaluate(() => document.fonts.ready);
      await page.waitForLoadState('networkidle');
      return [...fetched].sort();
    };
    expect(
      await after(
        '<h1>Statistics You Can Trust</h1><p>Lessons, quizzes: €96</p><button class="searchbox">Find<kbd>/</kbd></button>',
      ),
    ).toEqual(['commissioner-latin', 'literata-latin']);
    expect(await after('<code>const mean = sum / n</code>')).toEqual(['source-code-pro-latin']);
    expect(await after('<p class="prose"><em>true italics</em></p>')).toEqual(['literata-latin-italic']);
    expect(await after('<p class="prose">مدخل إلى الخط</p>')).toEqual(['noto-naskh-arabic-arabic']);
    expect(await after('<p>المقررات</p>')).toEqual(['vazirmatn-arabic']);
    expect(await after('<p>Νέα ελληνικά</p>')).toEqual(['commissioner-greek']);
    await page.close();
  });

  test('opens a menu by keyboard, travels in it, and gives the focus back', async () => {
    const { page, done } = await opened();
    const button = page.getByRole('button', { name: 'More', exact: true }).and(page.locator('[aria-haspopup]')).first();
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    await button.focus();
    await page.keyboard.press('Enter');
    await expect.poll(focused).toBe('RenameF2');
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toBe('Delete');
    await page.keyboard.press('d'); // Delete is here, Duplicate is next
    expect(await focused()).toBe('DuplicateD');
    await page.keyboard.press('Escape');
    await expect.poll(() => button.evaluate((element) => element === document.activeElement)).toBe(true);
    // The page scrolls smoothly to what has the focus, and a menu that closes keeps its side: both must have ended.
    await expect
      .poll(() => button.evaluate(({ nextElementSibling: menu }) => getComputedStyle(menu!).display))
      .toBe('none');
    await expect
      .poll(() =>
        button.evaluate((element) => {
          element.scrollIntoView({ block: 'center', behavior: 'instant' });
          const { y } = element.getBoundingClientRect();
          return new Promise((resolve) => setTimeout(() => resolve(element.getBoundingClientRect().y === y), 100));
        }),
      )
      .toBe(true);
    await button.click();
    await page.waitForTimeout(300);
    const box = await button.boundingBox();
    const menu = await page.locator('.menu:popover-open').boundingBox();
    expect(Math.abs(menu!.x - box!.x)).toBeLessThan(2); // begins where its button begins
    expect(menu!.y).toBeGreaterThan(box!.y + box!.height);
    await done();
  });

  test('asks in a dialog whose safe choice has the focus, and comes back from it', async () => {
    const { page, done } = await opened();
    const danger = page.getByRole('button', { name: 'Delete lesson' }).first();
    await danger.click();
    const dialog = page.getByRole('alertdialog', { name: /Delete “Coins/ });
    await expect.poll(() => dialog.isVisible()).toBe(true);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Keep it');
    await page.mouse.click(20, 400); // beside it: too easily done for what cannot be undone
    expect(await dialog.isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog.isVisible()).toBe(false);
    expect(await danger.evaluate((element) => element === document.activeElement)).toBe(true);
    await done();
  });

  test('listens to keys, but never inside a field, and not when they are turned off', async () => {
    const { page, done } = await opened();
    const list = page.getByRole('dialog', { name: 'Keys' });
    await page.getByLabel('What it is about').focus();
    await page.keyboard.type('?');
    await page.waitForTimeout(100);
    expect(await list.isVisible()).toBe(false);
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.type('?');
    await expect.poll(() => list.isVisible()).toBe(true);
    expect(await list.textContent()).toContain('g then c');
    await page.getByRole('switch', { name: /Single keys/ }).click();
    await page.keyboard.press('Escape');
    await expect.poll(() => list.isVisible()).toBe(false);
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.type('?');
    await page.waitForTimeout(100);
    expect(await list.isVisible()).toBe(false);
    await done();
  });

  test('moves through tabs along the reading direction', async () => {
    for (const [query, forward] of [
      ['', 'ArrowRight'],
      ['lang=ar-EG', 'ArrowLeft'],
    ] as const) {
      const { page, done } = await opened(query);
      const tabs = page.getByRole('tab');
      await tabs.first().focus();
      await page.keyboard.press(forward);
      expect(await tabs.nth(1).getAttribute('aria-selected')).toBe('true');
      expect(await tabs.nth(1).evaluate((element) => element === document.activeElement)).toBe(true);
      await done();
    }
  });

  test('checks a field on leaving, again while typing, and sends the first wrong one the focus', async () => {
    const { page, done } = await opened();
    const title = page.getByLabel('Title of the course');
    const wrong = () => title.getAttribute('aria-invalid');
    await title.fill('');
    await title.blur();
    expect(await wrong()).toBe(null); // empty is not wrong before somebody is done
    const save = page.getByRole('form').getByRole('button', { name: 'Save' });
    await save.click();
    expect(await wrong()).toBe('true');
    expect(await title.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(
      await title.evaluate(
        (element) => document.getElementById(element.getAttribute('aria-describedby')!)?.textContent,
      ),
    ).toBe('Nothing is written here yet.');
    await title.pressSequentially('Maps');
    expect(await wrong()).toBe(null);
    await save.click();
    await expect.poll(() => page.locator('.toast').textContent()).toContain('Maps');
    await done();
  });

  test('keeps a button as wide as it was when work begins', async () => {
    const { page, done } = await opened();
    const button = page.locator('section button.has-faces:not([aria-busy])').first();
    const before = await button.boundingBox();
    const handle = await button.elementHandle();
    await button.click();
    expect(await handle?.getAttribute('aria-busy')).toBe('true');
    const during = await handle?.boundingBox();
    expect([during?.width, during?.height]).toEqual([before?.width, 40]); // both faces on one line
    await done();
  });

  test('remembers light and dark, and has it before the first paint', async () => {
    const { page, done } = await opened();
    await page.getByRole('button', { name: 'Dark' }).click();
    const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
    expect(await theme()).toBe('dark');
    await page.addInitScript(() => {
      // The body does not exist yet when the head's blocking script has run.
      new MutationObserver((_, observer) => {
        if (!document.body) return;
        observer.disconnect();
        document.documentElement.dataset.first = document.documentElement.dataset.theme ?? 'none';
      }).observe(document, { childList: true, subtree: true });
    });
    await page.reload();
    expect(await page.evaluate(() => document.documentElement.dataset.first)).toBe('dark');
    await page.getByRole('button', { name: 'Dark' }).and(page.locator('[aria-pressed="true"]')).waitFor();
    await page.getByRole('button', { name: 'As the device' }).click();
    expect(await theme()).toBeUndefined();
    await done();
  });

  test('takes a folder with the paths inside it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lectern-drop-'));
    await mkdir(join(folder, 'part 1'));
    await writeFile(join(folder, 'part 1', '01.md'), 'x');
    await writeFile(join(folder, '.DS_Store'), 'x');
    const { page, done } = await opened();
    await page.locator('input[webkitdirectory]').setInputFiles(folder);
    await expect.poll(() => page.locator('.toast').textContent()).toMatch(/^lectern-drop-\w+\/part 1\/01\.md$/);
    await done();
    await rm(folder, { recursive: true });
  });

  test('undoes from a toast, and says so to those who do not see it', async () => {
    const { page, done } = await opened();
    await page.getByRole('button', { name: 'Move the lesson' }).click();
    await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => page.locator('[aria-live="polite"]').textContent()).toBe('Undo');
    expect(await page.locator('.toast').count()).toBe(0);
    await done();
  });

  test('shows no skeleton for the first 300 ms', async () => {
    const { page, done } = await opened();
    const [delay, before] = await page.evaluate(() => {
      const fresh = document.querySelector('.loading')!.cloneNode() as HTMLElement;
      document.body.append(fresh);
      const style = getComputedStyle(fresh);
      return [style.animationDelay, style.visibility];
    });
    expect([delay, before]).toEqual(['0.3s', 'hidden']);
    await expect
      .poll(() =>
        page
          .locator('.loading')
          .first()
          .evaluate((element) => getComputedStyle(element).visibility),
      )
      .toBe('visible');
    await done();
  });

  test('is a table to a screen reader also where it is laid out as sheets', async () => {
    const { page, done } = await opened('', 360);
    const session = await page.context().newCDPSession(page);
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    const count = (role: string) => nodes.filter((node) => !node.ignored && node.role?.value === role).length;
    expect(count('table')).toBe(2);
    expect([count('row'), count('rowheader')]).toEqual([10, 8]);
    await done();
  });
});

/** What reaches beyond the window sideways, scrollers and things meant to be out of sight excepted. */
const sticksOut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width + 1) return [];
    return [...document.querySelectorAll('body *')]
      .filter((element) => !element.closest('.table-wrap, .tabs, .visually-hidden, .skip-link, .cover'))
      .filter(
        (element) => element.getBoundingClientRect().right > width + 1 || element.getBoundingClientRect().left < -1,
      )
      .map((element) => `${element.tagName}.${element.className}`);
  });
