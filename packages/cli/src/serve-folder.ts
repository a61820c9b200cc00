// A school served from its folder until the process is asked to end.
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createLog, createLogAt, createServer, loadConfig, logFiles, serveSchool, terminal } from '@lectern/server';
import { freshenScreens } from './plugin/screens.ts';

export interface ServedFolder {
  readonly url: string;
  /** Resolves when everything accepted is finished and closed. */
  readonly ended: Promise<void>;
}

export async function serveFolder(
  directory: string,
  given: { port?: number | undefined; host?: string | undefined; quiet?: boolean },
): Promise<ServedFolder> {
  const config = await loadConfig(directory, {
    port: given.port ?? process.env.PORT,
    host: given.host ?? process.env.HOST,
  });
  await freshenScreens(config.plugins);
  const { webPages } = await import('@lectern/web');
  const kept = logFiles(join(config.directory, 'data', 'logs'));
  const chronicle = createLog(config.logLevel, kept);
  const school = createServer({
    ...config,
    pages: await webPages(),
    log: createLogAt([
      { level: given.quiet && config.sources.logLevel === 'default' ? 'warn' : config.logLevel, to: terminal() },
      { level: config.logLevel, to: kept },
    ]),
  });
  try {
    const { applied, backup } = await school.migrate({ backup: () => backUpBeforeMigration(school) });
    if (applied.length > 0 && backup)
      school.log.info('the database was brought up to date', { migrations: applied.length, backup });
    // A fault in one plugin, which is not worth everybody's connection: units of work that it left open are rolled back.
    process.on('unhandledRejection', (reason) => {
      const error = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
      school.log.error('a promise failed that nobody awaited', { error });
    });
    const serving = await serveSchool(school, config);
    chronicle.info('serving', { url: serving.url, process: process.pid });
    setTimeout(giveBackMemory, 1_000).unref();
    return {
      url: serving.url,
      ended: untilAsked().then(() => aliveUntil(serving.close().then(() => chronicle.info('stopped')))),
    };
  } catch (error) {
    await school.stop(0);
    throw error;
  }
}

async function backUpBeforeMigration(school: Parameters<typeof serveSchool>[0]): Promise<string> {
  const { backUp } = await import('@lectern/server');
  return (await backUp(school, '')).folder;
}

/** Loading leaves behind 50 MB of garbage and half-empty pages that a quiet server would keep for hours; this takes 60 ms. */
function giveBackMemory(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')({ type: 'major', flavor: 'last-resort' });
}

/** The timers of jobs and events do not keep a process; what it accepted must end all the same. */
async function aliveUntil(end: Promise<void>): Promise<void> {
  const alive = setInterval(() => {}, 60_000);
  await end.finally(() => clearInterval(alive));
}

/** The first signal begins a calm end. npm and terminals send it more than once; only one after two seconds is impatience. */
function untilAsked(): Promise<void> {
  return new Promise((resolve) => {
    let since = 0;
    const asked = () => {
      const now = Date.now();
      if (since === 0) {
        since = now;
        resolve();
      } else if (now - since > 2_000) process.exit(1);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, asked);
  });
}
