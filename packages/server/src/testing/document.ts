// A school's operations as its own OpenAPI document tells them: what a stranger with nothing but the document would call.
import type { AnyOperation } from '@lectern/kit';

type Json = Readonly<Record<string, unknown>>;
/** JSON Schema (2020-12), as far as zod writes it. */
export interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly propertyNames?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly default?: unknown;
  readonly [keyword: string]: unknown;
}
export type Carried = 'path' | 'query' | 'body';
export interface Field {
  readonly name: string;
  readonly in: Carried;
  readonly required: boolean;
  readonly schema: Schema;
}
export interface Described {
  /** `courses.publish`. */
  readonly id: string;
  readonly plugin: string;
  readonly method: string;
  /** `/api/courses/{courseId}`. */
  readonly path: string;
  readonly needs: AnyOperation['spec']['needs'];
  readonly changes: boolean;
  /** Nobody need be signed in. */
  readonly isPublic: boolean;
  readonly fields: readonly Field[];
  /** What the document itself shows, of all fields. */
  readonly example: Readonly<Record<string, unknown>>;
  /** Of a raw operation: its body is not ours. */
  readonly raw?: { readonly body: string | undefined; readonly headers: Readonly<Record<string, string>> };
}
interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: Schema;
  readonly example?: unknown;
}
interface Entry extends Json {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { schema: Schema; example?: unknown }>> };
  readonly security?: readonly Json[];
}

/** @param document `/api/openapi.json` */
export function operationsIn(document: Json): Described[] {
  const paths = document.paths as Readonly<Record<string, Readonly<Record<string, Entry>>>>;
  return Object.entries(paths).flatMap(([path, byMethod]) =>
    Object.entries(byMethod).map(([method, entry]) => described(path, method.toUpperCase(), entry)),
  );
}

function described(path: string, method: string, entry: Entry): Described {
  const parameters = entry.parameters ?? [];
  const [type, body] = Object.entries(entry.requestBody?.content ?? {})[0] ?? [];
  const isRaw = entry['x-lectern-raw'] === true;
  const fields: Field[] = parameters.flatMap((one) => (one.in === 'header' ? [] : [{ ...one, in: one.in }]));
  if (body && !isRaw)
    for (const [name, schema] of Object.entries(body.schema.properties ?? {}))
      fields.push({ name, in: 'body', required: body.schema.required?.includes(name) ?? false, schema });
  const shown = parameters
    .filter((one) => one.in !== 'header' && 'example' in one)
    .map((one) => [one.name, one.example]);
  return {
    id: entry.operationId,
    plugin: entry.operationId.slice(0, entry.operationId.indexOf('.')),
    method: (entry['x-lectern-asked-with'] as string | undefined) ?? method,
    path,
    needs: entry['x-lectern-needs'] as Described['needs'],
    changes: entry['x-lectern-changes'] === true,
    isPublic: entry.security?.some((one) => Object.keys(one).length === 0) ?? false,
    fields,
    example: { ...Object.fromEntries(shown), ...(isRaw ? {} : (body?.example as Json | undefined)) },
    ...(isRaw && { raw: rawOf(type, body?.example, parameters) }),
  };
}
function rawOf(type: string | undefined, body: unknown, parameters: readonly Parameter[]): Described['raw'] {
  const headers = parameters.filter((one) => one.in === 'header').map(({ name, example }) => [name, String(example)]);
  return {
    body: type === undefined ? undefined : String(body ?? 'A few bytes.'),
    headers: {
      ...Object.fromEntries(headers),
      ...(type !== undefined && { 'content-type': type.includes('*') ? 'application/octet-stream' : type }),
    },
  };
}

/** As a request: every field where the document says. */
export function requestTo(
  { method, path, fields, raw }: Described,
  input: Readonly<Record<string, unknown>>,
): { path: string; init: RequestInit & { headers: Record<string, string> } } {
  let filled = path;
  const query = new URLSearchParams();
  const body: Record<string, unknown> = {};
  for (const field of fields) {
    const value = input[field.name];
    if (value === undefined) continue;
    if (field.in === 'path') filled = filled.replace(`{${field.name}}`, encodeURIComponent(String(value)));
    else if (field.in === 'body') body[field.name] = value;
    else for (const one of Array.isArray(value) ? value : [value]) query.append(field.name, String(one));
  }
  const address = query.size > 0 ? `${filled}?${query}` : filled;
  if (raw)
    return {
      path: address,
      init: { method, headers: { ...raw.headers }, ...(raw.body !== undefined && { body: raw.body }) },
    };
  if (!['POST', 'PUT', 'PATCH'].includes(method)) return { path: address, init: { method, headers: {} } };
  return {
    path: address,
    init: { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  };
}
