// The input of an operation, out of the path, the query and the body of a request.
import { kernelProblems, Refusal } from '@lectern/kit';
import type { Context } from 'hono';
import { textReader } from '../pipeline/input.ts';
import type { Mounted } from '../pipeline/pipeline.ts';
import { readJson } from './body.ts';
import type { Env, TimeLimits } from './transport.ts';

export function readerFor({ operation }: Mounted, times: TimeLimits): (c: Context<Env>) => unknown {
  const names = [...operation.path.matchAll(/:(\w+)/g)].map((match) => match[1]!);
  const text = textReader(operation);
  const fromQuery = operation.method === 'GET' || operation.method === 'DELETE' || operation.kind === 'raw';
  const limit = operation.spec.limit ?? 1_048_576;
  const params = (c: Context<Env>) =>
    Object.fromEntries(names.map((name) => [name, text(name, [c.req.param(name) ?? ''])]));
  if (fromQuery) {
    return (c) => {
      const query = c.req.url.includes('?')
        ? Object.entries(c.req.queries()).map(([name, values]) => [name, text(name, values)])
        : [];
      return query.length === 0 ? params(c) : { ...Object.fromEntries(query), ...params(c) };
    };
  }
  return async (c) => {
    const body = await readJson(c.req.raw, limit, c.env?.local ? undefined : times.body);
    if (typeof body !== 'object' || body === null || Array.isArray(body))
      throw new Refusal(kernelProblems.invalid, { pointer: '', detail: 'The body must be a JSON object.' });
    return names.length === 0 ? body : { ...body, ...params(c) };
  };
}
