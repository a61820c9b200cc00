// A quiz in a real browser: taken with a reload and a broken line in the middle, handed in, looked at; written by a teacher.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { launch, noBrowser, openSchool, type School } from './school.ts';
import { good, taken, type Watched, watched } from './watched.ts';

// Generous: the machine may be busy with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const course = 'statistics-you-can-trust';
const arabic = encodeURIComponent('أرقام-في-الأخبار');
const quiz = `/learn/${course}/check-yourself`;

describe.skipIf(noBrowser)('a quiz', () => {
  let browser: Browser;
  let school: School;
  beforeAll(async () => {
    [browser, school] = await Promise.all([launch(), openSchool({ seeded: true })]);
  });
  afterAll(async () => {
    await browser?.close();
    await school?.close();
  });

  async function enrol({ page, visit }: Watched): Promise<void> {
    await visit(`/courses/${course}`);
    const button = page.locator('.offer button.button-primary');
    if ((await button.count()) === 0) return;
    await button.click();
    await page.waitForSelector('[data-lesson]');
  }
  const checked = (page: Page) =>
    page.locator('.quiz input:checked').evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
  const next = (page: Page) => page.getByRole('button', { name: 'Next question' }).click();

  test('is taken by keyboard, over a reload and a line that breaks, and finishes its lesson', async () => {
    const view = await watched(browser, school, {}, ['ERR_', 'Failed to load resource']);
    const { page, visit } = view;
    await view.signIn('/home');
    await enrol(view);
    await visit(quiz);
    await page.getByRole('button', { name: 'Begin the quiz' }).waitFor();
    await good(page, 'quiz-before');
    await page.getByRole('button', { name: 'Begin the quiz' }).click();
    await page.getByRole('heading', { name: 'Question 1 of 7' }).waitFor({ state: 'attached' });
    await page.keyboard.press('2');
    await page.getByRole('status').getByText('Saved', { exact: true }).waitFor();
    expect(await checked(page)).toEqual(['1']);
    await good(page, 'quiz-taking');
    await next(page);
    await page.getByText('2 of 7').waitFor({ state: 'attached' });
    await page.keyboard.press('a');
    await page.keyboard.press('c');
    await page.getByRole('status').getByText('Saved', { exact: true }).waitFor();

    await page.reload();
    await taken(page);
    // Where it was: at the first question that is not answered, with the answers before it.
    await page.getByRole('heading', { name: 'Question 3 of 7' }).waitFor({ state: 'attached' });
    await page.getByRole('link', { name: 'Question 2' }).click();
    await page.getByRole('heading', { name: 'Question 2 of 7' }).waitFor({ state: 'attached' });
    expect(await checked(page)).toEqual(['0', '2']);
    await next(page);

    await page.route('**/api/assessment/**', (route) => route.abort());
    await page.getByLabel('False').check();
    await page.getByText('Not saved yet').waitFor();
    await good(page, 'quiz-offline');
    await page.unroute('**/api/assessment/**');
    await page.getByRole('status').getByText('Saved', { exact: true }).waitFor();
    await next(page);
    await page.getByLabel('Your answer').fill('four');
    await page.keyboard.press('Enter');
    await page.getByLabel('Your answer').fill('6,0');
    await page.keyboard.press('Enter');
    await page.keyboard.press('3');
    await next(page);
    await page.getByLabel('Your answer').fill(' the  QUARTILES ');
    await page.setViewportSize({ width: 360, height: 740 });
    await good(page, 'quiz-360');
    await page.getByRole('button', { name: 'Hand in' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText('stay as they are').waitFor();
    await dialog.getByRole('button', { name: 'Hand in' }).click();
    await page.getByRole('heading', { name: 'You passed' }).waitFor();
    await page.getByText('Right: 7.').waitFor();
    // The lesson is finished by it, without a reload.
    await page.locator('.done-line').getByText('Finished').waitFor();
    await good(page, 'quiz-result-360');
    await page.setViewportSize({ width: 1360, height: 900 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)));
    await good(page, 'quiz-result-dark');
    await page.reload();
    await taken(page);
    await page.getByText('100%').waitFor();
    await page.getByRole('button', { name: 'Try once more' }).waitFor();
    await view.done();
  });

  test('that tells after each question lets an answer stand, in Arabic and from right to left', async () => {
    const view = await watched(browser, school, { viewport: { width: 360, height: 740 } });
    const { page, visit } = view;
    await view.signIn('/account');
    await page.locator('[name=locale]').selectOption('ar');
    await page.locator('main button[type=submit]').click();
    await page.waitForSelector('html[dir=rtl][lang=ar]');
    await visit(`/courses/${arabic}`);
    const enrolling = page.locator('.offer button.button-primary');
    if ((await enrolling.count()) > 0) {
      await enrolling.click();
      await page.waitForSelector('[data-lesson]');
    }
    await visit(`/learn/${arabic}/${encodeURIComponent('اختبر-قراءتك')}`);
    await page.getByRole('button', { name: 'ابدأ الاختبار' }).click();
    await page.getByLabel('من المسؤول عن ذلك؟').check();
    await page.getByRole('button', { name: 'تحقّق' }).click();
    await page.getByText('ليس بعد، 0 من 1').waitFor();
    await good(page, 'quiz-checked-arabic-360');
    expect(await page.getByLabel('من المسؤول عن ذلك؟').isDisabled()).toBe(true);
    await visit('/account');
    await page.locator('[name=locale]').selectOption('en');
    await page.locator('main button[type=submit]').click();
    await page.waitForSelector('html[dir=ltr][lang=en]');
    await view.done();
  });

  test('is added, written, looked at and saved by a teacher, who is told what is missing and loses nothing', async () => {
    const view = await watched(browser, school, {}, ['status of 422']);
    const { page } = view;
    await view.signIn('/teach');
    await page.getByRole('link', { name: 'Bookbinding by Hand' }).first().click();
    await page.getByRole('button', { name: 'Add quiz' }).first().click();
    await page.getByRole('link', { name: 'Quiz', exact: true }).click();
    await page.getByRole('heading', { name: 'Quiz', level: 2 }).waitFor();
    await page.getByRole('button', { name: 'Add question' }).click();
    await page.getByLabel('What is asked').fill('Which thread is waxed?');
    await page.getByLabel('Choice 1', { exact: true }).fill('Linen');
    await page.getByLabel('Choice 2', { exact: true }).fill('Silk');
    await page.getByRole('button', { name: 'Save quiz' }).click();
    await page.getByText('Mark or write what is right.').waitFor();
    await good(page, 'quiz-editor-faulty');
    await page.getByLabel('Choice 1 is right').check();

    // What is not saved is there again.
    const address = page.url();
    page.on('dialog', (dialog) => void dialog.accept());
    await page.goto(`${school.url}/teach`);
    await page.goto(address);
    await taken(page);
    await page.getByText('What you had not saved is here again').waitFor();
    expect(await page.getByLabel('What is asked').inputValue()).toBe('Which thread is waxed?');
    await page.getByRole('button', { name: 'Save quiz' }).click();
    await page.locator('.quiz-editor .saved', { hasText: /^Saved$/ }).waitFor();

    await page.getByRole('button', { name: 'Add question' }).click();
    const second = page.getByRole('group', { name: 'Question 2' });
    await second.getByLabel('Type').selectOption('short-text');
    await second.getByLabel('What is asked').fill('How many *holes*?');
    await second.getByLabel('Right answer 1').fill('5 ± 0');
    await second.getByRole('button', { name: 'Move up' }).click();
    expect(await page.getByLabel('What is asked').first().inputValue()).toBe('How many *holes*?');
    await page.getByRole('button', { name: 'As a learner sees it' }).click();
    await page.locator('.question-stem em', { hasText: 'holes' }).waitFor();
    await page.getByRole('button', { name: 'Write', exact: true }).click();
    await page.getByRole('button', { name: 'Save quiz' }).click();
    await page.locator('.quiz-editor .saved', { hasText: /^Saved$/ }).waitFor();
    await page.setViewportSize({ width: 360, height: 740 });
    await good(page, 'quiz-editor-360');
    await view.done();
  });

  test('shows its teacher how everybody did and which question was hard', async () => {
    const view = await watched(browser, school);
    const { page, visit } = view;
    await view.signIn('/teach');
    const answered = await (await fetch(`${school.url}/api/courses/by-slug/${course}`)).json();
    const { id, sections } = answered as { id: string; sections: { lessons: { id: string; kind: string }[] }[] };
    const lesson = sections.flatMap(({ lessons }) => lessons).find(({ kind }) => kind === 'quiz')!;
    await visit(`/teach/${id}/${lesson.id}/results`);
    await page.getByRole('heading', { name: 'Question by question' }).waitFor();
    await good(page, 'quiz-results');
    await page.setViewportSize({ width: 360, height: 740 });
    await good(page, 'quiz-results-360');
    await page.locator('tbody a').first().click();
    await page.getByRole('heading', { name: 'Ana Ibarra' }).waitFor();
    await good(page, 'quiz-attempt-360');
    await view.done();
  });
});
