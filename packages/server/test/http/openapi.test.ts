import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { serveSchool } from '../../src/serve/serve.ts';
import { openTestSchool, type TestSchool } from '../../src/testing/school.ts';
import { academy } from '../proofs/academy.ts';

interface Described {
  readonly operationId: string;
  readonly requestBody?: { content: Record<string, { example?: Record<string, unknown> }> };
}
interface Document {
  readonly paths: Record<string, Record<string, Described>>;
}
interface Lint {
  readonly problems: readonly {
    ruleId: string;
    severity: string;
    message: string;
    location: { pointer?: string; source: { ref: string } }[];
  }[];
}

let school: TestSchool;
let document: Document;
beforeAll(async () => {
  school = await openTestSchool(academy, 'sqlite');
  document = (await (await school.server.fetch(new Request('http://school.test/api/openapi.json'))).json()) as Document;
});
afterAll(() => school.close());

describe('the OpenAPI document of the academy', () => {
  it('describes every mounted operation once, under its own name', () => {
    const described = operationsOf(document).map(({ operationId }) => operationId);
    const mounted = [...school.server.host.mounted.map(({ id }) => id), 'realtime.listen'];
    expect(described.sort()).toEqual(mounted.sort());
    expect(new Set(described).size).toBe(described.length);
  });

  // Guards removed on purpose, here and in every run: a number for the title in an example, and one name for two operations.
  it('is clean to the linter, and the linter is awake', { timeout: 60_000 }, async () => {
    const broken = structuredClone(document);
    const create = broken.paths['/api/courses']!.post! as Described & { operationId: string };
    create.requestBody!.content['application/json']!.example!.title = 7;
    create.operationId = 'courses.list';

    const { good, bad } = await lint({ good: document, bad: broken });
    expect(good).toEqual([]);
    expect(new Set(bad.map((line) => line.split(' ')[0]))).toEqual(
      new Set(['no-invalid-media-type-examples', 'operation-operationId-unique']),
    );
  });

  // Guards removed on purpose: a helper of the page that was used before it was defined stopped it after two operations.
  it('opens as a page in a browser, with nothing the page itself forbids', { timeout: 60_000 }, async () => {
    const serving = await serveSchool(school.server, {
      directory: school.server.directory,
      host: '127.0.0.1',
      port: 0,
      basePath: '',
    });
    const browser = await chromium.launch({
      executablePath: process.env.LMS_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
    });
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    const faults: string[] = [];
    page.on('console', (line) => line.type() === 'error' && faults.push(line.text()));
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('request', (request) => request.url().startsWith(serving.url) || faults.push(`asks ${request.url()}`));

    await page.goto(`${serving.url}/api/docs`);
    await page.locator('details').first().waitFor();
    expect({ faults, operations: await page.locator('details').count() }).toEqual({
      faults: [],
      operations: operationsOf(document).length,
    });
    await page.getByRole('searchbox').fill('courses.publish');
    expect(await page.locator('details:visible').count()).toBe(1);
    await page.locator('details:visible summary').click();
    expect(await page.locator('details:visible').textContent()).toContain('courses.nothing_to_publish');
    expect(faults).toEqual([]);

    // The policy is in force: a script written into the page is refused, and seen by this very listener.
    await page.evaluate(() => {
      const script = globalThis.document.createElement('script');
      script.textContent = 'globalThis.intruder = true';
      globalThis.document.body.append(script);
    });
    await expect.poll(() => faults.join()).toContain('Content Security Policy');
    expect(await page.evaluate(() => 'intruder' in globalThis)).toBe(false);
  });
});

const operationsOf = ({ paths }: Document): Described[] => Object.values(paths).flatMap((item) => Object.values(item));

/** All in one run of the linter, which takes seconds to start. @returns problems by document, `rule pointer: message` */
async function lint<Name extends string>(documents: Record<Name, object>): Promise<Record<Name, string[]>> {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-openapi-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const names = Object.keys(documents) as Name[];
  const files = names.map((name) => join(folder, `${name}.json`));
  for (const [at, file] of files.entries()) writeFileSync(file, JSON.stringify(documents[names[at]!]));
  const manifest = fileURLToPath(import.meta.resolve('@redocly/cli/package.json'));
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: { redocly: string } };
  const config = fileURLToPath(new URL('./redocly.yaml', import.meta.url));
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const output = await new Promise<string>((resolve) => {
    execFile(
      process.execPath,
      [
        join(dirname(manifest), bin.redocly),
        'lint',
        ...files,
        `--config=${config}`,
        '--format=json',
        '--max-problems=1000',
      ],
      { env, cwd: folder, maxBuffer: 1 << 26 },
      (_, stdout, stderr) => resolve(stdout || stderr),
    );
  });
  const problems = output.split(/(?<=^\})\s*(?=\{)/m).flatMap((report) => (JSON.parse(report) as Lint).problems);
  return Object.fromEntries(
    names.map((name) => [
      name,
      problems
        .filter(({ location }) => location[0]?.source.ref.includes(`${name}.json`))
        .map(({ ruleId, message, location }) => `${ruleId} ${location[0]?.pointer ?? ''}: ${message}`),
    ]),
  ) as Record<Name, string[]>;
}
