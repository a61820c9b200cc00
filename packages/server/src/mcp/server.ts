// A server of the Model Context Protocol over a school, whatever carries its messages: standard input and output for
// `lms mcp`, HTTP for /api/mcp. Loaded when somebody speaks to it, for the SDK takes 0.3 s to load.
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { type Ask, type Document, refused, type Tool, toolsOf, useTool } from './tools.ts';

export interface McpOptions {
  readonly ask: Ask;
  /** The document, where it is at hand; asked of the school when absent. */
  readonly document?: (() => Document) | undefined;
  /** Only tools of these plugins. */
  readonly plugins?: readonly string[] | undefined;
  /** Only tools that change nothing. */
  readonly readOnly?: boolean | undefined;
}

export function createMcpServer({ ask, document, plugins, readOnly = false }: McpOptions): Server {
  const server = new Server(
    { name: 'lectern', title: 'Lectern', version: '0.1.0' },
    {
      capabilities: { tools: {} },
      instructions:
        'Tools are the operations of a learning platform that this key may use. Lists are pages: pass `next` as `cursor` for more. Before a change that is hard to take back, call it with dryRun and look at what it would do. A refusal names the field (RFC 6901 pointer) and the way out.',
    },
  );
  let known: Promise<Map<string, Tool>> | undefined;
  async function read(): Promise<Map<string, Tool>> {
    const [described, answer] = await Promise.all([
      document ? document() : ask('/api/openapi.json').then((one) => one.json() as Promise<Document>),
      ask('/api/gateway/operations'),
    ]);
    const told = (await answer.json()) as { items?: string[]; title?: string; detail?: string };
    if (!answer.ok || !told.items)
      throw new Error(told.detail ?? told.title ?? `The school answered ${answer.status}.`);
    const tools = toolsOf(described, new Set(told.items), plugins);
    if (readOnly) for (const [name, { changes }] of tools) if (changes) tools.delete(name);
    return tools;
  }
  server.setRequestHandler(ListToolsRequestSchema, async () => {
    // Each time anew: what a key may do changes, and nobody tells us.
    known = read();
    return { tools: [...(await known).values()].map(({ listed }) => listed) };
  });
  server.setRequestHandler(CallToolRequestSchema, async ({ params: { name, arguments: given = {} } }) => {
    known ??= read();
    const tool = (await known).get(name);
    if (!tool)
      return refused({
        code: 'not_allowed',
        title: `There is no tool ${name}, or this key may not use it. List the tools.`,
      });
    return useTool(tool, given, ask);
  });
  return server;
}
