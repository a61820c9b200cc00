import { chromium } from 'playwright-core';

const [base, out, width = '1360', scheme = 'light'] = process.argv.slice(2) as [
  string,
  string,
  string,
  'light' | 'dark',
];

import { mkdirSync } from 'node:fs';

mkdirSync(out, { recursive: true });
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: '--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --hide-scrollbars'.split(
    ' ',
  ),
});
const context = await browser.newContext({
  viewport: { width: Number(width), height: 900 },
  colorScheme: scheme,
  hasTouch: Number(width) < 500,
});
const page = await context.newPage();
page.on('console', (m) => ['error', 'warning'].includes(m.type()) && console.log('console', m.text(), page.url()));
page.on('pageerror', (e) => console.log('pageerror', e.message, page.url()));
page.on('response', (r) => r.status() >= 400 && console.log(r.status(), r.url()));
page.setDefaultTimeout(8000);
const shot = async (n: string, fullPage = true) => {
  await page.waitForTimeout(350);
  await page.screenshot({ path: `${out}/${n}.png`, fullPage });
  const sticks = await page.evaluate(() => {
    const w = document.documentElement.clientWidth;
    return document.documentElement.scrollWidth > w
      ? [...document.querySelectorAll('body *')]
          .filter((e) => e.getBoundingClientRect().right > w + 1)
          .slice(0, 4)
          .map((e) => e.tagName + '.' + e.className)
      : [];
  });
  if (sticks.length) console.log('sticks out', n, sticks);
};
const step = async (name: string, act: () => Promise<unknown>) => {
  try {
    await act();
  } catch (e) {
    console.log(
      'FAILED',
      name,
      String((e as Error).message)
        .split('\n')
        .slice(0, 6)
        .join(' | '),
      page.url(),
    );
    await page.screenshot({ path: `${out}/failed-${name}.png` });
  }
};
const root = base.replace(/\/$/, '');
await step('catalogue', async () => {
  await page.goto(root + '/');
  await shot('catalogue');
});
await step('search', async () => {
  await page.fill('[name=q]', 'maps');
  await page.press('[name=q]', 'Enter');
  await page.waitForURL('**q=maps**');
  await shot('search');
  await page.goto(root + '/?q=zzz');
  await shot('search-none');
});
await step('course', async () => {
  await page.goto(root + '/courses/statistics-you-can-trust');
  await shot('course');
});
await step('sign-in', async () => {
  await page.goto(root + '/sign-in');
  await shot('sign-in');
  await page.fill('[name=email]', 'x@example.org');
  await page.fill('[name=password]', 'wrong password');
  await page.click('button[type=submit]');
  await page.waitForSelector('[role=alert] p, .error');
  await shot('sign-in-wrong');
});
await step('sign-up', async () => {
  await page.goto(root + '/courses/statistics-you-can-trust');
  await page.click('.offer .button-primary');
  await page.waitForURL('**/sign-up**');
  await shot('sign-up');
  await page.fill('[name=name]', 'Inés Carrasco');
  await page.fill('[name=email]', `ines${Date.now()}@example.org`);
  await page.fill('[name=password]', 'a long sentence here');
  await page.click('button[type=submit]');
  await page.waitForURL('**/courses/statistics-you-can-trust');
  await page.waitForSelector('html[data-ready]');
  await shot('course-signed-in');
});
await step('home-empty', async () => {
  await page.goto(root + '/home');
  await shot('home-empty');
});
await step('enrol', async () => {
  await page.goto(root + '/');
  await page.click('.feature a.button');
  await page.waitForURL('**/courses/**');
  await page.goto(root + '/courses/statistics-you-can-trust');
  await page.click('.offer .button-primary');
  await page.waitForURL('**/learn/**');
  await page.waitForSelector('[data-lesson]');
  await shot('reader', false);
});
await step('finish', async () => {
  const before = page.url();
  await page.click('.done-line button');
  await page.waitForURL((u) => u.href !== before);
  await shot('reader-2');
  await page.mouse.wheel(0, 900);
  await page.waitForTimeout(2500);
  const y = await page.evaluate(() => scrollY);
  await shot('reader-scrolled', false);
  await page.goto(root + '/home');
  await shot('home');
  await page.click('.continue a.button');
  await page.waitForSelector('[data-lesson]');
  await page.waitForTimeout(500);
  console.log(
    'scroll before',
    y,
    'after',
    await page.evaluate(() => scrollY),
    page.url(),
    await page.evaluate(() => document.activeElement?.tagName),
  );
});
await step('outline', async () => {
  if (Number(width) < 1000) {
    await page.click('.outline-button');
    await shot('outline-dialog', false);
    await page.keyboard.press('Escape');
  }
});
await step('keys', async () => {
  const before = page.url();
  await page.keyboard.press('j');
  await page.waitForURL((u) => u.href !== before);
  await page.waitForSelector('h1:has-text("shapes")');
  console.log('j', page.url());
  await page.keyboard.press('k');
  await page.waitForURL(before);
});
await step('course-enrolled', async () => {
  await page.goto(root + '/courses/statistics-you-can-trust');
  await shot('course-enrolled');
});
await step('404', async () => {
  await page.goto(root + '/nothing/here');
  await shot('404');
});
await step('account-menu', async () => {
  await page.goto(root + '/');
  await page.click('.topbar button[aria-haspopup=menu]');
  await shot('account-menu', false);
  await page.click('[role=menuitem]:last-child');
  await page.waitForSelector('.topbar a.button');
});
await step('owner', async () => {
  await page.goto(root + '/teach');
  await page.waitForURL('**/sign-in**');
  console.log(page.url());
  await page.fill('[name=email]', 'o@example.org');
  await page.fill('[name=password]', 'owner password 1');
  await page.click('button[type=submit]');
  await page.waitForURL('**/teach');
  await shot('teach');
});
await step('builder', async () => {
  await page.click('table a >> nth=0');
  await page.waitForSelector('.builder');
  await shot('builder');
  await page.click('.builder-lessons a >> nth=0');
  await page.waitForSelector('.write');
  await shot('write');
});
await step('import', async () => {
  await page.goto(root + '/teach/import');
  await shot('import');
});
await step('account', async () => {
  await page.goto(root + '/account');
  await shot('account');
});
await browser.close();
