// Every screen of a school that is alive: wide and narrow, light and dark, from right to left, below a path of a host.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { launch, noBrowser, openSchool, owner, type School } from './school.ts';
import { axeObjections, shoot, sticksOut, taken, type Watched, watched } from './watched.ts';

const course = 'statistics-you-can-trust';
/** By name, with the address; `:teach` and `:write` are filled from the school. */
const screens = {
  catalogue: '/',
  search: '/?q=maps',
  'search-none': '/?q=nothing+like+this',
  course: `/courses/${course}`,
  'course-in-arabic': '/courses/:arabic',
  reader: `/learn/${course}`,
  home: '/home',
  account: '/account',
  teach: '/teach',
  builder: '/teach/:courseId',
  write: '/teach/:courseId/:lessonId',
  media: '/teach/:courseId/media',
  people: '/teach/:courseId/people',
  import: '/teach/import',
  certificate: '/certificates/:certificate',
} as const;

// Generous: the machine may be busy with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

describe.skipIf(noBrowser)('every screen', () => {
  let browser: Browser;
  let school: School;
  let blanks: Record<string, string>;
  beforeAll(async () => {
    [browser, school] = await Promise.all([launch(), openSchool({ seeded: true })]);
    const answered = async (path: string) => (await fetch(`${school.url}/api${path}`)).json();
    const { items } = (await answered('/courses')) as { items: { id: string; slug: string; language: string }[] };
    const { id, sections } = (await answered(`/courses/by-slug/${course}`)) as {
      id: string;
      sections: { lessons: { id: string }[] }[];
    };
    const mine = JSON.parse(await school.lms('call', 'certificates.mine', '--as', 'leila@halden.example'));
    blanks = {
      certificate: mine.items[0].number,
      courseId: id,
      lessonId: sections[0]!.lessons[0]!.id,
      arabic: encodeURIComponent(items.find(({ language }) => language === 'ar')!.slug),
    };
  });
  afterAll(async () => {
    await browser?.close();
    await school?.close();
  });
  const filled = (path: string) => path.replace(/:(\w+)/g, (_, name: string) => blanks[name]!);

  /** The owner reads too: the reader, the home and the course page of somebody who is enrolled. */
  async function enrol({ page, visit }: Watched): Promise<void> {
    await visit(`/courses/${course}`);
    const button = page.locator('.offer button.button-primary');
    if ((await button.count()) === 0) return;
    await button.click();
    await page.waitForSelector('[data-lesson]');
  }
  async function look(
    view: Watched,
    names: readonly (keyof typeof screens)[],
    look: string,
    rules: 'all' | 'color-contrast' = 'all',
  ): Promise<string[]> {
    const wrong: string[] = [];
    for (const name of names) {
      await view.visit(filled(screens[name]));
      await shoot(view.page, `${name}-${look}`);
      wrong.push(
        ...[...(await axeObjections(view.page, rules)), ...(await sticksOut(view.page))].map(
          (fault) => `${name}: ${fault}`,
        ),
      );
    }
    return wrong;
  }

  const all = Object.keys(screens) as (keyof typeof screens)[];
  test.each([
    [1360, 'light'],
    [360, 'light'],
    [360, 'dark'],
  ] as const)('has nothing for axe to object to and nothing that sticks out: %i px, %s', async (width, colorScheme) => {
    const view = await watched(browser, school, {
      viewport: { width, height: 800 },
      colorScheme,
      hasTouch: width < 500,
    });
    await view.visit('/sign-in');
    await shoot(view.page, `sign-in-${width}-${colorScheme}`);
    expect(await axeObjections(view.page)).toEqual([]);
    await view.visit('/sign-up');
    expect(await axeObjections(view.page)).toEqual([]);
    expect(await look(view, ['catalogue', 'course'], `visitor-${width}-${colorScheme}`)).toEqual([]);
    await view.signIn('/teach');
    await enrol(view);
    expect(await look(view, all, `${width}-${colorScheme}`, colorScheme === 'dark' ? 'color-contrast' : 'all')).toEqual(
      [],
    );
    await view.done();
  });

  test('shows where nothing stands in the design, and what failed with a way on', async () => {
    const view = await watched(browser, school, {}, ['status of 404', 'status of 5', 'ERR_']);
    await view.visit('/no/such/address');
    await view.page.getByRole('heading', { name: 'There is nothing at this address' }).waitFor();
    expect(await axeObjections(view.page)).toEqual([]);
    await shoot(view.page, 'nothing-here');
    // From there the app goes on without a reload, and a failed load is told and can be tried again.
    await view.page.getByRole('link', { name: 'See all courses' }).click();
    await view.page.getByRole('link', { name: 'How Maps Persuade' }).waitFor();
    await view.page.route('**/api/courses/by-slug/**', (route) => route.abort());
    await view.page.getByRole('link', { name: 'How Maps Persuade' }).click();
    await view.page.getByRole('alert').getByRole('heading').waitFor();
    await shoot(view.page, 'failed');
    await view.page.unroute('**/api/courses/by-slug/**');
    await view.page.getByRole('button', { name: 'Try again' }).click();
    await view.page.getByRole('heading', { name: 'How Maps Persuade', level: 1 }).waitFor();
    await view.done();
  });

  test('goes back to the same place of the catalogue, and tells of arriving', async () => {
    const view = await watched(browser, school, { viewport: { width: 360, height: 700 } });
    const { page } = view;
    await view.visit('/');
    const link = page.getByRole('link', { name: 'Bookbinding by Hand' });
    await link.scrollIntoViewIfNeeded();
    const before = await page.evaluate(() => scrollY);
    await link.click();
    await page.getByRole('heading', { name: 'Bookbinding by Hand', level: 1 }).waitFor();
    await page.getByRole('status').getByText('page loaded').waitFor({ state: 'attached' });
    expect(await page.evaluate(() => [scrollY, document.activeElement?.id])).toEqual([0, 'main']);
    await page.goBack();
    await link.waitFor();
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(before);
    expect(before).toBeGreaterThan(100);
    await view.done();
  });

  // With no Page naming its module the first half went red, with a build that preloads no sheets the second.
  test('links the styles of the page and no others, and draws no screen before its own are there', async () => {
    const view = await watched(browser, school);
    const { page } = view;
    const sheets = (html: string) =>
      [...html.matchAll(/<link rel="stylesheet" href="\/assets\/(\w+)-/g)].map(([, name]) => name);
    const came = async (path: string) => sheets(await (await fetch(`${school.url}${path}`)).text());
    expect(await came('/')).toEqual(['client', 'catalogue']);
    expect(await came(`/courses/${course}`)).toEqual(['client', 'course']);
    expect(await came('/no/such/address')).toEqual(['client']);
    await view.visit('/');
    await page.route('**/assets/course-*.css', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      await route.continue();
    });
    await page.evaluate(() => {
      const drawn = new MutationObserver(() => {
        const hero = document.querySelector('.hero');
        if (!hero) return;
        document.body.dataset.firstDrawn = getComputedStyle(hero).display;
        drawn.disconnect();
      });
      drawn.observe(document.body, { subtree: true, childList: true });
    });
    await page.getByRole('link', { name: 'See the course' }).click();
    await page.waitForSelector('body[data-first-drawn]');
    expect(await page.evaluate(() => document.body.dataset.firstDrawn)).toBe('grid');
    await view.done();
  });

  test('says that a page is coming when it does not come at once', async () => {
    const view = await watched(browser, school);
    const { page } = view;
    await view.visit('/');
    await page.route('**/api/courses/by-slug/**', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 800));
      await route.continue();
    });
    await page.getByRole('link', { name: 'Bookbinding by Hand' }).click();
    await page.waitForSelector('html[data-going]');
    await page.getByRole('heading', { name: 'Bookbinding by Hand', level: 1 }).waitFor();
    expect(await page.evaluate(() => 'going' in document.documentElement.dataset)).toBe(false);
    await view.done();
  });

  test('prints dark ink on white, without what only a screen can use', async () => {
    const view = await watched(browser, school, { colorScheme: 'dark' });
    await view.visit(`/courses/${course}`);
    await view.page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const printed = await view.page.evaluate(() => ({
      ink: Number(/oklch\(([\d.]+)/.exec(getComputedStyle(document.querySelector('h1')!).color)?.[1]),
      bar: getComputedStyle(document.querySelector('.topbar')!).display,
      offer: document.querySelector('.offer')!.checkVisibility(),
      contents: document.querySelector('.toc')!.checkVisibility(),
    }));
    expect(printed).toEqual({ ink: expect.closeTo(0.235, 2), bar: 'none', offer: false, contents: true });
    await view.done();
  });

  test('leads whoever has not enrolled from a lesson to the offer', async () => {
    const view = await watched(browser, school);
    await view.visit('/sign-up');
    await view.page.getByLabel('Name').fill('Rosa Lindgren');
    await view.page.getByLabel('E-mail').fill('rosa@example.org');
    await view.page.getByLabel('Password').fill('a chair by the window');
    await view.page.getByRole('button', { name: 'Make an account' }).click();
    await view.page.waitForURL(`${school.url}/`);
    await view.visit(`/learn/${course}`);
    expect(new URL(view.page.url()).pathname).toBe(`/courses/${course}`);
    await view.page.getByRole('button', { name: 'Enrol' }).waitFor();
    await view.done();
  });

  test('stands in the head for those who search and share', async () => {
    const page = await (await fetch(`${school.url}/courses/${course}`)).text();
    expect(page).toContain('<title>Statistics You Can Trust · Halden Evening School</title>');
    expect(page).toContain(`<link rel="canonical" href="${school.url}/courses/${course}">`);
    expect(page).toMatch(/<meta property="og:title"/);
    expect(JSON.parse(/<script type="application\/ld\+json">(.+?)<\/script>/.exec(page)![1]!)).toMatchObject({
      '@type': 'Course',
      name: 'Statistics You Can Trust',
    });
    expect(page).toContain('What a number leaves out'); // the outline, without a script
  });

  test('reads from right to left in Arabic', async () => {
    const view = await watched(browser, school, {}, ['status of 409']);
    await view.signIn('/account');
    await view.page.getByLabel('Language').selectOption('ar');
    await view.page.getByRole('button', { name: 'Save' }).click();
    await view.page.waitForSelector('html[dir=rtl][lang=ar]');
    await enrol(view);
    // What the school refuses is told in the reader's language too.
    await view.visit('/teach');
    await view.page.getByRole('button', { name: 'دورة جديدة' }).click();
    await view.page.getByLabel('العنوان').fill('رف خالٍ');
    await view.page.getByRole('button', { name: 'أنشئ الدورة' }).click();
    await view.page.getByRole('heading', { name: 'رف خالٍ' }).waitFor();
    await view.page.getByRole('button', { name: 'انشر' }).click();
    await view.page.getByRole('alertdialog').getByText('درس واحد على الأقل').waitFor();
    const seen = await look(view, all, 'arabic');
    await view.page.setViewportSize({ width: 360, height: 800 });
    seen.push(...(await look(view, all, 'arabic-360', 'color-contrast')));
    await view.visit('/account');
    await view.page.locator('[name=locale]').selectOption('en');
    await view.page.locator('main button[type=submit]').click();
    await view.page.waitForSelector('html[dir=ltr][lang=en]');
    expect(seen).toEqual([]);
    await view.done();
  });
});

describe.skipIf(noBrowser)('below a path of a host', () => {
  test('every link, asset and answer keeps to the path', async () => {
    const [browser, school] = await Promise.all([launch(), openSchool({ seeded: true, basePath: '/learn' })]);
    try {
      const below = { ...school, url: school.url.endsWith('/learn') ? school.url : `${school.url}/learn` };
      const view = await watched(browser, below);
      const { page } = view;
      const outside: string[] = [];
      page.on(
        'request',
        (request) => new URL(request.url()).pathname.startsWith('/learn') || outside.push(request.url()),
      );
      await view.visit('/home');
      expect(page.url()).toBe(`${below.url}/sign-in?next=%2Fhome`);
      await page.getByLabel('E-mail').fill(owner.email);
      await page.getByLabel('Password').fill(owner.password);
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.waitForURL(`${below.url}/home`);
      await taken(page);
      await page.getByRole('link', { name: 'Find a course' }).click();
      await page.getByRole('link', { name: 'See the course' }).click();
      await page.getByRole('button', { name: 'Enrol' }).click();
      await page.waitForSelector('[data-lesson]');
      expect(page.url()).toMatch(/\/learn\/learn\//);
      expect(outside).toEqual([]);
      await view.done();
    } finally {
      await browser.close();
      await school.close();
    }
  });
});
