// The SDK's operation table and flat types. Flat, because a type inferred through zod costs every consumer's compiler the
// whole schema library, and shows itself in the editor as something nobody can read.
import type { Event, Operation, RawOperation } from '@lectern/kit/contract';
import { z } from 'zod';
import type { Found } from './contracts.ts';

type Schema = {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  allOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  description?: string;
  prefixItems?: Schema[];
  $ref?: string;
  $defs?: Record<string, Schema>;
};

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output') =>
  z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline', cycles: 'ref' }) as Schema;
const callable = ({ contract }: Found) =>
  Object.entries(contract.operations).filter(
    (entry): entry is [string, Operation] => (entry[1] as Operation | RawOperation).kind === 'operation',
  );

export function operationTable(found: readonly Found[]): string {
  const rows = found.flatMap((one) =>
    callable(one).map(([key, { method, path, spec }]) => {
      const bare = path.replace(/\/$/, '');
      const list = 'cursor' in spec.input.shape ? ', page: true' : '';
      return `  '${one.contract.id}.${key}': { method: '${method}', path: '/api/${one.contract.id}${bare}'${list} },`;
    }),
  );
  return `// Written by \`npm run sync\` from the contracts.\nimport type { OperationRow } from '../request.ts';\n\nexport const operations = {\n${rows.join('\n')}\n} as const satisfies Record<string, OperationRow>;\n`;
}

export function operationTypes(found: readonly Found[]): string {
  const clients = found.map((one) => {
    const methods = callable(one).map(([key, { spec }]) => {
      const input = jsonSchema(spec.input, 'input');
      const name = `${pascal(one.contract.id)}${pascal(key)}`;
      const optional = (input.required ?? []).length === 0 ? '?' : '';
      return {
        name,
        input,
        output: jsonSchema(spec.output as z.ZodType, 'output'),
        line: `  /** ${spec.summary} */\n  ${key}(input${optional}: ${name}Input, options?: CallOptions): Promise<${name}Output>;`,
      };
    });
    const types = methods.map(
      ({ name, input, output }) =>
        `export type ${name}Input = ${print(input)};\nexport type ${name}Output = ${print(output)};`,
    );
    return {
      id: one.contract.id,
      types,
      client: `/** ${one.contract.summary} */\nexport interface ${pascal(one.contract.id)}Client {\n${methods.map(({ line }) => line).join('\n')}\n}`,
    };
  });
  const all = `export interface Client {\n${clients.map(({ id }) => `  readonly ${camel(id)}: ${pascal(id)}Client;`).join('\n')}\n}`;
  return `// Written by \`npm run sync\` from the contracts.\nimport type { CallOptions } from '../request.ts';\n\n${clients.flatMap(({ types, client }) => [...types, client]).join('\n\n')}\n\n${all}\n\n${eventTypes(found)}\n`;
}

/** Those that leave the house, by name. */
function eventTypes(found: readonly Found[]): string {
  const lines = found
    .flatMap(({ contract }) => Object.values((contract.events ?? {}) as Record<string, Event>))
    .filter(({ heardBy }) => heardBy.length > 0)
    .map(({ name, payload }) => `  readonly '${name}': ${print(jsonSchema(payload, 'output'), '  ')};`);
  return `/** What \`lms.listen\` tells of, by name. */\nexport interface Events {\n${lines.join('\n')}\n}`;
}

function print(schema: Schema, indent = ''): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.anyOf) return [...new Set(schema.anyOf.map((one) => print(one, indent)))].join(' | ');
  if (schema.allOf) return schema.allOf.map((one) => print(one, indent)).join(' & ');
  if (Array.isArray(schema.type)) return schema.type.map((type) => print({ ...schema, type }, indent)).join(' | ');
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
      return `Array<${print(schema.items ?? {}, indent)}>`;
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
