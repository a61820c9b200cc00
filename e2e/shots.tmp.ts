import { chromium } from 'playwright-core';

const base = 'http://127.0.0.1:4777';
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: '--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'.split(
    ' ',
  ),
});
const context = await browser.newContext({ viewport: { width: 1360, height: 900 } });
const page = await context.newPage();
page.on('console', (m) => ['error', 'warning'].includes(m.type()) && console.log('console', m.text()));
page.on('pageerror', (e) => console.log('pageerror', e.message));
page.on('response', (r) => r.status() >= 400 && console.log(r.status(), r.url()));
const shot = async (n: string) => {
  await page.waitForTimeout(300);
  await page.screenshot({ path: `/tmp/lead/${n}.png`, fullPage: false });
};
await page.goto(base + '/');
await shot('catalogue');
await page.goto(base + '/courses/foundations');
await shot('course');
await page.click('.offer :is(a,button).button-primary');
await page.waitForURL('**/sign-up**');
await shot('sign-up');
await page.fill('[name=name]', 'Ines Carrasco');
await page.fill('[name=email]', `ines${Date.now()}@example.org`);
await page.fill('[name=password]', 'a long sentence here');
await page.click('button[type=submit]');
await page.waitForURL('**/courses/foundations');
await shot('course-signed-in');
await page.click('.offer :is(a,button).button-primary');
await page.waitForURL('**/learn/**');
await page.waitForSelector('[data-lesson]');
await shot('reader');
await page.mouse.wheel(0, 1500);
await page.waitForTimeout(2500);
await shot('reader-scrolled');
await page.click('text=Mark as finished');
await page.waitForTimeout(1500);
await shot('reader-next');
await page.goto(base + '/home');
await shot('home');
await page.goto(base + '/learn/foundations/how-does-the-web-work');
await shot('reader-image');
console.log(await page.url());
await browser.close();
