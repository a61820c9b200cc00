// The first journey of a school, in a real browser: an owner comes in and brings a course, a learner finds and reads it.
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { signUpAndRead, writeFolder } from './first-day.ts';
import { launch, noBrowser, openSchool, owner, type School } from './school.ts';
import { shoot, taken, watched } from './watched.ts';

const corpora = process.env.LMS_CORPORA ?? resolve(import.meta.dirname, '../../shared/corpora');
const odin = join(corpora, 'markdown/odin/foundations');

// Generous: the machine may be busy with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** Chooses a folder where the page offers it, as a person without a mouse does. */
async function choose(page: Page, path: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'choose a folder' }).click();
  await (await chooser).setFiles(path);
}
async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}
const ines = { email: 'ines@example.org', password: 'a window on the harbour' };

let browser: Browser;
let folder: string;
beforeAll(async () => {
  if (!noBrowser) [browser, folder] = await Promise.all([launch(), writeFolder()]);
});
afterAll(async () => {
  await browser?.close();
  if (folder) await rm(resolve(folder, '..'), { recursive: true, force: true });
});

describe.skipIf(noBrowser)('a school on its first day', () => {
  test('its owner comes in by the link, brings a folder in and publishes it', async ({ onTestFinished }) => {
    const school = await openSchool({ owned: false });
    onTestFinished(school.close);
    const { page, visit, done } = await watched(browser, school);
    await visit(school.setUp);
    await shoot(page, 'set-up');
    await page.getByLabel('Name').fill('Ada Keller');
    await page.getByLabel('E-mail').fill('ada@example.org');
    await page.getByLabel('Password').fill('a lantern over the door');
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByRole('heading', { name: 'Your courses' }).waitFor();
    await taken(page);

    await page.getByRole('link', { name: 'Bring in a folder' }).click();
    await page.getByRole('heading', { name: 'Bring in a course' }).waitFor();
    await choose(page, folder);
    // The outline stands there before anything is made.
    await page.getByRole('heading', { name: /This is what it becomes/ }).waitFor();
    expect(await page.locator('.toc-lessons > li').count()).toBe(3);
    await shoot(page, 'import');
    expect(await school.lms('call', 'courses.list', '--json')).not.toContain('Reading the sea');
    await page.getByRole('button', { name: 'Make the course' }).click();
    await page.getByRole('heading', { name: 'The course is here' }).waitFor();
    await page.getByRole('link', { name: 'Change it' }).click();

    await page.getByText('Draft', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Publish' }).click();
    await page.getByText('Published', { exact: true }).waitFor();
    await done();
  });
});

// Each test has a school of its own, as it was left the day before: a course, and a learner who takes it.
describe.skipIf(noBrowser)('a school', () => {
  let dayBefore: School;
  let school: School;
  beforeAll(async () => {
    dayBefore = await openSchool();
    const { lms } = dayBefore;
    await lms('import', folder, '--publish');
    await lms('user', 'create', ines.email, '--name', 'Inés Carrasco', '--password', ines.password);
    const { id: courseId } = JSON.parse(await lms('call', 'courses.find', '--input', '{"slug":"reading-the-sea"}'));
    await lms('call', 'enrollment.enroll', '--as', ines.email, '--input', JSON.stringify({ courseId }));
    await dayBefore.stop();
  });
  afterAll(() => dayBefore?.close());
  beforeEach(async () => {
    school = await openSchool({ from: dayBefore.folder });
  });
  afterEach(() => school?.close());

  test('a learner signs up, finds the course, enrols, reads, leaves, and comes back to the same place', async () => {
    const { page, visit, done } = await watched(browser, school);
    await signUpAndRead({ page, visit });
    expect(new URL(page.url()).pathname).toMatch(/^\/learn\/reading-the-sea\/[\w-]+$/);
    expect(await page.evaluate(() => scrollY)).toBe(0);
    const topStep = () =>
      page.evaluate(
        () =>
          [...document.querySelectorAll('[data-lesson] h2')].find((one) => one.getBoundingClientRect().top > 40)
            ?.textContent,
      );
    await page.getByRole('heading', { name: 'Step 8' }).evaluate((one) => one.scrollIntoView({ behavior: 'instant' }));
    const before = await topStep();
    // Leaves at once, without the pause after which a place is told: leaving tells it.
    await page.goto('about:blank');

    await visit('/home');
    await page.getByRole('heading', { name: 'Low water' }).waitFor();
    await page.getByRole('link', { name: 'Go on' }).click();
    await page.getByRole('heading', { name: 'Low water', level: 1 }).waitFor();
    await expect.poll(topStep).toBe(before);
    expect(before).toBe('Step 8');
    await shoot(page, 'came-back');

    // Signing out leaves nothing of the person on the page.
    await visit('/');
    await page.getByRole('button', { name: /Account of Lena/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('link', { name: 'Sign in' }).waitFor();
    await done();
  });

  test('a wrong password is refused in a sentence, and signing in leads where one wanted to go, in this school only', async () => {
    const { page, visit, done } = await watched(browser, school, {}, ['status of 401']);
    await visit('/home');
    expect(new URL(page.url()).search).toBe('?next=%2Fhome');
    await signIn(page, ines.email, 'not the right one');
    await page.getByRole('alert').getByText('do not belong together').waitFor();
    await signIn(page, ines.email, ines.password);
    await page.getByRole('heading', { name: /Inés Carrasco/ }).waitFor();
    // Who is in already does not stand at the door again.
    await visit('/sign-in?next=/account');
    expect(new URL(page.url()).pathname).toBe('/home');
    await done();

    for (const next of [
      '//elsewhere.example/',
      '/\t/elsewhere.example/',
      '/\\elsewhere.example/',
      'https://elsewhere.example/',
    ]) {
      const away = await watched(browser, school);
      await away.visit(`/sign-in?next=${encodeURIComponent(next)}`);
      await signIn(away.page, ines.email, ines.password);
      await away.page.waitForURL((url) => url.pathname !== '/sign-in');
      expect(away.page.url()).toBe(`${school.url}/`);
      await away.done();
    }
  });

  test('what is pressed before the app has come is done when it has, and no password gets into an address', async () => {
    // Guard: without the listeners of before-paint.js the browser sent the form itself.
    const { page, done } = await watched(browser, school);
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    await page.route(/\/assets\/client-.*\.js$/, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`${school.url}/sign-in?next=/home`, { waitUntil: 'commit' });
    await signIn(page, ines.email, ines.password);
    expect(await page.locator('html[data-ready]').count()).toBe(0);
    release();
    await page.getByRole('heading', { name: /Inés Carrasco/ }).waitFor();
    expect(page.url()).toBe(`${school.url}/home`);
    await done();
  });

  test('by keyboard alone: from the catalogue into a lesson, on to the next, and its contents', async () => {
    const { page, visit, done } = await watched(browser, school);
    await visit('/sign-in?next=/');
    const focusOn = async (name: string) => {
      const named = (element: Element | null) => element?.getAttribute('aria-label') ?? element?.textContent?.trim();
      for (let i = 0; i < 40; i++) {
        if ((await page.evaluate(`(${named})(document.activeElement)`)) === name) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`${name} was not reached with Tab`);
    };
    await page.getByLabel('E-mail').focus();
    await page.keyboard.type(ines.email);
    await page.keyboard.press('Tab');
    await page.keyboard.type(ines.password);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${school.url}/`);
    await taken(page);
    await focusOn('Skip to content');
    await page.keyboard.press('Enter');
    await focusOn('See the course');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Reading the sea', level: 1 }).waitFor();
    await focusOn('High water');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'High water', level: 1 }).waitFor();
    await page.keyboard.press('j');
    await page.getByRole('heading', { name: 'Low water', level: 1 }).waitFor();
    await page.keyboard.press('k');
    await page.getByRole('heading', { name: 'High water', level: 1 }).waitFor();
    await page.keyboard.press('t');
    await page.getByRole('dialog').getByRole('heading', { name: 'Contents' }).waitFor();
    await page.keyboard.press('Escape');
    await page.goBack();
    await page.getByRole('heading', { name: 'Low water', level: 1 }).waitFor();
    await done();
  });

  test('a teacher writes, sees what it will look like, and is asked before unsaved words are left', async () => {
    const { page, visit, done } = await watched(browser, school);
    await visit('/sign-in?next=/teach');
    await signIn(page, owner.email, owner.password);
    await page.getByRole('link', { name: 'Reading the sea' }).click();
    await page.waitForURL(/\/teach\/[\w-]+$/);
    await taken(page); // no key is kept for an app that is not there yet
    // Faster than the school answers: what was pressed while a change was under way is not forgotten, nor what is written.
    const order = () => page.locator('.builder-lessons a').allTextContents();
    await page.getByRole('link', { name: 'High water' }).focus();
    for (const key of ['Down', 'Down', 'Up', 'Down']) await page.keyboard.press(`Alt+Arrow${key}`);
    expect(await order()).toEqual(['Low water', 'High water', 'Swell']);
    expect(await page.locator(':focus').textContent()).toBe('High water');
    await page.getByRole('button', { name: 'Move up: High water' }).click();
    await page.getByLabel('About the course').fill('## Bring along\n\n- a *tide table*\n- <b>boots</b>');
    await page.getByRole('button', { name: 'More to do with “Swell”' }).click();
    await page.getByRole('menuitem', { name: 'Rename' }).click();
    await page.getByRole('dialog').getByLabel('Title').fill('Swell and surf');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('link', { name: 'Swell and surf' }).waitFor();
    expect(await order()).toEqual(['Low water', 'High water', 'Swell and surf']);
    await shoot(page, 'builder');

    // What stands on the course's page is Markdown too.
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('status').getByText('Saved').waitFor();
    expect(await page.getByLabel('About the course').inputValue()).toMatch(/^## Bring along/);
    const look = await watched(browser, school);
    await look.visit('/courses/reading-the-sea');
    await look.page.getByRole('heading', { name: 'Bring along' }).waitFor();
    expect(await look.page.locator('.course-text li').filter({ hasText: 'tide table' }).locator('em').count()).toBe(1);
    await look.page.getByText('<b>boots</b>').waitFor();
    await look.done();

    // In blocks, as it reads: a slash asks what to put there, and what was there before stays.
    await page.getByRole('link', { name: 'Swell and surf' }).click();
    const text = page.getByRole('textbox', { name: 'Text of the lesson' });
    await text.waitFor();
    const steps = await text.locator('h2').count();
    await text.locator('p').first().click();
    await page.keyboard.press('Control+Enter');
    await page.keyboard.type('/war');
    await page.getByRole('option', { name: 'Warning' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('Cold water');
    await page.keyboard.press('Enter');
    await page.keyboard.type('It takes the breath.');
    await shoot(page, 'editor');
    await page.keyboard.press('Control+s');
    await page.locator('.saved').getByText('Saved', { exact: true }).waitFor();
    await page.reload();
    await text.locator('aside', { hasText: 'Cold water' }).getByText('It takes the breath.').waitFor();
    expect(await text.locator('h2').count()).toBe(steps);

    await page.getByRole('button', { name: 'Markdown' }).click();
    expect(await page.getByLabel('Markdown').inputValue()).toContain(
      '> [!WARNING] Cold water\n>\n> It takes the breath.',
    );
    await page.getByLabel('Markdown').fill('A wave is **not** water that travels.');
    await page.locator('.write .prose strong', { hasText: 'not' }).waitFor();
    await page.getByText('Not saved yet').waitFor();
    await page.getByRole('link', { name: 'Your courses' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Stay here' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('.saved').getByText('Saved', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Your courses' }).click();
    await page.getByRole('heading', { name: 'Your courses' }).waitFor();
    await done();
  });

  test('two teachers at once see what the other does', async () => {
    // Guard: without useWhileSeen in the builder the other's lesson was seen after a reload only.
    const open = async () => {
      const view = await watched(browser, school);
      await view.visit('/sign-in?next=/teach');
      await signIn(view.page, owner.email, owner.password);
      await view.page.getByRole('link', { name: 'Reading the sea' }).click();
      await view.page.getByRole('button', { name: 'Hide' }).waitFor();
      return view;
    };
    const [here, there] = [await open(), await open()];
    await taken(here.page);
    await there.page.getByLabel('About the course').fill('Half a sentence');
    await here.page.getByLabel('Title of the lesson').first().fill('Spring tide');
    await here.page.keyboard.press('Enter');
    await there.page.getByRole('link', { name: 'Spring tide' }).waitFor();
    expect(await there.page.getByLabel('About the course').inputValue()).toBe('Half a sentence');
    await there.page.getByRole('button', { name: 'Move up: Spring tide' }).click();
    await expect
      .poll(() => here.page.locator('.builder-lessons a').allTextContents())
      .toEqual(['High water', 'Spring tide', 'Low water', 'Swell']);
    await here.done();
    await there.done();
  });

  test('before others notice, the school says what will happen: who keeps a course, what goes with a part, what is refused', async () => {
    const { page, visit, done } = await watched(browser, school, {}, ['status of 409']);
    await visit('/sign-in?next=/teach');
    await signIn(page, owner.email, owner.password);
    await page.getByRole('link', { name: 'Reading the sea' }).click();
    await page.getByRole('link', { name: 'High water' }).waitFor(); // the list has such buttons too
    const asked = page.getByRole('alertdialog');
    await page.getByRole('button', { name: 'Hide' }).click();
    await asked.getByText('The one learner who is enrolled keeps it.').waitFor();
    await shoot(page, 'hide');
    await asked.getByRole('button', { name: 'Not now' }).click();
    await page.getByRole('button', { name: 'More to do with “Tides”' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await asked.getByText('Its 2 lessons go with it').waitFor();
    await shoot(page, 'delete-part');
    await asked.getByRole('button', { name: 'Keep it' }).click();
    await page.getByRole('button', { name: 'Delete this course' }).click();
    await asked.getByText('Its 3 lessons go with it').waitFor();
    await asked.getByText('One learner is enrolled and loses it').waitFor();
    await asked.getByRole('button', { name: 'Keep it' }).click();
    // Nothing of it has happened.
    expect(await page.locator('.builder-lessons a').count()).toBe(3);
    await page.getByText('Published', { exact: true }).waitFor();

    await page.getByRole('link', { name: 'Your courses' }).click();
    await page.getByRole('button', { name: 'New course' }).click();
    await page.getByLabel('Title').fill('An empty shelf');
    await page.getByRole('button', { name: 'Make the course' }).click();
    await page.getByRole('heading', { name: 'An empty shelf' }).waitFor();
    await page.getByRole('button', { name: 'Publish' }).click();
    await asked.getByText('needs at least one lesson').waitFor();
    expect(await asked.getByRole('button').allTextContents()).toEqual(['Not now']);
    await shoot(page, 'cannot-publish');
    await asked.getByRole('button', { name: 'Not now' }).click();
    await asked.waitFor({ state: 'hidden' });
    await page.getByLabel('Title of the part').fill('Loose ends');
    await page.getByRole('button', { name: 'Add a part' }).click();
    await page.getByRole('button', { name: 'More to do with “Loose ends”' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await asked.getByText('There are no lessons in it.').waitFor();
    await asked.getByRole('button', { name: 'Delete' }).click();
    await asked.waitFor({ state: 'hidden' });
    expect(await page.getByRole('heading', { name: 'Loose ends' }).count()).toBe(0);
    // What had the focus is gone: it is not lost at the top of the page.
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('main');
    await page.getByRole('button', { name: 'Delete this course' }).click();
    await asked.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('heading', { name: 'Your courses' }).waitFor();
    await page.getByText('“An empty shelf” is deleted.').waitFor();
    expect(await page.getByRole('link', { name: 'An empty shelf' }).count()).toBe(0);
    await done();
  });

  test('whoever finishes every lesson has a certificate, and a stranger verifies it', async () => {
    const teacher = await watched(browser, school);
    await teacher.visit('/sign-in?next=/teach');
    await signIn(teacher.page, owner.email, owner.password);
    await teacher.page.getByRole('link', { name: 'Reading the sea' }).click();
    await teacher.page.getByRole('switch', { name: 'Certificate on completion' }).check();
    await teacher.done();

    const { page, visit, done } = await watched(browser, school);
    await visit('/sign-in?next=/learn/reading-the-sea');
    await signIn(page, ines.email, ines.password);
    for (const lesson of ['High water', 'Low water', 'Swell']) {
      await page.getByRole('heading', { name: lesson, level: 1 }).waitFor();
      await page.getByRole('button', { name: 'Mark as finished' }).click();
    }
    const certificate = page.locator('[href*="/certificates/"]', { hasText: 'Reading the sea' });
    const isHere = async () => {
      await visit('/home');
      return certificate.waitFor({ timeout: 2_000 }).then(
        () => true,
        () => false,
      );
    };
    await expect.poll(isHere, { timeout: 30_000 }).toBe(true);
    await certificate.click();
    await page.getByText('genuine and in force').waitFor();
    const address = page.url();
    await done();

    const stranger = await watched(browser, school);
    await stranger.page.goto(address);
    await taken(stranger.page);
    await stranger.page.getByRole('heading', { name: 'Inés Carrasco', level: 1 }).waitFor();
    const link = await stranger.page.getByRole('link', { name: 'Download to print' }).getAttribute('href');
    const file = await stranger.page.request.get(new URL(link!, address).href);
    expect([file.status(), file.headers()['content-type']]).toEqual([200, 'application/pdf']);
    expect((await file.body()).subarray(0, 5).toString()).toBe('%PDF-');
    await stranger.done();
  });

  test('a learner leaves a course and may come back', async () => {
    const { page, visit, done } = await watched(browser, school);
    await visit('/sign-in?next=/courses/reading-the-sea');
    await signIn(page, ines.email, ines.password);
    await page.getByRole('button', { name: 'Leave this course' }).click();
    await page.getByText('You left the course. Your progress is kept.').waitFor();
    await page.getByRole('button', { name: 'Enrol' }).click();
    await page.waitForSelector('[data-lesson]');
    await page.goBack();
    await page.getByText('of 3 lessons finished').first().waitFor();
    await done();
  });

  test.skipIf(!existsSync(odin))('a folder of a real curriculum comes in whole', async () => {
    const { page, visit, done } = await watched(browser, school);
    await visit('/sign-in?next=/teach/import');
    await signIn(page, owner.email, owner.password);
    await page.getByRole('heading', { name: 'Bring in a course' }).waitFor();
    await taken(page);
    await choose(page, odin);
    await page.getByRole('button', { name: 'Make the course' }).click({ timeout: 30_000 });
    await page.getByRole('heading', { name: 'The course is here' }).waitFor({ timeout: 30_000 });
    await page.getByRole('link', { name: 'Open the course' }).click();
    await page.getByRole('heading', { level: 1, name: /foundations/i }).waitFor();
    expect(await page.locator('.toc-lessons > li').count()).toBeGreaterThan(40);
    await done();
  });
});
