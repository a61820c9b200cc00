// One operation as one HTTP request.
export interface OperationRow {
  readonly method: string;
  readonly path: string;
  /** A list: `lms.pages(...)` walks it. */
  readonly page?: true;
}
export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Same key and input, same answer: a repeated POST has one effect. */
  readonly idempotencyKey?: string;
  /** The ETag of what was read; the change is refused when somebody else changed it since. */
  readonly ifMatch?: string;
  /** The request may outlive the page that makes it: for what is told when a page is left. At most 64 kB, says fetch. */
  readonly keepalive?: boolean;
}

/** Path parameters are taken out of the input; what is left is the query of a GET or DELETE, the body of others. */
export function requestOf(
  row: OperationRow,
  input: Readonly<Record<string, unknown>>,
  options: CallOptions & { readonly preview?: boolean },
): { path: string; init: RequestInit } {
  const rest = { ...input };
  const path = row.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest[name];
    if (value === undefined || value === null || value === '')
      throw new TypeError(`${name} is missing: it is part of the address`);
    delete rest[name];
    return encodeURIComponent(String(value));
  });
  const headers: Record<string, string> = { accept: 'application/json' };
  if (options.idempotencyKey) headers['idempotency-key'] = options.idempotencyKey;
  if (options.ifMatch) headers['if-match'] = `"${options.ifMatch}"`;
  if (options.preview) headers['lectern-preview'] = 'true';
  const init: RequestInit = {
    method: row.method,
    headers,
    ...(options.signal && { signal: options.signal }),
    ...(options.keepalive && { keepalive: true }),
  };
  if (row.method === 'GET' || row.method === 'DELETE') {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(rest))
      for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) query.append(name, String(one));
    return { path: query.size > 0 ? `${path}?${query}` : path, init };
  }
  headers['content-type'] = 'application/json';
  return { path, init: { ...init, body: JSON.stringify(rest) } };
}
