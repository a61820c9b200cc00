import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineContract, post } from '@lectern/kit';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { openApiOf } from '../../src/http/openapi.ts';
import { type Document as ToolDocument, toolsOf } from '../../src/mcp/tools.ts';
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
  it('opens as a page in a browser, with nothing the page itself forbids', { timeout: 120_000 }, async () => {
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
    await page.locator('details.operation').first().waitFor();
    expect({ faults, operations: await page.locator('details.operation').count() }).toEqual({
      faults: [],
      operations: operationsOf(document).length,
    });
    await page.getByRole('searchbox').fill('courses.publish');
    const found = page.locator('details.operation:visible');
    expect(await found.count()).toBe(1);
    await found.locator('summary').first().click();
    await found.getByText('courses.nothing_to_publish').waitFor();
    expect(faults).toEqual([]);

    // By keyboard alone: `/` finds, Enter opens, and a reading operation is asked of the school itself.
    await page.getByRole('searchbox').fill('');
    await page.locator('h1').click();
    await page.keyboard.press('/');
    await page.keyboard.type('courses.list');
    const list = page.locator('[id="courses.list"]');
    await list.locator('summary').first().focus();
    await page.keyboard.press('Enter');
    await list.getByRole('button', { name: 'Ask' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => list.getByRole('status').textContent()).toMatch(/^200 in \d+ ms/);
    // What changes something only shows what it would do, until somebody takes the tick away; here a visitor is refused.
    await page.goto(`${serving.url}/api/docs#courses.create`);
    const create = page.locator('[id="courses.create"]');
    expect(await create.getByRole('checkbox').isChecked()).toBe(true);
    await create.getByRole('button', { name: 'Ask' }).click();
    await expect.poll(() => create.getByRole('status').textContent()).toMatch(/^401 .*not_signed_in/s);
    expect(faults.splice(0)).toEqual([expect.stringContaining('401')]);

    // Narrow and dark, nothing sticks out and everything can be read.
    await page.setViewportSize({ width: 360, height: 740 });
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await page.evaluate(() => globalThis.document.documentElement.scrollWidth)).toBe(360);
    await page.evaluate(readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8'));
    const { violations } = (await page.evaluate('axe.run()')) as { violations: { id: string; impact: string }[] };
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
    const shots = process.env.LMS_SHOTS;
    if (shots) {
      await page.screenshot({ path: join(shots, 'docs-360-dark.png') });
      await page.setViewportSize({ width: 1360, height: 900 });
      await page.emulateMedia({ colorScheme: 'light' });
      await page.screenshot({ path: join(shots, 'docs-1360.png') });
    }

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

// Guard: with `jsonSchema` giving its `$defs` where they stood, the linter could resolve neither reference.
it('is clean too where the schemas of a plugin refer to themselves, and so are the tools made from it', async () => {
  const Reply = z.object({
    text: z.string(),
    get replies() {
      return z.array(Reply);
    },
  });
  const reply = { text: 'Yes', replies: [{ text: 'Why?', replies: [] }] };
  const tree = post('/trees', {
    summary: 'Plant a tree of replies',
    needs: 'self',
    input: z.object({ root: Reply, others: z.array(Reply).optional() }),
    output: Reply,
    example: { input: { root: reply }, output: reply },
  });
  const contract = defineContract({ id: 'trees', summary: 'Trees', operations: { plant: tree } });
  const made = openApiOf([contract], {
    title: 'Trees',
    version: '1',
    server: 'https://school.test',
  }) as unknown as Document;
  expect(Object.keys((made as unknown as ToolDocument).components.schemas)).toContain('trees.plant.output');
  expect((await lint({ made })).made).toEqual([]);

  const tool = toolsOf(made as unknown as ToolDocument, new Set(['trees.plant'])).get('trees_plant')!;
  const inner = JSON.stringify(tool.listed.inputSchema);
  const referred = [...inner.matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1]!);
  expect(referred.length).toBeGreaterThan(1);
  const { $defs } = tool.listed.inputSchema as unknown as { $defs: Record<string, unknown> };
  for (const one of referred) expect($defs).toHaveProperty([one.replace('#/$defs/', '')]);
}, 30_000);

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
