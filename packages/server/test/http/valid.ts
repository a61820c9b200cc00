// Inputs that an operation's own schema allows, by fast-check: what nobody thought of writing into an example.
import fc from 'fast-check';
import type { Schema } from '../../src/testing/document.ts';

/** Deeper than this only what need not go on. */
const deepest = 5;

/** @param root for `$ref`, which zod writes for schemas that contain themselves */
export function valid(schema: Schema, root: Schema = schema, depth = 0): fc.Arbitrary<unknown> {
  if (typeof schema.$ref === 'string') {
    const target = schema.$ref
      .split('/')
      .slice(1)
      .reduce<unknown>((at, step) => (at as Schema)[step], root) as Schema;
    return depth > deepest ? fc.constant(null) : valid(target, root, depth + 1);
  }
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const among = schema.anyOf ?? schema.oneOf;
  if (among) return fc.oneof(...among.map((one) => valid(one, root, depth + 1)));
  if (schema.allOf)
    return fc
      .tuple(...schema.allOf.map((one) => valid(one, root, depth)))
      .map((all) => Object.assign({}, ...(all as object[])));
  switch (schema.type) {
    case 'string':
      return text(schema);
    case 'integer':
      return fc.integer({
        min: Math.max(Number(schema.minimum ?? 0), -(2 ** 31)),
        max: Math.min(Number(schema.maximum ?? 1_000), 2 ** 31 - 1),
      });
    case 'number':
      return fc.double({ min: Number(schema.minimum ?? 0), max: Number(schema.maximum ?? 1e9), noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array': {
      const most = Math.min(Number(schema.maxItems ?? 3), depth > deepest ? 0 : 3);
      const minLength = Math.min(Number(schema.minItems ?? 0), 3);
      return fc.array(valid(schema.items ?? {}, root, depth + 1), { minLength, maxLength: Math.max(minLength, most) });
    }
    case 'object':
      return object(schema, root, depth);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}
function object(schema: Schema, root: Schema, depth: number): fc.Arbitrary<unknown> {
  const shape = Object.entries(schema.properties ?? {}).map(
    ([name, one]) => [name, valid(one, root, depth + 1)] as const,
  );
  const fixed = fc.record(Object.fromEntries(shape), { requiredKeys: [...(schema.required ?? [])] as never[] });
  if (typeof schema.additionalProperties !== 'object' || shape.length > 0) return fixed;
  return fc.dictionary(text(schema.propertyNames ?? {}), valid(schema.additionalProperties, root, depth + 1), {
    maxKeys: 3,
  });
}
function text({ format, pattern, minLength, maxLength }: Schema): fc.Arbitrary<string> {
  const [min, max] = [Number(minLength ?? 0), Number(maxLength ?? 200)];
  if (format === 'id') return fc.constantFrom('nothing-here', '0', 'a.b:c-d_e', 'x'.repeat(64));
  if (format === 'date-time') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  if (format === 'email') return fc.emailAddress();
  if (format === 'uri') return fc.webUrl();
  if (typeof pattern === 'string')
    try {
      return fc.stringMatching(new RegExp(pattern, 'u')).filter(({ length }) => length >= min && length <= max);
    } catch {
      // A pattern with classes that fast-check does not know: words of some script.
    }
  const unit = fc.constantFrom('grapheme', 'binary-ascii', 'grapheme-composite') as fc.Arbitrary<'grapheme'>;
  return unit.chain((one) => fc.string({ unit: one, minLength: min, maxLength: Math.min(max, Math.max(min, 60)) }));
}
