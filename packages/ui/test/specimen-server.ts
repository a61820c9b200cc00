// The specimen as a school would serve it: built files, and the content security policy of the product.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { build } from 'vite';

const specimen = join(import.meta.dirname, '..', 'specimen');
const built = join(import.meta.dirname, '..', 'dist', 'specimen');

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; font-src 'self'; img-src 'self'; connect-src 'self'";
const kinds: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

export async function serveSpecimen(): Promise<{ readonly url: string; close(): void }> {
  await build({ root: specimen, configFile: join(specimen, 'vite.config.ts'), logLevel: 'error' });
  const server = createServer(async (request, answer) => {
    const { pathname } = new URL(request.url ?? '/', 'http://specimen');
    if (pathname === '/favicon.ico') return void answer.writeHead(204).end();
    if (pathname === '/bare.html') return void answer.writeHead(200, { 'content-type': 'text/html' }).end(await bare());
    const file = join(built, pathname === '/' ? 'index.html' : pathname);
    try {
      const body = await readFile(file);
      answer.writeHead(200, {
        'content-type': kinds[extname(file)] ?? 'application/octet-stream',
        'content-security-policy': policy,
      });
      answer.end(body);
    } catch {
      answer.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

/** A page with the styles and nothing else, for what depends on what stands in it. */
async function bare(): Promise<string> {
  const index = await readFile(join(built, 'index.html'), 'utf8');
  return `<!doctype html><html lang="en"><head>${/<link rel="stylesheet"[^>]+>/.exec(index)?.[0]}</head><body></body></html>`;
}
