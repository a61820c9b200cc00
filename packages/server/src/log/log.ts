// Structured lines by pino. Secrets are cut out by name wherever they stand, before a line is written.
import { currentScope, type Logger } from '@lectern/kit';
import { type DestinationStream, multistream, pino } from 'pino';

export type Level = 'debug' | 'info' | 'warn' | 'error' | 'silent';
const secrets = ['password', 'token', 'key', 'secret', 'authorization', 'cookie'];

export interface RootLogger extends Logger {
  child(facts: object): RootLogger;
}
export function createLog(level: Level, to?: DestinationStream): RootLogger {
  const paths = secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  return wrap(
    pino(
      {
        level,
        base: null,
        timestamp: pino.stdTimeFunctions.isoTime,
        mixin: inWhoseName,
        redact: { paths, censor: '[hidden]' },
        formatters: { level: (label) => ({ level: label }) },
      },
      to ?? terminal(),
    ),
  );
}
/** Where somebody acts as another, every line says so. */
const inWhoseName = (): object => {
  const scope = currentScope();
  return scope?.impersonator === undefined ? {} : { actor: scope.actor.id, impersonator: scope.impersonator };
};
/** One log at two places, each from a level of its own. */
export function createLogAt(places: readonly { readonly level: Level; readonly to: DestinationStream }[]): RootLogger {
  const heard = places.flatMap(({ level, to }) => (level === 'silent' ? [] : [{ level, stream: to }]));
  const rank: readonly Level[] = ['debug', 'info', 'warn', 'error', 'silent'];
  const lowest = Math.min(...heard.map(({ level }) => rank.indexOf(level)), rank.indexOf('silent'));
  return createLog(rank[lowest]!, multistream(heard));
}
export const terminal = (): DestinationStream => pino.destination({ dest: 2, sync: false });

function wrap(inner: pino.Logger): RootLogger {
  const at = (level: Exclude<Level, 'silent'>) => (message: string, facts?: object) =>
    inner[level](facts ?? {}, message);
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: (facts) => wrap(inner.child(facts)),
  };
}
