// The system's Chromium with a fresh profile, for the tests that only a browser can answer.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const path =
  process.env.LMS_CHROMIUM ??
  (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((file) => existsSync(file));

/** Skipping is for a laptop without a browser; on CI the test must run, so there it fails instead. */
export const noBrowser = path === undefined && !process.env.CI;

/**
 * `letters` is the size of text that the person has set in the browser, in pixels; `names` are led to 127.0.0.1, as DNS leads
 * them to a server. With `believing` every certificate is one that somebody vouches for: a page that is shown in spite of its
 * certificate asks for each of its parts again and again, and now and then too often (ERR_TOO_MANY_RETRIES).
 */
export const launch = ({
  letters = 16,
  names = [],
  believing = false,
}: {
  letters?: number;
  names?: readonly string[];
  believing?: boolean;
} = {}): Promise<Browser> =>
  chromium.launch({
    ...(path && { executablePath: path }),
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
      ...(names.length > 0 ? [`--host-resolver-rules=${names.map((name) => `MAP ${name} 127.0.0.1`).join(',')}`] : []),
      ...(believing ? ['--ignore-certificate-errors'] : []),
      `--blink-settings=defaultFontSize=${letters}`,
    ],
  });
