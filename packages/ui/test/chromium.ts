// The system's Chromium with a fresh profile, for the tests that only a browser can answer.
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const path = process.env.LMS_CHROMIUM ?? '/usr/bin/chromium';

/** Skipping is for a laptop without a browser; on CI the test must run, so there it fails instead. */
export const noBrowser = !existsSync(path) && !process.env.CI;

/** `letters` is the size of text that the person has set in the browser, in pixels. */
export const launch = ({ letters = 16 } = {}): Promise<Browser> =>
  chromium.launch({
    executablePath: path,
    args: [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--hide-scrollbars',
      `--blink-settings=defaultFontSize=${letters}`,
    ],
  });
