// Who may do what: a role of the school's own is made, given in one course to a teacher for a time, explained, overruled by
// a denial, changed and removed, each in the browser and each for the next thing she does.
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { launch, noBrowser, openSchool } from './school.ts';
import { good, shoot, taken, watched } from './watched.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

const ana = { email: 'ana@halden.example', password: 'lectern-demo-2026' };

describe.skipIf(noBrowser)('roles', () => {
  let browser: Browser;
  let school: Awaited<ReturnType<typeof openSchool>>;
  const ids = new Map<string, string>();
  beforeAll(async () => {
    [browser, school] = await Promise.all([launch(), openSchool({ seeded: true })]);
    const { items } = JSON.parse(await school.lms('call', 'courses.list', '--json')) as {
      items: { id: string; slug: string }[];
    };
    for (const { id, slug } of items) ids.set(slug, id);
  });
  afterAll(async () => {
    await browser?.close();
    await school?.close();
  });
  const here = () => ids.get('statistics-you-can-trust')!;
  const elsewhere = () => ids.get('the-web-from-first-principles')!;

  /** What the school answers when a person changes a course. */
  const changes = (page: Page, courseId: string) =>
    page.evaluate(
      async (address) =>
        (
          await fetch(address, {
            method: 'PATCH',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ summary: `At ${Date.now()}` }),
          })
        ).status,
      `${school.url}/api/courses/${courseId}`,
    );
  const asks = async (page: Page, url: string) => {
    await page.goto(url);
    await taken(page);
    return page.getByRole('region', { name: 'The answer' }).textContent();
  };

  test('a role of the school’s own holds where and while it was given, until a denial says otherwise', async () => {
    const owner = await watched(browser, school);
    const teacher = await watched(browser, school, {}, ['403']);
    await teacher.signIn('/home', ana);
    expect(await changes(teacher.page, here())).toBe(403);

    await owner.signIn('/people/roles');
    const { page } = owner;
    await good(page, 'access-roles');
    await page.getByRole('link', { name: 'New role' }).click();
    await page.waitForURL(`${school.url}/people/roles/new`);
    await page.getByLabel('Name', { exact: true }).fill('Course author');
    await page.getByLabel('What it is for').fill('Writes lessons and quizzes, publishes nothing');
    await page.getByLabel('Find among them').fill('course');
    await page.getByLabel(/Change a course/).check();
    await page.getByLabel('Find among them').fill('content.write');
    await page.getByLabel(/Write lessons/).check();
    await page.getByLabel('Find among them').fill('');
    await page.getByText('2 chosen').waitFor();
    await good(page, 'access-role-new');
    await page.getByRole('button', { name: 'Make the role' }).click();
    await page.waitForURL(`${school.url}/people/roles/course-author`);
    await page.getByRole('heading', { level: 1, name: 'Course author' }).waitFor();
    await good(page, 'access-role');

    await owner.visit(`/teach/${here()}`);
    await page.getByRole('link', { name: 'Who may do what here' }).click();
    await page.waitForURL(`${school.url}/teach/${here()}/access`);
    await page.getByRole('button', { name: 'Give a role' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('To whom: Find by name or address').fill('Ana');
    await dialog.getByRole('button', { name: /Ana Ibarra/ }).press('Enter');
    expect(await page.evaluate(() => document.activeElement?.textContent), 'the focus stays').toBe('Choose another');
    await dialog.getByLabel('Role').selectOption({ label: 'Course author' });
    await dialog.getByLabel('Only for a time').check();
    await dialog.getByLabel('Through the day').fill('2030-01-31');
    await good(page, 'access-give');
    await dialog.getByRole('button', { name: 'Give it' }).click();
    await page.getByRole('row', { name: /Ana Ibarra.*Course author.*January 31, 2030/ }).waitFor();
    await good(page, 'access-course');
    expect(await changes(teacher.page, here()), 'in the course').toBe(200);
    expect(await changes(teacher.page, elsewhere()), 'in another').toBe(403);

    await owner.visit('/people');
    await page.getByRole('link', { name: /Ana Ibarra/ }).click();
    await page.getByRole('row', { name: /Course author.*Statistics You Can Trust/ }).waitFor();
    await good(page, 'access-person');
    await page.getByRole('table', { name: 'Roles and rights' }).scrollIntoViewIfNeeded();
    await shoot(page, 'access-person-rights');
    const anaId = new URL(page.url()).pathname.split('/').at(-1)!;
    await page.getByRole('link', { name: 'What may Ana Ibarra do, and why?' }).click();
    await page.waitForURL(/\/people\/access\/why/);
    await page.getByLabel('May do what: Find what it is about').fill('course.write');
    await page.getByRole('button', { name: /Change a course/ }).click();
    await page.getByRole('group', { name: 'Where' }).getByRole('button', { name: 'Choose another' }).click();
    await page.getByLabel('Where: Find a team or a course').fill('Statistics');
    await page.getByRole('button', { name: /Statistics You Can Trust/ }).click();
    await page.getByRole('button', { name: 'Tell me' }).click();
    const answer = page.getByRole('region', { name: 'The answer' });
    await answer.getByRole('heading', { name: 'Yes, Ana Ibarra may.' }).waitFor();
    expect(await answer.textContent()).toMatch(
      /The role Course author[\s\S]*Statistics You Can Trust[\s\S]*Given by owner[\s\S]*January 31, 2030/,
    );
    await good(page, 'access-why-yes');
    const why = page.url();

    await owner.visit(`/people/${anaId}`);
    await page.getByRole('button', { name: 'Give a role' }).click();
    await dialog.getByRole('button', { name: 'Denial', exact: true }).click();
    await dialog.getByLabel('Which thing: Find what it is about').fill('Change a course');
    await dialog.getByRole('button', { name: /Change a course/ }).click();
    await dialog.getByRole('button', { name: 'Deny it' }).click();
    await page.getByRole('row', { name: /Denied.*Change a course/ }).waitFor();
    expect(await changes(teacher.page, here()), 'denied').toBe(403);
    expect(await asks(page, why)).toMatch(/No, Ana Ibarra may not\.[\s\S]*A denial decides it[\s\S]*Overruled/);
    await good(page, 'access-why-no');

    await owner.visit(`/people/${anaId}`);
    const denial = page.getByRole('row', { name: /Denied.*Change a course/ });
    await denial.getByRole('button').click();
    await page.getByRole('menuitem', { name: 'Lift the denial' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Lift the denial' }).click();
    await denial.waitFor({ state: 'detached' });
    expect(await changes(teacher.page, here()), 'lifted').toBe(200);

    await owner.visit('/people/roles/course-author');
    await page.getByLabel(/Change a course/).uncheck();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved. It holds for everybody who has it').waitFor();
    expect(await changes(teacher.page, here()), 'the role has lost it').toBe(403);
    expect(await asks(page, why)).toMatch(/No, Ana Ibarra may not\.[\s\S]*Nothing gives it to them/);
    await good(page, 'access-why-nothing');

    await owner.visit('/people/access?role=course-author');
    await page.getByRole('row', { name: /Ana Ibarra.*Course author.*Statistics You Can Trust/ }).waitFor();
    await good(page, 'access-review');
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download as CSV' }).click();
    const file = await (await downloading).path();
    const [head, line, ...more] = (await readFile(file, 'utf8')).trimEnd().split('\r\n');
    expect(head).toMatch(/^\uFEFFPerson,/);
    expect(line).toMatch(/^Ana Ibarra,.*,allow,Course author,,Statistics You Can Trust,/);
    expect(more).toEqual([]);

    await owner.visit('/people/roles/course-author');
    await page.getByRole('button', { name: 'Remove this role' }).click();
    const asking = page.getByRole('alertdialog');
    await asking.getByText('1 person has it').waitFor();
    await good(page, 'access-role-remove');
    await asking.getByRole('button', { name: 'Remove the role' }).click();
    await page.waitForURL(`${school.url}/people/roles`);
    await page.getByRole('table', { name: 'Roles that every school has' }).waitFor();
    expect(await page.getByRole('link', { name: 'Course author' }).count()).toBe(0);

    await teacher.done();
    await owner.done();
  });

  test('can be read and kept on a phone, in the dark and in Arabic', async () => {
    await school.lms('role', 'create', 'Lesson writer', '--permission', 'course.write');
    await school.lms('access', 'give', 'team:Teachers', 'reviewer');
    await school.lms('access', 'deny', ana.email, 'content.write', '--on', 'course:statistics-you-can-trust');
    await school.lms('access', 'give', ana.email, 'lesson-writer', '--until', '2030-01-31');
    const phone = await watched(browser, school, { viewport: { width: 360, height: 780 }, colorScheme: 'dark' });
    await phone.signIn('/people/roles');
    const { page } = phone;
    await good(page, 'access-360-dark-roles');
    await phone.visit('/people/roles/lesson-writer');
    await good(page, 'access-360-dark-role');
    await phone.visit('/people/access');
    await good(page, 'access-360-dark-review');
    await phone.visit(`/teach/${here()}/access`);
    await page.getByRole('button', { name: 'Give a role' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Ana Ibarra/ })
      .waitFor();
    await good(page, 'access-360-dark-give');
    await phone.done();

    const { id } = (
      JSON.parse(await school.lms('call', 'users.list', '--json', '--input', JSON.stringify({ email: ana.email }))) as {
        items: { id: string }[];
      }
    ).items[0]!;
    const teams = JSON.parse(await school.lms('call', 'teams.list', '--json')) as { items: { id: string }[] };
    await school.lms('call', 'users.updateMe', '--input', JSON.stringify({ locale: 'ar' }));
    const arabic = await watched(browser, school);
    await arabic.signIn('/people/roles');
    await good(arabic.page, 'access-ar-roles');
    await arabic.visit('/people/roles/manager');
    await good(arabic.page, 'access-ar-role');
    await arabic.visit(`/people/${id}`);
    await arabic.page.getByRole('table', { name: 'الأدوار والحقوق' }).waitFor();
    await good(arabic.page, 'access-ar-person');
    await arabic.visit(`/people/access/why?person=${id}&permission=content.write&on=${here()}`);
    await good(arabic.page, 'access-ar-why');
    await arabic.visit(`/school/teams/${teams.items[0]!.id}`);
    await arabic.page.getByRole('table', { name: 'الأدوار والحقوق' }).waitFor();
    await good(arabic.page, 'access-ar-team');
    await arabic.done();
  });
});
