// An OpenAPI document of a school as the operations a client is made of.

/** JSON Schema, draft 2020-12, as far as contracts use it. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly items?: Schema | false;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly propertyNames?: Schema;
  readonly description?: string;
  readonly $ref?: string;
  readonly [more: string]: unknown;
}
export interface DescribedOperation {
  /** `courses.publish`. */
  readonly id: string;
  readonly plugin: string;
  readonly key: string;
  readonly summary: string;
  readonly method: string;
  /** `/api/courses/:courseId/publish`. */
  readonly path: string;
  /** `public`, `self` or the permission. */
  readonly needs: string;
  /** Path, query and body together, as a client gives them. */
  readonly input: Schema;
  /** undefined for what answers with bytes. */
  readonly output: Schema | undefined;
  /** Codes of problems that are its own. */
  readonly problems: readonly string[];
}
export interface Described {
  readonly operations: readonly DescribedOperation[];
  readonly plugins: readonly { readonly id: string; readonly summary: string }[];
  /** What `listen` tells of: payloads by name. */
  readonly events: Readonly<Record<string, Schema>>;
  /** What `#/components/schemas/...` refers to, by name. */
  readonly schemas: Readonly<Record<string, Schema>>;
}

type Json = Readonly<Record<string, unknown>>;
interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

/** @throws TypeError for what is no OpenAPI 3.1 document of a school */
export function describe(document: Json): Described {
  if (typeof document.openapi !== 'string' || !document.openapi.startsWith('3.1') || typeof document.paths !== 'object')
    throw new TypeError('This is no OpenAPI 3.1 document. A school prints its own: lms openapi --out school.json');
  const operations = Object.entries(document.paths as Record<string, Record<string, Json>>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => operationOf(path, method.toUpperCase(), operation)),
  );
  const tags = (document.tags ?? []) as readonly { name: string; description?: string }[];
  return {
    operations,
    plugins: tags.map(({ name, description = '' }) => ({ id: name, summary: description })),
    events: (document['x-lectern-events'] ?? {}) as Record<string, Schema>,
    schemas: ((document.components as Json | undefined)?.schemas ?? {}) as Record<string, Schema>,
  };
}

function operationOf(path: string, method: string, operation: Json): DescribedOperation {
  const id = String(operation.operationId);
  const [plugin = '', key = ''] = id.split('.');
  const parameters = (operation.parameters ?? []) as readonly Parameter[];
  const body = jsonOf(operation.requestBody as Json | undefined);
  const properties = Object.fromEntries(
    parameters.map(({ name, description, schema }) => [name, { ...schema, ...(description && { description }) }]),
  );
  const required = parameters.filter((one) => one.required).map(({ name }) => name);
  const needs = operation['x-lectern-needs'] as string | { permission: string } | undefined;
  return {
    id,
    plugin,
    key,
    summary: String(operation.summary ?? id),
    method,
    path: path.replace(/\{(\w+)\}/g, ':$1'),
    needs: typeof needs === 'object' ? needs.permission : (needs ?? 'public'),
    input: {
      type: 'object',
      properties: { ...properties, ...body?.properties },
      required: [...required, ...(body?.required ?? [])],
    },
    output: operation['x-lectern-raw']
      ? undefined
      : jsonOf((operation.responses as Record<string, Json> | undefined)?.['200']),
    problems: (operation['x-lectern-problems'] ?? []) as readonly string[],
  };
}
const jsonOf = (part: Json | undefined): Schema | undefined =>
  (part?.content as Record<string, { schema?: Schema }> | undefined)?.['application/json']?.schema;
