// Where ids stand in the input of an operation: in path, query and body, in lists and in objects in one another.
import type { Described, Field, Schema } from './document.ts';

export type Step = string | number;
/** From the input down to one id: `['order', 0, 'lessonIds', 2]`. */
export type Place = readonly Step[];
export type Input = Readonly<Record<string, unknown>>;

/** Nested deeper than any contract; a schema that contains itself ends here. */
const deepest = 8;

/** A path names things, whatever their names look like: a slug, a number, a language. */
const names = (field: Field): boolean => field.in === 'path' && !field.schema.enum;

/** Every id in an input, and whatever stands in its path. */
export function placesIn({ fields }: Described, input: Input): Place[] {
  return fields.flatMap((field) => {
    const value = input[field.name];
    if (value === undefined) return [];
    return names(field) ? [[field.name]] : idsBelow(field.schema, value, [field.name]);
  });
}
/** Those that are the kit's own Id, so that they name one thing in the whole installation. */
export const idsIn = ({ fields }: Described, input: Input): Place[] =>
  fields.flatMap(({ name, schema }) => idsBelow(schema, input[name], [name]));
function idsBelow(schema: Schema, value: unknown, at: Place): Place[] {
  if (at.length > deepest || value === null || value === undefined) return [];
  const among = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  if (among.length > 0) {
    const found = among.flatMap((one) => idsBelow(one, value, at));
    return found.filter((place, n) => found.findIndex((other) => other.join() === place.join()) === n);
  }
  if (schema.format === 'id') return typeof value === 'string' ? [at] : [];
  if (Array.isArray(value))
    return value.flatMap((one, n) => idsBelow(schema.prefixItems?.[n] ?? schema.items ?? {}, one, [...at, n]));
  if (typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const other = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : {};
    return idsBelow(schema.properties?.[name] ?? other, inner, [...at, name]);
  });
}

/** Fields that may hold an id and that this input leaves out, each with an input that holds one there. */
export function leftOut(
  { fields }: Described,
  input: Input,
): { name: string; holding(input: Input, id: string): Input }[] {
  return fields
    .filter(({ name, schema }) => input[name] === undefined && holderOf(schema, 'id', 0) !== undefined)
    .map(({ name, schema }) => ({ name, holding: (given, id) => ({ ...given, [name]: holderOf(schema, id, 0) }) }));
}
/** The smallest value that holds an id; undefined when there is none. */
function holderOf(schema: Schema, id: string, depth: number): unknown {
  if (depth > deepest) return undefined;
  if (schema.format === 'id') return id;
  for (const one of [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) {
    const value = holderOf(one, id, depth + 1);
    if (value !== undefined) return value;
  }
  if (schema.items) {
    const item = holderOf(schema.items, id, depth + 1);
    return item === undefined ? undefined : [item];
  }
  if (schema.propertyNames?.format === 'id') return { [id]: smallestOf(schema.additionalProperties as Schema) };
  const inner = Object.entries(schema.properties ?? {}).map(
    ([name, one]) => [name, holderOf(one, id, depth + 1)] as const,
  );
  const holding = inner.filter(([, value]) => value !== undefined);
  if (holding.length === 0) return undefined;
  const needed = Object.entries(schema.properties ?? {}).filter(([name]) => schema.required?.includes(name));
  return {
    ...Object.fromEntries(needed.map(([name, one]) => [name, smallestOf(one)])),
    ...Object.fromEntries(holding),
  };
}
/** The example, with something in each field that must be there and that it does not show. */
export const completed = ({ fields, example }: Described): Input => ({
  ...Object.fromEntries(
    fields
      .filter(({ required }) => required)
      .map(({ name, schema }) => [name, holderOf(schema, 'x', 0) ?? smallestOf(schema)]),
  ),
  ...example,
});
/** Something that fits, as far as that is to be told without trying. */
function smallestOf(schema: Schema | undefined): unknown {
  if (!schema) return null;
  if ('const' in schema) return schema.const;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  const [first] = schema.anyOf ?? schema.oneOf ?? [];
  if (first) return smallestOf(first);
  if (schema.type === 'array') return [];
  if (schema.type === 'boolean') return false;
  if (schema.type === 'integer' || schema.type === 'number') return Number(schema.minimum ?? 0);
  if (schema.type === 'string') return 'x'.repeat(Number(schema.minLength ?? 1));
  const needed = Object.entries(schema.properties ?? {}).filter(([name]) => schema.required?.includes(name));
  return Object.fromEntries(needed.map(([name, one]) => [name, smallestOf(one)]));
}

export const at = (input: unknown, place: Place): unknown =>
  place.reduce<unknown>((value, step) => (value as Record<Step, unknown> | undefined)?.[step], input);

/** The input with another value there; the rest is shared. */
export function put<T>(input: T, [step, ...rest]: Place, value: unknown): T {
  if (step === undefined) return value as T;
  const copy = (Array.isArray(input) ? [...input] : { ...input }) as Record<Step, unknown>;
  copy[step] = put(copy[step], rest, value);
  return copy as T;
}
