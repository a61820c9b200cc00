// From what a caller sent to what a handler takes, or a refusal that names the field.
import { type AnyOperation, kernelProblems, keysOf, Refusal } from '@lectern/kit';
import type { z } from 'zod';
import { assertWellFormed } from './wellformed.ts';

export type Input = Readonly<Record<string, unknown>>;
export type Parse = (sent: unknown) => Input;

/** Unknown properties are refused by name: a misspelt one would silently do nothing. */
export function parserOf({ spec }: AnyOperation): Parse {
  const schema = (spec.input as z.ZodObject).strict();
  return (sent) => {
    assertWellFormed(sent);
    if ('cursor' in schema.shape)
      for (const key of keysOf((sent as { cursor?: string }).cursor) ?? []) assertWellFormed(key, '/cursor');
    const parsed = schema.safeParse(sent);
    if (parsed.success) return parsed.data;
    throw refusalOf(parsed.error.issues[0]!);
  };
}

function refusalOf(issue: z.core.$ZodIssue): Refusal {
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const path = [...issue.path.map(String), ...unknown];
  const pointer = path.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  const name = path.join('.') || 'the input';
  return new Refusal(kernelProblems.invalid, {
    pointer,
    detail: unknown.length ? `${name} is not known here` : `${name}: ${issue.message}`,
  });
}

type Coerce = (text: string) => unknown;
/** Path and query are text: numbers, booleans and lists are read as the schema's property says. */
export function textReader({ spec }: AnyOperation): (name: string, values: readonly string[]) => unknown {
  const shape = (spec.input as z.ZodObject).shape as Record<string, z.ZodType>;
  const kinds = new Map(Object.entries(shape).map(([name, schema]) => [name, kindOf(schema)]));
  const scalar: Record<string, Coerce> = {
    number: (text) => (text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text),
    boolean: (text) => (text === 'true' ? true : text === 'false' ? false : text),
  };
  return (name, values) => {
    const kind = kinds.get(name);
    const read = scalar[kind?.of ?? ''] ?? ((text: string) => text);
    if (kind?.list) return values.map(read);
    return values.length === 1 ? read(values[0]!) : values;
  };
}
function kindOf(schema: z.ZodType): { list: boolean; of: string } {
  const { def } = schema as unknown as {
    def: { type: string; innerType?: z.ZodType; element?: z.ZodType; in?: z.ZodType };
  };
  if (def.innerType) return kindOf(def.innerType);
  if (def.type === 'pipe' && def.in) return kindOf(def.in);
  if (def.type === 'array' && def.element) return { list: true, of: kindOf(def.element).of };
  return { list: false, of: def.type };
}
