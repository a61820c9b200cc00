// The reference as one page of ours: the document read in the browser, nothing from elsewhere.
import { readFileSync } from 'node:fs';

const script = readFileSync(new URL('./docs-page.js', import.meta.url), 'utf8');
const style = readFileSync(new URL('./docs-page.css', import.meta.url), 'utf8');

export function docsPage(basePath: string): Response {
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Lectern API</title><link rel="icon" href="data:,"><link rel="stylesheet" href="${basePath}/api/docs.css"></head><body><main id="reference" data-document="${basePath}/api/openapi.json"><h1>Lectern API</h1><noscript><p>The document itself: <a href="${basePath}/api/openapi.json">openapi.json</a></p></noscript></main><script type="module" src="${basePath}/api/docs.js"></script></body></html>`;
  return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } });
}
export const docsScript = () => new Response(script, { headers: { 'content-type': 'text/javascript; charset=utf-8' } });
export const docsStyle = () => new Response(style, { headers: { 'content-type': 'text/css; charset=utf-8' } });
