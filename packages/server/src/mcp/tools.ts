// The operations that somebody may use, as tools of the Model Context Protocol. Everything comes from the school's own
// OpenAPI document; a call is a request like any other, so who, may, limits and audit are the pipeline's.
import type { CallToolResult, Tool as Listed } from '@modelcontextprotocol/sdk/types.js';

/** A request to the school with the identity of whoever uses the tools. `path` is below the school. */
export type Ask = (path: string, init?: RequestInit) => Promise<Response>;

type Json = Readonly<Record<string, unknown>>;
interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly description?: string;
  readonly schema: Json;
}
interface Described {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Json }>> };
  readonly responses: Readonly<Record<string, { readonly description: string }>>;
  readonly 'x-lectern-changes': boolean;
  readonly 'x-lectern-raw'?: boolean;
  readonly 'x-lectern-in-person'?: boolean;
}
export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Json>> };
}
export interface Tool {
  readonly listed: Listed;
  readonly method: string;
  /** `/api/courses/{courseId}`. */
  readonly path: string;
  readonly changes: boolean;
}

/** Clients take letters, digits, `_` and `-`: `courses.publish` is `courses_publish`. */
export const toolName = (operation: string): string => operation.replaceAll('.', '_');

/**
 * @param usable ids of operations, from `gateway.operations`
 * @param plugins only of these when given
 */
export function toolsOf(
  { paths, components }: Document,
  usable: ReadonlySet<string>,
  plugins?: readonly string[],
): Map<string, Tool> {
  const tools = new Map<string, Tool>();
  for (const [path, item] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(item)) {
      const { operationId } = operation;
      // Files and streams are no answers of a tool. What people do in person, no agent does in their place.
      if (operation['x-lectern-raw'] || operation['x-lectern-in-person'] || !usable.has(operationId)) continue;
      if (plugins && !plugins.includes(operationId.split('.')[0]!)) continue;
      const name = toolName(operationId);
      const changes = operation['x-lectern-changes'];
      tools.set(name, {
        method: method.toUpperCase(),
        path,
        changes,
        listed: {
          name,
          title: operation.summary,
          description: describe(operation, changes),
          inputSchema: schemaOf(operation, changes, components.schemas) as Listed['inputSchema'],
          annotations: {
            title: operation.summary,
            readOnlyHint: !changes,
            ...(changes && {
              destructiveHint: method === 'delete' || method === 'put' || method === 'patch',
              idempotentHint: method === 'delete' || method === 'put',
            }),
            openWorldHint: false,
          },
        },
      });
    }
  }
  return tools;
}

function describe({ operationId, summary, description, responses }: Described, changes: boolean): string {
  const refusals = Object.entries(responses)
    .filter(([status]) => status === '409' || status === '410' || status === '423')
    .map(([, refusal]) => refusal.description);
  return [
    `${summary} (${operationId}).`,
    description,
    changes ? 'Changes something: with dryRun it tells what it would do and does nothing.' : undefined,
    refusals.length > 0 ? `May be refused:\n${refusals.join('\n')}` : undefined,
  ]
    .filter(Boolean)
    .join('\n\n');
}

function schemaOf(
  { parameters = [], requestBody }: Described,
  changes: boolean,
  shared: Document['components']['schemas'],
): Json {
  const body = requestBody?.content['application/json']?.schema as
    | { readonly properties?: Json; readonly required?: readonly string[] }
    | undefined;
  const named = parameters.filter((one) => one.in === 'path' || one.in === 'query');
  const properties = {
    ...Object.fromEntries(
      named.map(({ name, description, schema }) => [name, { ...schema, ...(description && { description }) }]),
    ),
    ...body?.properties,
    ...(changes && {
      dryRun: { type: 'boolean', description: 'Tell what would be answered, said and recorded; change nothing' },
    }),
  };
  const required = [...named.filter((one) => one.required).map(({ name }) => name), ...(body?.required ?? [])];
  return withDefinitions(
    { type: 'object', properties, ...(required.length > 0 && { required }), additionalProperties: false },
    shared,
  );
}

const component = /^#\/components\/schemas\//;
/** A tool's schema stands alone: what it refers to comes along as `$defs`. */
function withDefinitions(schema: Json, shared: Document['components']['schemas']): Json {
  const definitions: Record<string, unknown> = {};
  const local = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(local);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        if (key !== '$ref' || typeof inner !== 'string' || !component.test(inner)) return [key, local(inner)];
        const name = inner.replace(component, '');
        if (!(name in definitions)) {
          definitions[name] = {}; // or a recursive one would come back here for ever
          definitions[name] = local(shared[name]);
        }
        return [key, `#/$defs/${name}`];
      }),
    );
  };
  const own = local(schema) as Json;
  return Object.keys(definitions).length > 0 ? { ...own, $defs: definitions } : own;
}

/** Performs it. What the school refuses is an answer too, with the way out and the pointer of the field. */
export async function useTool({ method, path, changes }: Tool, given: Json, ask: Ask): Promise<CallToolResult> {
  const { dryRun, ...input } = given;
  const rest: Record<string, unknown> = input;
  const missing: string[] = [];
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest[name];
    delete rest[name];
    if (value === undefined || value === null || value === '') missing.push(name);
    return encodeURIComponent(String(value));
  });
  if (missing.length > 0)
    return refused({ title: `${missing.join(', ')} is missing.`, code: 'invalid_input', pointer: `/${missing[0]}` });
  const inQuery = method === 'GET' || method === 'DELETE';
  const query = inQuery
    ? new URLSearchParams(
        Object.entries(rest).flatMap(([name, value]) =>
          (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, String(one)]),
        ),
      )
    : undefined;
  const answer = await ask(query?.size ? `${filled}?${query}` : filled, {
    method,
    headers: {
      ...(changes && dryRun === true && { 'lectern-preview': 'true' }),
      ...(!inQuery && { 'content-type': 'application/json' }),
    },
    ...(!inQuery && { body: JSON.stringify(rest) }),
  });
  const told = (await answer.json().catch(() => ({}))) as Json;
  if (!answer.ok) return refused({ status: answer.status, ...told });
  return { content: [{ type: 'text', text: JSON.stringify(told) }], structuredContent: { ...told } };
}

export function refused(problem: Json): CallToolResult {
  const { title, detail, pointer, code } = problem as Readonly<Record<string, string | undefined>>;
  const sentences = [
    detail ?? title,
    detail && title !== detail ? title : undefined,
    pointer && `Field: ${pointer}`,
    code && `Code: ${code}`,
  ];
  return {
    isError: true,
    content: [{ type: 'text', text: sentences.filter(Boolean).join('\n') }],
    structuredContent: { ...problem },
  };
}
