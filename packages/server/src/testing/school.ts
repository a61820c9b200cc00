// A whole school for one test: real plugins on a real database, a clock that the test moves, actors by role.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Actor,
  type BuiltInRole,
  currentScope,
  type Dialect,
  type Event,
  type Operation,
  type Plugin,
  type ServiceRef,
  setupSlot,
  system,
} from '@lectern/kit';
import pg from 'pg';
import type { z } from 'zod';
import { createIds } from '../kernel/ids.ts';
import type { School, ServerOptions } from '../school.ts';
import { createServer } from '../server.ts';
import { testPostgres } from './postgres.ts';
import { requestFor } from './requests.ts';

export interface TestPerson {
  readonly id: string;
  readonly email: string;
  /** @throws TestProblem when it is refused */
  call<In extends z.ZodObject, Out extends z.ZodType>(
    operation: Operation<In, Out>,
    ...input: Record<never, never> extends z.input<In> ? [input?: z.input<In>] : [input: z.input<In>]
  ): Promise<z.output<Out>>;
  /** Fails the test unless the operation is refused with this code. */
  refused<In extends z.ZodObject, Out extends z.ZodType>(
    operation: Operation<In, Out>,
    input: z.input<In>,
    code: string,
  ): Promise<TestProblem>;
  fetch(path: string, init?: RequestInit): Promise<Response>;
}
export class TestProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly pointer: string | undefined;
  readonly detail: string | undefined;
  constructor(document: { status: number; code: string; title: string; pointer?: string; detail?: string }) {
    super(`${document.status} ${document.code}: ${document.detail ?? document.title}`);
    this.status = document.status;
    this.code = document.code;
    this.pointer = document.pointer;
    this.detail = document.detail;
  }
}
/** A learner has no role in the school: whoever belongs to it may learn. */
export type TestRole = BuiltInRole | 'visitor';

export interface TestSchool {
  readonly dialect: Dialect;
  readonly plugins: readonly Plugin[];
  readonly server: School;
  /** The same role and name twice is the same person. */
  person(role: TestRole, name?: string): Promise<TestPerson>;
  /** Committed since the last call, oldest first. */
  events(): Promise<{ name: string; payload: unknown }[]>;
  /** Another plugin's event, as if it had been emitted now, and all that follows from it. */
  happened<Payload extends z.ZodType>(event: Event<Payload>, payload: z.input<Payload>): Promise<void>;
  /** Outbox to all reactions until quiet. Every event is delivered twice. */
  deliver(): Promise<void>;
  /** Due jobs until quiet. */
  work(): Promise<void>;
  advance(time: { days?: number; hours?: number; minutes?: number; seconds?: number }): void;
  service<T>(ref: ServiceRef<T>): T;
  inside<T>(work: () => Promise<T>, actor?: Actor): Promise<T>;
  /** Ends the process without a farewell, as far as one process can, and opens the same database again. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Where the people of tests come from: these operations of the identity wing, looked up by name. */
const identity = { users: 'users', access: 'access', organizations: 'organizations' } as const;

/** How a test school is reached and sends mail, where that is what a test is about. */
export type Serving = Partial<Pick<ServerOptions, 'smtp' | 'url' | 'trustProxy' | 'environment' | 'standIns'>>;

export async function openTestSchool(
  plugins: readonly Plugin[],
  dialect: Dialect,
  settings: Readonly<Record<string, unknown>> = {},
  serving: Serving = {},
): Promise<TestSchool> {
  const directory = mkdtempSync(join(tmpdir(), 'lectern-test-'));
  const { database, drop } = await freshDatabase(plugins, dialect, directory);
  let moved = 0;
  const now = () => new Date(Date.now() + moved);
  // What stands in for other servers is on this machine.
  const reached = { url: 'http://school.test', privateHosts: ['127.0.0.1', 'localhost'], ...serving };
  const open = () =>
    createServer({ plugins, settings, database, directory, ...reached, strict: true, logLevel: 'silent', now });
  let server = open();
  await server.outbox.prepare();
  let lastEvent = { xid: 0, seq: 0 };

  const people = new Map<string, Promise<TestPerson>>();
  async function makePerson(role: TestRole, name: string): Promise<TestPerson> {
    if (role === 'visitor') return personFor({ id: 'anonymous', email: '' }, undefined);
    const email = `${name.toLowerCase().replace(/\W+/g, '.')}.${role}@example.org`;
    const id = await server.inside(() =>
      server.database.unit(async () => {
        const users = server.host.serviceOf(identity.users) as { create(person: object): Promise<{ id: string }> };
        const organizations = server.host.serviceOf(identity.organizations) as { join(id: string): Promise<void> };
        const access = server.host.serviceOf(identity.access) as { give(id: string, role: string): Promise<void> };
        const { id: made } = await users.create({ name, email });
        await organizations.join(made);
        if (role !== 'learner') await access.give(made, role);
        return made;
      }),
    );
    return personFor({ id, email }, email);
  }
  function personFor({ id, email }: { id: string; email: string }, as: string | undefined): TestPerson {
    const fetch: TestPerson['fetch'] = (path, init = {}) => {
      const headers = new Headers(init.headers);
      if (as !== undefined) headers.set('lectern-as', as);
      return server.fetch(
        new Request(`http://school.test${path}`, { ...init, headers }),
        as === undefined ? {} : { local: true },
      );
    };
    const perform = async (operation: Operation, input: Record<string, unknown> = {}): Promise<unknown> => {
      const mounted = server.host.mounted.find((one) => one.operation === operation);
      if (!mounted) throw new Error(`no loaded plugin has the operation ${operation.method} ${operation.path}`);
      const { path, init } = requestFor(mounted.plugin, operation, input);
      const response = await fetch(path, init);
      const answer: unknown = await response.json();
      if (response.ok) return answer;
      throw new TestProblem(answer as ConstructorParameters<typeof TestProblem>[0]);
    };
    return {
      id,
      email,
      fetch,
      call: (operation, ...[input]) =>
        perform(operation as unknown as Operation, input as Record<string, unknown>) as never,
      async refused(operation, input, code) {
        const problem = await perform(operation as unknown as Operation, input as Record<string, unknown>).then(
          () => undefined,
          (error: unknown) => error,
        );
        if (!(problem instanceof TestProblem))
          throw problem ?? new Error(`expected the refusal ${code}, but it was done`);
        if (problem.code !== code) throw new Error(`expected the refusal ${code}, got ${problem.message}`);
        return problem;
      },
    };
  }

  return {
    dialect,
    plugins,
    get server() {
      return server;
    },
    person(role, name = role) {
      const key = `${role} ${name}`;
      const known = people.get(key) ?? makePerson(role, name);
      people.set(key, known);
      return known;
    },
    async events() {
      const rows = await server.database.rawAll('select xid, seq, name, payload from outbox order by xid, seq');
      const fresh = rows.filter(
        ({ xid, seq }) => Number(xid) > lastEvent.xid || (Number(xid) === lastEvent.xid && Number(seq) > lastEvent.seq),
      );
      const last = fresh.at(-1);
      if (last) lastEvent = { xid: Number(last.xid), seq: Number(last.seq) };
      return fresh.map(({ name, payload }) => ({
        name: String(name),
        payload: typeof payload === 'string' ? (JSON.parse(payload) as unknown) : payload,
      }));
    },
    async happened(event, payload) {
      const meta = { id: createIds(now)(), at: now(), request: 'test' };
      await server.inside(() =>
        server.database.unit(() => server.outbox.emit(event, payload, { ...meta, org: currentScope()?.org })),
      );
      await server.outbox.drain();
    },
    deliver: async () => void (await server.outbox.drain()),
    async work() {
      for (let quiet = false; !quiet; ) {
        const delivered = await server.outbox.drain();
        quiet = (await server.jobs.runDue()) + delivered === 0;
      }
    },
    advance: ({ days = 0, hours = 0, minutes = 0, seconds = 0 }) => {
      moved += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000;
    },
    service: <T>(ref: ServiceRef<T>) => server.host.serviceOf(ref.id) as T,
    inside: (work, actor = system) => server.inside(work, { actor }),
    async restart() {
      await server.stop(0);
      server = open();
      await server.outbox.prepare();
    },
    async close() {
      await server.stop(0);
      await drop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

interface Fresh {
  readonly database: string;
  readonly drop: () => Promise<void>;
}
const templates = new Map<string, Promise<string>>();

/** Migrating takes longer than most tests: it is done once per plugin set and dialect, and copied. */
async function freshDatabase(plugins: readonly Plugin[], dialect: Dialect, directory: string): Promise<Fresh> {
  const key = `${dialect} ${plugins.map(({ id }) => id).join()}`;
  const template = templates.get(key) ?? (dialect === 'sqlite' ? sqliteTemplate(plugins) : postgresTemplate(plugins));
  templates.set(key, template);
  if (dialect === 'sqlite') {
    mkdirSync(join(directory, 'data'), { recursive: true });
    copyFileSync(await template, join(directory, 'data', 'school.db'));
    return { database: 'data/school.db', drop: async () => {} };
  }
  const source = new URL(await template);
  const name = `${source.pathname.slice(1)}_${++copies}`;
  await asSuperuser(source, `create database ${name} template ${source.pathname.slice(1)} owner ${source.username}`);
  const copy = Object.assign(new URL(source), { pathname: name, search: '' });
  return { database: copy.href, drop: () => asSuperuser(source, `drop database ${name} with (force)`) };
}
let copies = 0;

async function sqliteTemplate(plugins: readonly Plugin[]): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'lectern-template-'));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  await prepareSchool(plugins, 'school.db', directory);
  return join(directory, 'school.db');
}
async function postgresTemplate(plugins: readonly Plugin[]): Promise<string> {
  const { url, superuserUrl } = await testPostgres();
  const directory = mkdtempSync(join(tmpdir(), 'lectern-template-'));
  await prepareSchool(plugins, url, directory);
  rmSync(directory, { recursive: true, force: true });
  return `${url}?superuser=${encodeURIComponent(superuserUrl)}`;
}
async function prepareSchool(plugins: readonly Plugin[], database: string, directory: string): Promise<void> {
  const school = createServer({ plugins, database, directory, logLevel: 'silent' });
  await school.migrate();
  for (const setup of school.host.fillsOf(setupSlot)) await setup.prepare({ schoolName: 'Test School' });
  await school.stop(0);
}
async function asSuperuser(source: URL, statement: string): Promise<void> {
  const client = new pg.Client(source.searchParams.get('superuser') ?? '');
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
