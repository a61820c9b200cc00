// Standard output belongs to the protocol: a line of anything else ends the conversation.

import { isProblem, type Lectern } from '@lectern/sdk';
import { createMcpServer, type McpOptions } from '@lectern/server/mcp';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';

/** Until the agent closes its end. */
export async function speakMcp(lms: Lectern, options: Omit<McpOptions, 'ask' | 'document'>): Promise<void> {
  const ask: McpOptions['ask'] = (path, init) =>
    lms.request(path, init).catch((error: unknown) => {
      if (!isProblem(error)) throw error;
      const { status, code, message: title, detail, pointer, facts, request } = error;
      return Response.json({ status, code, title, detail, pointer, facts, request }, { status: status || 503 });
    });
  const server = createMcpServer({ ...options, ask });
  const transport = new StdioServerTransport();
  const closed = new Promise<void>((resolve) => {
    server.onclose = resolve;
    process.stdin.once('end', () => void server.close());
  });
  await server.connect(transport);
  await closed;
}
