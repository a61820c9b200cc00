// What the kernel says of the installation, as people who look after it are told: with names where it has ids.

import {
  type Context,
  type InstallationSetting,
  type InstallationValue,
  type installationService,
  kernelProblems,
  refuse,
  runInScope,
  titlesSlot,
  type Words,
  type Work,
} from '@lectern/kit';
import type { organizationsService } from '@lectern/organizations/contract';
import type { usersService } from '@lectern/users/contract';
import { errors } from './contract/errors.ts';

export type AdminContext = Context<{
  installation: typeof installationService;
  organizations: typeof organizationsService;
  users: typeof usersService;
}>;
export type Admin = ReturnType<typeof createAdmin>;

const momentOf = (date: Date | null): string | null => date?.toISOString() ?? null;

export function createAdmin(ctx: AdminContext) {
  const { installation, organizations, users } = ctx.needs;
  const { settings, work } = installation;
  const nameOf = async (userId: string | null): Promise<string | null> =>
    userId === null ? null : ((await users.find(userId))?.name ?? null);

  /** The first that still has a title; a person only where nothing else has. */
  async function titleOf({ org, about }: Work): Promise<string | null> {
    if (org === null) return null;
    return runInScope({ ...ctx.scope(), org }, async () => {
      for (const { type, id } of about) {
        const filled = ctx.fills(titlesSlot).find((one) => one.type === type);
        const title = (await filled?.titles([id]))?.get(id);
        if (title !== undefined) return title;
      }
      return nameOf(about.find(({ type }) => type === 'user')?.id ?? null);
    });
  }

  return {
    /** Whoever owns a school below owns nothing of the installation, whatever their role there. */
    async assertInstallation(): Promise<void> {
      if (ctx.scope().org !== (await organizations.defaultId()))
        return refuse(kernelProblems.forbidden, {
          detail: 'Only who owns the first school looks after the installation.',
        });
    },

    async health() {
      const checks = await installation.checks();
      const { upSince, ...facts } = installation.facts();
      return {
        checks: checks.map(({ mend = null, command = null, ...check }) => ({ ...check, mend, command })),
        facts: { ...facts, upSince: upSince.toISOString() },
        schools: (await organizations.ids()).length,
        lookedAt: ctx.now().toISOString(),
      };
    },
    async errors(limit: number) {
      const found = await installation.errors(limit);
      return { items: found.map(({ at, ...error }) => ({ ...error, at: at.toISOString() })) };
    },

    async plugins() {
      const items = [];
      for (const { off, ...plugin } of await installation.plugins())
        items.push({
          ...plugin,
          ...mutable(plugin),
          offSince: momentOf(off?.since ?? null),
          offBy: await nameOf(off?.by ?? null),
        });
      return { items };
    },
    turnOff: async (plugin: string, withDependents: boolean) => ({
      switched: [...(await installation.turnOff(plugin, withDependents ? 'withDependents' : undefined))],
    }),
    turnOn: async (plugin: string) => ({ switched: [...(await installation.turnOn(plugin))] }),

    settings: async () => ({ items: (await settings.all()).map(shown) }),
    setSetting: async (plugin: string, key: string, value: InstallationValue) =>
      shown(await settings.set(plugin, key, value)),
    unsetSetting: async (plugin: string, key: string) => shown(await settings.unset(plugin, key)),
    undoSetting: async (change: string) => shown(await settings.undo(change)),
    async settingHistory({ cursor, limit, ...which }: HistoryPage) {
      const found = await settings.history({ ...which, before: cursor, limit: limit + 1 });
      const titles = new Map((await settings.all()).map(({ plugin, key, words }) => [`${plugin}.${key}`, words.title]));
      const items = [];
      for (const { at, by, plugin, key, from, to, ...change } of found.slice(0, limit)) {
        const [latest] = await settings.history({ plugin, key, limit: 1 });
        items.push({
          ...change,
          plugin,
          key,
          from: given(from),
          to: given(to),
          title: { ...(titles.get(`${plugin}.${key}`) ?? { en: key }) },
          at: at.toISOString(),
          by: await nameOf(by),
          latest: latest?.id === change.id,
        });
      }
      return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
    },

    async queues() {
      return { items: (await work.queues()).map(({ since, ...queue }) => ({ ...queue, since: momentOf(since) })) };
    },
    async work({ state, cursor, limit }: WorkPage) {
      const found = await work.list({ state, before: cursor, limit: limit + 1 });
      const items = [];
      for (const one of found.slice(0, limit)) items.push({ ...told(one), about: await titleOf(one) });
      // Events that were given up stand among the first; the next page goes on behind a job.
      const last = items.findLast(({ kind }) => kind === 'job');
      return { items, next: found.length > limit ? (last?.id ?? null) : null };
    },
    async retryWork(id: string) {
      const tried = await work.retry(id).catch((error: unknown) =>
        refuse(errors.failedAgain, {
          detail: `It failed again: ${error instanceof Error ? error.message : String(error)}`,
        }),
      );
      if (!tried) refuse(errors.nothingToRetry, { pointer: '/workId' });
    },
    async cancelWork(id: string) {
      if (!(await work.cancel(id))) refuse(errors.nothingToCancel, { pointer: '/workId' });
    },

    async storage() {
      const { byPlugin, byOrganization, countedAt, ...use } = await installation.storage();
      const bySchool = [];
      for (const { org, ...amount } of byOrganization) {
        const school =
          org && (await runInScope({ ...ctx.scope(), org }, () => organizations.current().catch(() => undefined)));
        bySchool.push({ ...amount, name: school ? school.name : null });
      }
      return { ...use, byPlugin: [...byPlugin], bySchool, countedAt: countedAt.toISOString() };
    },
    sweep: async () => ({ jobId: await installation.sweep() }),
    async backups() {
      const { directory } = installation.facts();
      const items = (await installation.backups()).map(({ madeAt, ...backup }) => ({
        ...backup,
        madeAt: madeAt.toISOString(),
      }));
      return { items, folder: `${directory}/data/backups` };
    },
    backUp: async () => ({ jobId: await installation.backUp() }),
    async progress(jobId: string) {
      const found = (await ctx.jobs.find(jobId)) ?? refuse(kernelProblems.notFound, { pointer: '/jobId' });
      const { state, done, total, error } = found;
      return { state, done, total, error };
    },
  };
}

interface HistoryPage {
  readonly plugin?: string | undefined;
  readonly key?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}
interface WorkPage {
  readonly state?: Work['state'] | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

const mutable = ({ needs, neededBy }: { needs: readonly string[]; neededBy: readonly string[] }) => ({
  needs: [...needs],
  neededBy: [...neededBy],
});
const given = (value: InstallationValue | null) => (typeof value === 'object' && value !== null ? [...value] : value);

function shown({ words, value, schema, ...setting }: InstallationSetting) {
  const { title, hint = null, options = null } = words;
  return {
    ...setting,
    title: { ...title } as Words,
    hint,
    options: options && { ...options },
    schema: { ...schema },
    value: given(value),
  };
}
function told({ org: _org, about: _about, createdAt, runAt, finishedAt, ...work }: Work) {
  return {
    ...work,
    createdAt: createdAt.toISOString(),
    runAt: runAt.toISOString(),
    finishedAt: momentOf(finishedAt),
  };
}
