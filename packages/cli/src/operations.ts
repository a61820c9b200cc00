// Operations by name, of whatever plugins the school has: the table comes from its own OpenAPI document.
import type { Lectern } from '@lectern/sdk';
import { UsageError } from './errors.ts';
import { nearest } from './near.ts';

interface Described {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
}

export async function callByName(
  lms: Lectern,
  id: string,
  input: object,
  { preview = false }: { preview?: boolean } = {},
): Promise<unknown> {
  const document = (await (await lms.request('/api/openapi.json')).json()) as {
    paths: Record<string, Record<string, Described>>;
  };
  const known: string[] = [];
  for (const [template, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      known.push(operation.operationId);
      if (operation.operationId === id) return perform(lms, method.toUpperCase(), template, input, preview);
    }
  }
  const meant = nearest(id, known);
  const like = known.filter((one) => one.startsWith(`${id.split('.')[0]}.`));
  throw new UsageError(
    `There is no operation ${id}.${meant ? ` Did you mean ${meant}?` : ''}\n${like.length > 0 ? `There are: ${like.join(', ')}.` : `The plugins here are: ${[...new Set(known.map((one) => one.split('.')[0]))].join(', ')}. \`lms openapi\` has all operations.`}`,
  );
}

async function perform(
  lms: Lectern,
  method: string,
  template: string,
  input: object,
  preview: boolean,
): Promise<unknown> {
  const rest: Record<string, unknown> = { ...input };
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest[name];
    if (value === undefined) throw new UsageError(`--input lacks ${name}, which is part of the address ${template}.`);
    delete rest[name];
    return encodeURIComponent(String(value));
  });
  const headers: Record<string, string> = preview ? { 'lectern-preview': 'true' } : {};
  const reads = method === 'GET' || method === 'DELETE';
  const query = reads
    ? new URLSearchParams(
        Object.entries(rest).flatMap(([name, value]) =>
          (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, String(one)]),
        ),
      )
    : undefined;
  const response = await lms.request(query?.size ? `${path}?${query}` : path, {
    method,
    headers: { ...headers, ...(!reads && { 'content-type': 'application/json' }) },
    ...(!reads && { body: JSON.stringify(rest) }),
  });
  return response.json();
}
