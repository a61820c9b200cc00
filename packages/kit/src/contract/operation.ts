// The unit of everything: declared once, it is an endpoint, an OpenAPI entry, an SDK method, a command, an audit record.
// Runs anywhere: no server code here.
import type { z } from 'zod';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Who may call. Always stated. `on` names the property of the input that holds the resource's id; without it the
 * permission is asked of the organization. `self`: any signed-in person, acting on what is theirs. `public`: anybody.
 */
export type Need<Key extends string = string> = 'public' | 'self' | { readonly permission: string; readonly on?: Key };

/** A declared refusal. `code` is stable (`enrollment.no_seats`), `message` is a sentence with the way out. */
export interface Problem {
  readonly code: string;
  readonly status: 400 | 401 | 403 | 404 | 405 | 408 | 409 | 410 | 412 | 413 | 415 | 422 | 423 | 429 | 503;
  readonly message: string;
}

/**
 * What somebody who audits a school asks for: who came in (or tried), who was given or lost rights, what was taken out, what
 * was erased for good.
 */
export type AuditKind = 'sign-in' | 'access' | 'export' | 'erasure';

export interface OperationSpec<In extends z.ZodObject = z.ZodObject, Out extends z.ZodType = z.ZodType> {
  readonly summary: string;
  readonly description?: string;
  readonly needs: Need<Extract<keyof z.output<In>, string>>;
  readonly input: In;
  readonly output: Out;
  readonly errors?: readonly Problem[];
  /** Shown in the reference and replayed by the plugin test where it says so. */
  readonly example: { readonly input: z.input<In>; readonly output: z.output<Out> };
  /** Properties of input or answer that never reach audit, logs or stored answers (passwords, tokens, keys). */
  readonly secret?: readonly string[];
  /**
   * Properties of the input that the audit record tells in clear; ids always are, and what stands in the path. For what the
   * school calls things (a role, a permission), never for what somebody wrote or is called.
   */
  readonly tells?: readonly Extract<keyof z.output<In>, string>[];
  /** Largest body in bytes; 1 MiB when absent. */
  readonly limit?: number;
  /**
   * `sampled`: one in a hundred is recorded when it is done, for what a person causes every few seconds without meaning to.
   * The others say as what an auditor counts it, and are recorded also when they change nothing.
   */
  readonly audit?: 'sampled' | AuditKind;
  /**
   * Only for the person themselves: refused to who acts as them and to programs whose key is limited. For what opens a
   * door (passwords, passkeys, keys), and for what cannot be taken back (erasing an account).
   */
  readonly inPerson?: true;
  /**
   * What it changes is authored: the operation of this plugin that reads the thing, by its key, whose input it shares. Where
   * it has the id of a part (a section), the whole is found above it in the tree of resources. What that one answers carries
   * an `ETag`; sent back as `If-Match` the change is refused (412) when the thing is another by now.
   */
  readonly authored?: string;
  /** Also while the school is closed for maintenance: what somebody needs who comes in to open it again. */
  readonly inMaintenance?: true;
  /** GET operations change nothing; a POST that only reads (a long query) says so here. */
  readonly changes?: boolean;
}

export interface Operation<In extends z.ZodObject = z.ZodObject, Out extends z.ZodType = z.ZodType> {
  readonly kind: 'operation';
  readonly method: HttpMethod;
  /** `/courses/:courseId`, below `/api/<plugin>`; every `:name` is a property of the input. */
  readonly path: string;
  readonly spec: OperationSpec<In, Out>;
}

/** What a raw operation takes as its body, for OpenAPI. */
export interface RawSpec<In extends z.ZodObject = z.ZodObject>
  extends Omit<OperationSpec<In, z.ZodType>, 'output' | 'example'> {
  /** Media types it takes; absent when there is no body. */
  readonly accepts?: readonly string[];
  readonly produces: readonly string[];
  /** What a program would send, for the reference and for the proofs: a body of a few bytes, and the headers it needs. */
  readonly example?: RawExample<z.input<In>>;
}
export interface RawExample<In = Readonly<Record<string, unknown>>> {
  readonly input: In;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Where a GET is asked with HEAD. */
  readonly method?: 'HEAD';
}
/**
 * An operation whose body is not ours (files, tus, media segments): who, may, limits and audit are the pipeline's.
 * Its input is what path and query say; the handler gets the web Request and answers with a web Response. One that
 * changes something takes its body in first (`received`).
 */
export interface RawOperation<In extends z.ZodObject = z.ZodObject> {
  readonly kind: 'raw';
  readonly method: HttpMethod;
  readonly path: string;
  readonly spec: RawSpec<In>;
}

const verb =
  (method: HttpMethod) =>
  <In extends z.ZodObject, Out extends z.ZodType>(path: string, spec: OperationSpec<In, Out>): Operation<In, Out> => ({
    kind: 'operation',
    method,
    path,
    spec,
  });

export const get = verb('GET');
export const post = verb('POST');
export const put = verb('PUT');
export const patch = verb('PATCH');
/** `delete` is a reserved word. */
export const remove = verb('DELETE');
export const raw = <In extends z.ZodObject>(method: HttpMethod, path: string, spec: RawSpec<In>): RawOperation<In> => ({
  kind: 'raw',
  method,
  path,
  spec,
});

export const changes = ({ method, spec }: Operation | RawOperation): boolean => spec.changes ?? method !== 'GET';
