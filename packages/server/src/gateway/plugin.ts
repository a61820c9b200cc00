// The kernel as a plugin of itself: its operations go through the same pipeline as everybody's.
import {
  type Actor,
  type Context,
  currentScope,
  definePlugin,
  job,
  kernelProblems,
  type Plugin,
  refuse,
  runs,
} from '@lectern/kit';
import { z } from 'zod';
import type { Mounted } from '../pipeline/pipeline.ts';
import { gatewayContract, gatewayErrors, type Maintenance as Told, type Used } from './contract.ts';
import type { Closed, Maintenance } from './maintenance.ts';
import { dayOf } from './meter.ts';
import type { OrganizationLimits } from './organization-limits.ts';
import { forgetUsage, maintenanceNow, usageBy, usageOf } from './queries.ts';

export interface GatewayParts {
  readonly maintenance: Maintenance;
  readonly limits: OrganizationLimits;
  readonly organizations: () => Promise<readonly string[]>;
  readonly mounted: () => readonly Mounted[];
  /** Of whoever names none: who runs it decides for the installation. */
  readonly firstOrganization: () => Promise<string | undefined>;
}
const dayMs = 86_400_000;
/** Days that usage is kept. */
const kept = 400;
const forget = job('gateway.forget-usage', z.object({}), {
  cron: '23 4 * * *',
  in: 'every-organization',
});

interface Row {
  readonly day: string;
  readonly actor: string;
  readonly key: string;
  readonly requests: number;
  readonly errors: number;
  readonly bytes: number;
}
const told = (closed: Closed | undefined): Told => ({
  on: closed !== undefined,
  since: closed?.since.toISOString() ?? null,
  until: closed?.until?.toISOString() ?? null,
  message: closed?.message ?? null,
});
const usedOf = ({ actor, key, ...row }: Row): Used => ({ actorId: actor, keyId: key || null, ...row });

/** As the pipeline will judge, for a permission that is held somewhere. */
async function usable(mounted: readonly Mounted[], actor: Actor, ctx: Context): Promise<string[]> {
  const { only, impersonator } = ctx.scope();
  const held = new Map<string, boolean>();
  const found: string[] = [];
  for (const { id, operation } of mounted) {
    const { needs, inPerson } = operation.spec;
    if (inPerson && ((only && !only.has('in-person')) || impersonator !== undefined)) continue;
    if (needs === 'self') {
      if (actor.kind !== 'person' || (only && !only.has('self'))) continue;
    } else if (needs !== 'public') {
      const { permission } = needs;
      if (!held.has(permission)) held.set(permission, (await ctx.visible(permission)).length > 0);
      if (!held.get(permission)) continue;
    }
    found.push(id);
  }
  return found;
}

export const gatewayPlugin = ({
  maintenance,
  limits,
  mounted,
  firstOrganization,
  organizations,
}: GatewayParts): Plugin =>
  definePlugin({
    contract: gatewayContract,
    service: () => undefined,
    handlers: (_, ctx: Context) => {
      const { data, now } = ctx;
      /** What concerns the installation is decided in its first organization, or on its machine. */
      const assertFirst = async (org: string) => {
        if (currentScope()?.via !== 'command-line' && org !== (await firstOrganization()))
          refuse(gatewayErrors.notHere);
      };
      const from = (days = 30) => dayOf(new Date(now().getTime() - (days - 1) * dayMs));
      return {
        operations: async (_input, { actor }) => ({ items: await usable(mounted(), actor, ctx) }),
        myUsage: async ({ days }, { actor }) => ({
          items: (await data.all(usageOf, { actor: actor.id, from: from(days) })).map(usedOf),
        }),
        usage: async ({ days, by }) => ({
          items: (await data.all(usageBy[by], { from: from(days) })).map(({ actor, key, day, ...row }) => ({
            actorId: actor || null,
            keyId: key || null,
            day: day || null,
            ...row,
          })),
        }),
        async limits(_input, { org }) {
          await assertFirst(org);
          return {
            items: (await limits.all()).map(({ organization, ...row }) => ({ organizationId: organization, ...row })),
          };
        },
        async setLimit({ organizationId, requestsPerMinute }, { org }) {
          await assertFirst(org);
          if (!(await organizations()).includes(organizationId))
            refuse(kernelProblems.notFound, { pointer: '/organizationId' });
          await limits.set(organizationId, requestsPerMinute);
          return { organizationId, requestsPerMinute };
        },
        maintenance: async () => told(await maintenance.now()),
        async setMaintenance({ on, until, message }, { org }) {
          await assertFirst(org);
          const before = await data.one(maintenanceNow);
          const closed = on
            ? { since: before?.since ?? now(), until: until ? new Date(until) : null, message: message ?? null }
            : undefined;
          await maintenance.set(closed);
          return told(closed);
        },
      };
    },
    jobs: (_, { data, now }: Context) => [
      runs(forget, async () => {
        await data.run(forgetUsage, { before: dayOf(new Date(now().getTime() - kept * dayMs)) });
      }),
    ],
  });
