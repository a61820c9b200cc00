// TypeScript from a described school: a table of operations, and flat types. Flat, because a type inferred through a schema
// library costs every consumer's compiler that library, and shows itself in the editor as something nobody can read.
import type { Described, DescribedOperation, Schema } from './document.ts';

const byId = ({ id: a }: { readonly id: string }, { id: b }: { readonly id: string }) => (a < b ? -1 : a > b ? 1 : 0);
/** Raw operations are called by `lms.request`. */
const callable = ({ operations }: Described) => operations.filter(({ output }) => output !== undefined);

/** `export const operations = {...}` */
export function operationTable(described: Described): string {
  const rows = callable(described).map(
    ({ id, method, path, input }) =>
      `  '${id}': { method: '${method}', path: '${path}'${'cursor' in (input.properties ?? {}) ? ', page: true' : ''} },`,
  );
  return `export const operations = {\n${rows.join('\n')}\n} as const satisfies Record<string, OperationRow>;`;
}

/** Inputs, outputs, `Client` and `Events`. */
export function clientTypes(described: Described): string {
  const clients = [...described.plugins].sort(byId).flatMap(({ id, summary }) => {
    const own = callable(described).filter(({ plugin }) => plugin === id);
    return own.length > 0 ? [{ id, text: clientOf(id, summary, own) }] : [];
  });
  const all = `export interface Client {\n${clients.map(({ id }) => `  readonly ${camel(id)}: ${pascal(id)}Client;`).join('\n')}\n}`;
  const events = Object.entries(described.events).map(
    ([name, payload]) => `  readonly '${name}': ${print(payload, '  ')};`,
  );
  return `${clients.map(({ text }) => text).join('\n\n')}\n\n${all}\n\n/** What \`lms.listen\` tells of, by name. */\nexport interface Events {\n${events.join('\n')}\n}`;
}

/** A module of its own, for a school with its own plugins. */
export function clientModule(described: Described): string {
  return `// Written by \`lms sdk generate\` from the school's OpenAPI document.
import { type CallOptions, type ClientOptions, createClient as create, type OperationRow, type Tools } from '@lectern/sdk';

${clientTypes(described)}

${operationTable(described)}

export type Lectern = Client & Tools<keyof typeof operations, Events>;
export const createClient = (options: ClientOptions = {}): Lectern => create(options, operations) as unknown as Lectern;
`;
}

function clientOf(id: string, summary: string, operations: readonly DescribedOperation[]): string {
  const types = operations.map(
    ({ key, input, output }) =>
      `export type ${pascal(id)}${pascal(key)}Input = ${print(input)};\nexport type ${pascal(id)}${pascal(key)}Output = ${print(output!)};`,
  );
  const methods = operations.map(({ key, input, summary: line }) => {
    const name = `${pascal(id)}${pascal(key)}`;
    const optional = (input.required ?? []).length === 0 ? '?' : '';
    return `  /** ${line} */\n  ${key}(input${optional}: ${name}Input, options?: CallOptions): Promise<${name}Output>;`;
  });
  return `${types.join('\n\n')}\n\n/** ${summary} */\nexport interface ${pascal(id)}Client {\n${methods.join('\n')}\n}`;
}

function print(schema: Schema, indent = ''): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return [...new Set(either.map((one) => print(one, indent)))].join(' | ');
  if (schema.allOf) return schema.allOf.map((one) => print(one, indent)).join(' & ');
  if (Array.isArray(schema.type))
    return schema.type.map((type: string) => print({ ...schema, type }, indent)).join(' | ');
  switch (schema.type) {
    case 'string':
      return 'string';
    case 'number':
    case 'integer':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'null':
      return 'null';
    case 'array':
      return `Array<${print(schema.items || {}, indent)}>`;
    case 'object':
      return printObject(schema, indent);
    default:
      return 'unknown';
  }
}
function printObject({ properties = {}, required = [], additionalProperties }: Schema, indent: string): string {
  const inner = `${indent}  `;
  const lines = Object.entries(properties).map(([name, property]) => {
    const doc = property.description ? `${inner}/** ${property.description.replaceAll('*/', '*\\/')} */\n` : '';
    return `${doc}${inner}${/^\w+$/.test(name) ? name : JSON.stringify(name)}${required.includes(name) ? '' : '?'}: ${print(property, inner)};`;
  });
  if (lines.length === 0)
    return typeof additionalProperties === 'object'
      ? `Record<string, ${print(additionalProperties, indent)}>`
      : 'Record<never, never>';
  return `{\n${lines.join('\n')}\n${indent}}`;
}
const camel = (id: string) => id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
const pascal = (id: string) => camel(id).replace(/^\w/, (letter) => letter.toUpperCase());
