// Tests hold every answer against its schema; in production the contract is trusted, for parsing costs more than reading.
import type { z } from 'zod';
import type { Mounted } from './pipeline.ts';

/** @throws Error naming the operation and the property that does not fit */
export function verifyAnswer({ id, operation }: Mounted, answer: unknown): void {
  if (operation.kind === 'raw') return;
  const onTheWire: unknown = JSON.parse(JSON.stringify(answer ?? null));
  const parsed = (operation.spec.output as z.ZodType).safeParse(onTheWire);
  if (parsed.success) return;
  const { path, message } = parsed.error.issues[0]!;
  throw new Error(`the answer of ${id} does not fit its schema at ${path.join('.') || 'the top'}: ${message}`);
}
