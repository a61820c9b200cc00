// OpenAPI 3.1 from the contracts: nothing in it is written by hand.
import { type AnyOperation, type Contract, changes, type Event, kernelProblems, type Problem } from '@lectern/kit';
import { z } from 'zod';

type Json = Record<string, unknown>;

export function openApiOf(
  contracts: readonly Contract[],
  about: { readonly title: string; readonly version: string; readonly server: string },
): Json {
  const paths: Record<string, Json> = {};
  const shared: Shared = { Problem: problemSchema };
  for (const contract of contracts) {
    for (const [key, operation] of Object.entries(contract.operations as Record<string, AnyOperation>)) {
      const path = `/api/${contract.id}${operation.path.replace(/\/$/, '').replace(/:(\w+)/g, '{$1}')}`;
      paths[path] ??= {};
      paths[path][operation.method.toLowerCase()] = describe(contract.id, key, operation, shared);
    }
  }
  const events = Object.fromEntries(
    contracts
      .flatMap(({ events }) => Object.values((events ?? {}) as Record<string, Event>))
      .filter(({ heardBy }) => heardBy.length > 0)
      .map(({ name, payload }) => [name, jsonSchema(payload, 'output', name, shared)]),
  );
  return {
    openapi: '3.1.0',
    info: {
      title: about.title,
      version: about.version,
      license: { name: 'MIT', identifier: 'MIT' },
      description:
        'Lists are cursor pages. Errors are RFC 9457 problem documents with a stable `code` and the `pointer` of the field. `Lectern-Preview: true` on any change answers with what it would do and does nothing. `Idempotency-Key` on any change makes it safe to send again: the same key and body give the same answer for a day. What is authored answers with an `ETag`; sent back as `If-Match` it is changed only when nobody else did meanwhile (412). `RateLimit` and `RateLimit-Policy` tell with every answer how many requests of the minute are left, for each quota that holds; beyond them 429 says in `Retry-After` when to go on.',
    },
    servers: [{ url: about.server }],
    tags: contracts.map(({ id, summary }) => ({ name: id, description: summary })),
    security: [{ key: [] }, { session: [] }],
    paths,
    // What /api/realtime tells of, by name.
    'x-lectern-events': events,
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'A key from `lms key create`' },
        session: { type: 'apiKey', in: 'cookie', name: 'lectern_session' },
      },
      schemas: shared,
    },
  };
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'request'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string', description: 'What is wrong and the way out' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable; programs decide by it' },
    detail: { type: 'string' },
    pointer: { type: 'string', description: 'RFC 6901 pointer to the field of the input' },
    facts: { type: 'object' },
    request: { type: 'string', description: 'Request id, also in the log' },
  },
};

function describe(plugin: string, key: string, operation: AnyOperation, shared: Shared): Json {
  const { spec, method } = operation;
  const schema = jsonSchema(spec.input, 'input', `${plugin}.${key}.input`, shared) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  const properties = schema.properties ?? {};
  const inPath = new Set([...operation.path.matchAll(/:(\w+)/g)].map((match) => match[1]!));
  const inQuery = method === 'GET' || method === 'DELETE' || operation.kind === 'raw';
  const names = Object.keys(properties);
  const example = operation.spec.example?.input as Json | undefined;
  const parameters = names
    .filter((name) => inPath.has(name) || inQuery)
    .map((name) =>
      parameterOf(name, properties[name]!, inPath.has(name), schema.required?.includes(name) ?? false, example?.[name]),
    );
  const headers = operation.kind === 'raw' ? (operation.spec.example?.headers ?? {}) : {};
  for (const [name, value] of Object.entries(headers))
    parameters.push({ name, in: 'header', required: false, schema: { type: 'string' }, example: value });
  if (spec.authored !== undefined)
    parameters.push({
      name: 'If-Match',
      in: 'header',
      required: false,
      description: `The ETag of what \`${plugin}.${spec.authored}\` answered: refused when somebody changed it since`,
      schema: { type: 'string' },
    });
  const inBody = inQuery ? [] : names.filter((name) => !inPath.has(name));
  return {
    operationId: `${plugin}.${key}`,
    tags: [plugin],
    summary: spec.summary,
    ...(spec.description && { description: spec.description }),
    ...(parameters.length > 0 && { parameters }),
    ...(inBody.length > 0 && { requestBody: bodyOf(inBody, schema, operation, inPath) }),
    ...(operation.kind === 'raw' &&
      operation.spec.accepts && {
        requestBody: { required: true, content: mediaOf(operation.spec.accepts, operation.spec.example?.body) },
      }),
    responses: { ...answerOf(operation, `${plugin}.${key}.output`, shared), ...problemsOf(operation) },
    ...(spec.needs === 'public' && { security: [{}, { key: [] }, { session: [] }] }),
    'x-lectern-needs': spec.needs,
    'x-lectern-changes': changes(operation),
    ...(spec.inPerson && { 'x-lectern-in-person': true }),
    ...(operation.kind === 'raw' && { 'x-lectern-raw': true }),
    ...(operation.kind === 'raw' && operation.spec.example?.method && { 'x-lectern-asked-with': 'HEAD' }),
    ...(spec.errors && { 'x-lectern-problems': spec.errors.map(({ code }) => code) }),
  };
}

type Shared = Record<string, Json>;

/**
 * What a schema refers to within itself (one that is recursive, one with an id) becomes a component of the document, for a
 * `$ref` is read from the document's top and not from where the schema stands.
 * @param name of the components: `forum.reply.input`, and `forum.reply.input.__schema0` for a part of it
 */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output', name: string, shared: Shared): Json {
  const { $schema: _, ...made } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
  }) as Json;
  let isRecursive = false;
  const partOf = (part: string) => `${name}.${part}`;
  const inDocument = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(inDocument);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        if (key !== '$ref' || typeof inner !== 'string') return [key, inDocument(inner)];
        if (inner === '#') {
          isRecursive = true;
          return [key, `#/components/schemas/${name}`];
        }
        return [
          key,
          inner.replace(/^#\/\$defs\/(.+)$/, (_all, part: string) => `#/components/schemas/${partOf(part)}`),
        ];
      }),
    );
  };
  if (!made.$defs && !JSON.stringify(made).includes('"$ref"')) return made;
  const { $defs = {}, ...rest } = made as { $defs?: Record<string, unknown> };
  for (const [part, definition] of Object.entries($defs)) shared[partOf(part)] = inDocument(definition) as Json;
  const whole = inDocument(rest) as Json;
  if (isRecursive) shared[name] = whole;
  return whole;
}
const parameterOf = (
  name: string,
  { description, ...schema }: Json,
  path: boolean,
  required: boolean,
  example: unknown,
): Json => ({
  name,
  in: path ? 'path' : 'query',
  required: path || required,
  ...(description !== undefined && { description }),
  schema,
  ...(example !== undefined && { example }),
});
const mediaOf = (types: readonly string[], example?: string) =>
  Object.fromEntries(
    types.map((type) => [
      type,
      { schema: { type: 'string', format: 'binary' }, ...(example !== undefined && { example }) },
    ]),
  );

function bodyOf(
  names: readonly string[],
  schema: { properties?: Record<string, Json>; required?: string[] },
  operation: AnyOperation,
  inPath: ReadonlySet<string>,
): Json {
  const required = schema.required?.filter((name) => names.includes(name)) ?? [];
  const example =
    operation.kind === 'operation'
      ? Object.fromEntries(Object.entries(operation.spec.example.input as Json).filter(([name]) => !inPath.has(name)))
      : undefined;
  const body = {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, schema.properties![name]])),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
  return {
    required: required.length > 0,
    content: { 'application/json': { schema: body, ...(example && { example }) } },
  };
}
function answerOf(operation: AnyOperation, name: string, shared: Shared): Json {
  if (operation.kind === 'raw') return { 200: { description: 'The bytes', content: mediaOf(operation.spec.produces) } };
  const { output, example } = operation.spec;
  return {
    200: {
      description: operation.spec.summary,
      content: { 'application/json': { schema: jsonSchema(output, 'output', name, shared), example: example.output } },
    },
  };
}
function problemsOf({ spec }: AnyOperation): Json {
  const own: readonly Problem[] = spec.errors ?? [];
  const kernel: Problem[] = [kernelProblems.invalid];
  if (spec.authored !== undefined) kernel.push(kernelProblems.conflict);
  if (spec.needs !== 'public') kernel.push(kernelProblems.unauthenticated);
  if (typeof spec.needs === 'object')
    kernel.push(kernelProblems.forbidden, ...(spec.needs.on ? [kernelProblems.notFound] : []));
  const byStatus = Map.groupBy([...own, ...kernel], ({ status }) => status);
  return Object.fromEntries(
    [...byStatus].map(([status, problems]) => [
      status,
      {
        description: problems.map(({ code, message }) => `\`${code}\`: ${message}`).join('\n\n'),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}
