// What went wrong, as a value that a screen can show: an RFC 9457 problem, whoever threw it.

import { refused } from './messages/catalogue.ts';

export interface ProblemDetails {
  /** Stable, for code: `enrollment.seat_limit_reached`; `offline` when no answer came, `failed` when it was no problem document. */
  readonly code: string;
  /** HTTP status, 0 when no answer came. */
  readonly status: number;
  /** Sentences from the server, in its words: what this kind of refusal means, and what it is about here. */
  readonly title?: string | undefined;
  readonly detail?: string | undefined;
  /** Sentences by JSON pointer of the field (RFC 6901, `/seats`). */
  readonly fields: Readonly<Record<string, string>>;
  /** Seconds until another try makes sense. */
  readonly retryAfter?: number | undefined;
  /** When it is over, as far as that is known: ISO 8601. */
  readonly until?: string | undefined;
  /** Names this request in the server's log. */
  readonly reference?: string | undefined;
}

/** Reads a problem from whatever was thrown: the client's error, the document itself, or a failed fetch. */
export function problemFrom(thrown: unknown): ProblemDetails {
  const document = carried(thrown);
  if (!document) {
    // fetch rejects with a TypeError when there is no network, and with nothing more telling.
    const offline = thrown instanceof TypeError && /fetch|network|load failed/i.test(thrown.message);
    return offline ? { code: 'offline', status: 0, fields: {} } : { code: 'failed', status: 500, fields: {} };
  }
  const detail = text(document.detail);
  // The client's error says the title as its message where there is no detail.
  const title = text(document.title) ?? (detail === undefined ? text(document.message) : undefined);
  const code = text(document.code) ?? 'failed';
  const facts = isObject(document.facts) ? document.facts : {};
  return {
    code,
    status: number(document.status) ?? 500,
    title,
    detail,
    fields: fieldsOf(document, refused(code) ?? detail ?? title),
    retryAfter: number(document.retryAfter) ?? number(facts.retryAfter),
    until: text(document.until) ?? text(facts.until),
    reference: text(document.request) ?? text(document.instance),
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

/** Our server names one field by `pointer`; others list them as RFC 9457 shows it, `errors: [{ pointer: "#/seats", detail }]`. */
function fieldsOf({ pointer, errors }: Loose, sentence: string | undefined): Record<string, string> {
  const listed = Array.isArray(errors) ? errors.filter(isObject) : [{ pointer, detail: sentence }];
  const fields: Record<string, string> = {};
  for (const one of listed) {
    const [at, said] = [text(one.pointer)?.replace(/^#/, ''), text(one.detail)];
    if (at && said) fields[at] = said;
  }
  return fields;
}
