import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const [out, height, ...files] = process.argv.slice(2) as [string, string, ...string[]];
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--headless=new', '--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage({ viewport: { width: files.length * 370, height: Number(height) } });
await page.setContent(
  `<body style="margin:0;display:flex;gap:10px;background:#888">${files.map((f) => `<div style="width:360px;height:${height}px;overflow:hidden"><img src="data:image/png;base64,${readFileSync(f).toString('base64')}"></div>`).join('')}`,
);
await page.waitForTimeout(200);
await page.screenshot({ path: out });
await browser.close();
