// What a school is made of: `lms.config.ts`, the environment, `.env`. Every value knows where it came from, and a wrong
// one says what to write.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseEnv } from 'node:util';
import type { Plugin } from '@lectern/kit';
import { z } from 'zod';
import { StorageAddress } from '../storage/open.ts';

const absolute = z.url({ protocol: /^https?$/, error: 'an address such as https://school.example.org' });
const Values = z.strictObject({
  database: z
    .string()
    .min(1)
    .default('data/school.db')
    .describe('A file in the school folder, or postgres://user:password@host/name'),
  url: absolute.optional().describe('The address people type, when the school is behind a proxy'),
  basePath: z
    .string()
    .regex(/^(\/[\w-]+)*$/, 'nothing, or a path such as /learn without a slash at the end')
    .default(''),
  host: z.string().min(1).default('127.0.0.1'),
  port: z.coerce.number('a port from 0 to 65535').int().min(0).max(65_535).default(4040),
  trustProxy: z
    .union([z.stringbool(), z.boolean()], 'true or false')
    .default(false)
    .describe('Believe X-Forwarded-*; only behind a proxy that sets them'),
  origins: z
    .union([z.string().transform((list) => list.split(/[\s,]+/).filter(Boolean)), z.array(z.string())])
    .pipe(
      z.array(
        z
          .string()
          .refine((one) => URL.parse(one)?.origin === one, 'origins such as https://app.example.org, without a path'),
      ),
    )
    .default([])
    .describe('Where else pages may call the API from; they bring a token, never a cookie'),
  privateHosts: z
    .union([z.string().transform((list) => list.split(/[\s,]+/).filter(Boolean)), z.array(z.string())])
    .pipe(z.array(z.string().regex(/^[^\s/@]+$/, 'hosts such as id.school.lan or 192.168.1.10:8443')))
    .default([])
    .describe('Hosts in your own network that the school may call, also over plain http: a sign-in provider'),
  requestsPerMinute: z.coerce
    .number('a number of requests, 0 for no limit')
    .int()
    .min(0)
    .max(1_000_000)
    .default(3_000)
    .describe("Over the network, for each person and each visitor's address"),
  organizationRequestsPerMinute: z.coerce
    .number('a number of requests, 0 for no limit')
    .int()
    .min(0)
    .max(10_000_000)
    .default(0)
    .describe('Over the network, for all people and programs of a school together'),
  storage: StorageAddress.default('data/files'),
  backupsKept: z.coerce
    .number('a number of backups, 0 for none')
    .int()
    .min(0)
    .max(366)
    .default(0)
    .describe('A backup every night in data/backups, and how many of them stay'),
  smtp: z
    .url({ protocol: /^smtps?$/, error: 'an address such as smtp://user:password@mail.example.org:587' })
    .optional(),
  mailFrom: z.string().min(3).default('Lectern <school@localhost>'),
  jobs: z
    .enum(['table', 'pg-boss'])
    .default('table')
    .describe("Where jobs are kept: the school's own table, or pg-boss in the same Postgres"),
  logLevel: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});
export type Values = z.infer<typeof Values>;
export type Source = 'default' | 'lms.config.ts' | 'environment' | '.env' | 'given';

/** The value a `lms.config.ts` exports as `default`. */
export interface SchoolConfig extends Partial<Omit<Values, 'port'>> {
  readonly port?: number;
  readonly plugins: readonly Plugin[];
  /** Settings of plugins, by plugin id. */
  readonly settings?: Readonly<Record<string, unknown>>;
}
export const defineConfig = (config: SchoolConfig): SchoolConfig => config;

export interface LoadedConfig extends Values {
  /** The school folder; relative paths stand below it. */
  readonly directory: string;
  readonly plugins: readonly Plugin[];
  readonly settings: Readonly<Record<string, unknown>>;
  /** What the environment, or else `.env`, calls LECTERN_*: settings of plugins among them, such as LECTERN_AUTH_SECOND_FACTOR. */
  readonly environment: Readonly<Record<string, string>>;
  readonly sources: Readonly<Record<keyof Values, Source>>;
}

export class ConfigError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConfigError';
  }
}

const names = Object.keys(Values.shape) as (keyof Values)[];
const mayHoldSecret = new Set<keyof Values>(['database', 'smtp']);
/** `LECTERN_MAIL_FROM` for `mailFrom`. */
export const environmentName = (name: string) =>
  `LECTERN_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

/** @throws ConfigError naming the value, where it stands and what to write */
export async function loadConfig(
  directory: string,
  given: Partial<Record<keyof Values, unknown>> = {},
  environment: NodeJS.ProcessEnv = process.env,
): Promise<LoadedConfig> {
  const folder = resolve(directory);
  const file = join(folder, 'lms.config.ts');
  if (!existsSync(file))
    throw new ConfigError(
      `There is no school in ${folder}: lms.config.ts is missing. Make one with: lms init ${directory}`,
    );
  const school = await readSchool(file);
  const envFile = join(folder, '.env');
  const fromFile = existsSync(envFile) ? parseEnv(readFileSync(envFile, 'utf8')) : {};
  return resolveConfig(folder, school, { given, environment, envFile: fromFile });
}

export function resolveConfig(
  directory: string,
  school: SchoolConfig,
  {
    given = {},
    environment = {},
    envFile = {},
  }: {
    given?: Partial<Record<keyof Values, unknown>>;
    environment?: NodeJS.ProcessEnv;
    envFile?: NodeJS.Dict<string>;
  } = {},
): LoadedConfig {
  const sources = {} as Record<keyof Values, Source>;
  const raw: Record<string, unknown> = {};
  for (const name of names) {
    const candidates: [Source, unknown][] = [
      ['given', given[name]],
      ['environment', environment[environmentName(name)]],
      ['.env', envFile[environmentName(name)]],
      ['lms.config.ts', school[name]],
    ];
    const [source, value] = candidates.find(([, candidate]) => candidate !== undefined && candidate !== '') ?? [
      'default',
      undefined,
    ];
    sources[name] = source;
    if (value !== undefined) raw[name] = value;
  }
  const parsed = Values.safeParse(raw);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    const name = path[0] as keyof Values;
    const where = sources[name] === 'lms.config.ts' || sources[name] === 'given' ? name : environmentName(name);
    // A mail or database address may hold a password, so a wrong one is not repeated.
    const shown = mayHoldSecret.has(name) ? 'not right' : JSON.stringify(raw[name]);
    throw new ConfigError(`${where} (${sources[name]}) is ${shown}; write ${message}.`);
  }
  // As above: an empty one says nothing, and the environment comes before the file.
  const named = [envFile, environment].flatMap((one) =>
    Object.entries(one).filter(([name, value]) => name.startsWith('LECTERN_') && value),
  );
  const settings = school.settings ?? {};
  const variables = Object.fromEntries(named) as Record<string, string>;
  return { ...parsed.data, directory, plugins: school.plugins, settings, environment: variables, sources };
}

async function readSchool(file: string): Promise<SchoolConfig> {
  let module: { default?: unknown };
  try {
    module = (await import(pathToFileURL(file).href)) as { default?: unknown };
  } catch (error) {
    throw new ConfigError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const school = module.default as SchoolConfig | undefined;
  if (!school || !Array.isArray(school.plugins))
    throw new ConfigError(`${file} must export a school: export default defineConfig({ plugins: academy })`);
  const unknown = Object.keys(school).find(
    (key) => key !== 'plugins' && key !== 'settings' && !names.includes(key as keyof Values),
  );
  if (unknown)
    throw new ConfigError(
      `${file} says "${unknown}", which is no setting. There are: ${names.join(', ')}, plugins, settings.`,
    );
  return school;
}
