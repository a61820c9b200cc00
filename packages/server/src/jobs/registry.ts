// Which jobs this process can run, and how many of them at once.
import type { Job, JobHandler, Words } from '@lectern/kit';

export interface Registered {
  readonly handler: JobHandler;
  readonly plugin: string;
  readonly queue: string;
  readonly leaseMs: number;
}
export interface Registry {
  add(handlers: readonly JobHandler[], plugin: string): void;
  find(name: string): Registered | undefined;
  describe(name: string): { readonly plugin: string; readonly title: Words };
  readonly all: ReadonlyMap<string, Registered>;
  /** Names of which one more may start. */
  open(): string[];
  /** Undefined when there is no place. */
  occupy(name: string): { readonly registered: Registered; readonly free: () => void } | undefined;
}

/** By the job, else by the plugin it is named after. */
export const queueOf = ({ name, options }: Job): string => options.queue ?? name.split('.')[0]!;
const leaseSeconds = 30;

/**
 * @param limit how many jobs of a queue run at once in this process
 * @param isOff whether a plugin is switched off: its jobs wait
 */
export function createRegistry(
  limit: (queue: string) => number,
  isOff: (plugin: string) => boolean = () => false,
): Registry {
  const all = new Map<string, Registered>();
  const running = new Map<string, number>();
  const count = (key: string) => running.get(key) ?? 0;
  const add = (key: string, change: number) => running.set(key, count(key) + change);
  const isOpen = ({ handler, queue, plugin }: Registered) =>
    !isOff(plugin) &&
    count(`queue ${queue}`) < limit(queue) &&
    count(`job ${handler.job.name}`) < (handler.job.options.concurrency ?? Number.POSITIVE_INFINITY);
  return {
    all,
    add(handlers, plugin) {
      for (const handler of handlers) {
        const { name, options } = handler.job;
        if (all.has(name))
          throw new Error(`job ${name} has two handlers: one in ${all.get(name)!.plugin}, one in ${plugin}`);
        all.set(name, {
          handler,
          plugin,
          queue: queueOf(handler.job),
          leaseMs: (options.leaseSeconds ?? leaseSeconds) * 1_000,
        });
      }
    },
    find: (name) => all.get(name),
    describe(name) {
      const registered = all.get(name);
      return {
        plugin: registered?.plugin ?? name.split('.')[0]!,
        title: registered?.handler.job.options.title ?? { en: name },
      };
    },
    open: () => [...all].flatMap(([name, registered]) => (isOpen(registered) ? [name] : [])),
    occupy(name) {
      const registered = all.get(name);
      if (!registered || !isOpen(registered)) return undefined;
      const keys = [`queue ${registered.queue}`, `job ${name}`];
      for (const key of keys) add(key, 1);
      const free = () => {
        for (const key of keys) add(key, -1);
      };
      return { registered, free };
    },
  };
}
