import type { AnyOperation } from '@lectern/kit';

/** An operation with its input as a request: path and query, and a body where it takes one. */
export function requestFor(
  plugin: string,
  operation: AnyOperation,
  given: Readonly<Record<string, unknown>>,
): { path: string; init: RequestInit } {
  const input: Record<string, unknown> = { ...given };
  const path = `/api/${plugin}${operation.path.replace(/\/$/, '')}`.replace(/:(\w+)/g, (_, name: string) => {
    const value = String(input[name]);
    delete input[name];
    return encodeURIComponent(value);
  });
  if (operation.kind === 'raw' || operation.method === 'GET' || operation.method === 'DELETE') {
    const query = new URLSearchParams(
      Object.entries(input).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
    );
    const example = operation.kind === 'raw' ? operation.spec.example : undefined;
    const body = operation.kind === 'raw' && operation.spec.accepts ? { body: example?.body ?? 'A few bytes.' } : {};
    return {
      path: query.size > 0 ? `${path}?${query}` : path,
      init: { method: operation.method, ...body, headers: { ...example?.headers } },
    };
  }
  return {
    path,
    init: { method: operation.method, body: JSON.stringify(input), headers: { 'content-type': 'application/json' } },
  };
}
