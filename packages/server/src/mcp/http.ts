// /api/mcp: the Model Context Protocol over HTTP (Streamable HTTP, 2025-06-18), without sessions: each message is answered by
// itself, by any process. With a key only, never with a cookie, so that no page can speak for whoever looks at it.
import type { IncomingMessage } from 'node:http';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import { readJson } from '../http/body.ts';
import { createMcpServer } from './server.ts';
import type { Ask, Document } from './tools.ts';

/** @throws Refusal for a body that is too large or no JSON */
export async function answerMcp(request: Request, ask: Ask, document: () => Document): Promise<Response> {
  const parsedBody = await readJson(request, 1_048_576, 20_000);
  const server = createMcpServer({ ask, document });
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  await server.connect(transport);
  return transport.handleRequest(request, { parsedBody });
}

/** A message as the connection sees the calls that follow from it: from the same peer, with headers of their own. */
export const onBehalf = (incoming: IncomingMessage, own: Headers): IncomingMessage => {
  const { authorization, host, 'user-agent': agent } = incoming.headers;
  const passed = Object.entries(incoming.headers).filter(([name]) => /^x-forwarded-|^traceparent$/.test(name));
  return Object.create(incoming, {
    headers: {
      value: { ...Object.fromEntries(passed), ...Object.fromEntries(own), authorization, host, 'user-agent': agent },
    },
  }) as IncomingMessage;
};
