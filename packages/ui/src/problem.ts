// What went wrong, as a value that a screen can show: an RFC 9457 problem, whoever threw it.

export interface ProblemDetails {
  /** Stable, for code: `enrollment.seat_limit_reached`; `offline` when no answer came, `failed` when it was no problem document. */
  readonly code: string;
  /** HTTP status, 0 when no answer came. */
  readonly status: number;
  /** Sentences from the server, in its words. */
  readonly title?: string | undefined;
  readonly detail?: string | undefined;
  /** Sentences by JSON pointer of the field (`/seats`). */
  readonly fields: Readonly<Record<string, string>>;
  /** Seconds until another try makes sense. */
  readonly retryAfter?: number | undefined;
  /** Names this occurrence in the server's log. */
  readonly reference?: string | undefined;
}

/** Reads a problem from whatever was thrown: the document itself, an error that carries one, or a failed fetch. */
export function problemFrom(thrown: unknown): ProblemDetails {
  const document = carried(thrown);
  if (!document) {
    // fetch rejects with a TypeError when there is no network, and with nothing more telling.
    const offline = thrown instanceof TypeError && /fetch|network|load failed/i.test(thrown.message);
    return offline ? { code: 'offline', status: 0, fields: {} } : { code: 'failed', status: 500, fields: {} };
  }
  return {
    code: text(document.code) ?? 'failed',
    status: number(document.status) ?? 500,
    title: text(document.title),
    detail: text(document.detail),
    fields: fieldsOf(document.errors),
    retryAfter: number(document.retryAfter),
    reference: text(document.instance),
  };
}

type Loose = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Loose => typeof value === 'object' && value !== null;
const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
const number = (value: unknown) => (typeof value === 'number' ? value : undefined);

function carried(thrown: unknown): Loose | undefined {
  if (!isObject(thrown)) return undefined;
  if (isObject(thrown.problem)) return thrown.problem;
  return typeof thrown.code === 'string' && typeof thrown.status === 'number' ? thrown : undefined;
}

/** RFC 9457 writes `errors: [{ pointer: "#/seats", detail }]`; the `#` of a URI fragment is dropped. */
function fieldsOf(errors: unknown): Record<string, string> {
  if (!Array.isArray(errors)) return {};
  const pairs = errors.filter(isObject).map(({ pointer, detail }) => [text(pointer)?.replace(/^#/, ''), text(detail)]);
  return Object.fromEntries(
    pairs.filter((pair): pair is [string, string] => pair[0] !== undefined && pair[1] !== undefined),
  );
}
