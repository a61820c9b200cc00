import { Readable } from 'node:stream';
import { type Handlers, kernelProblems, prepared, received, refuse } from '@lectern/kit';
import type { organizationsContract } from './contract.ts';
import type { Organizations } from './service.ts';

const done = { done: true } as const;
const streamOf = (body: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> =>
  Readable.toWeb(Readable.from(body)) as ReadableStream<Uint8Array>;

export const organizationsHandlers = (
  organizations: Organizations,
): Handlers<typeof organizationsContract.operations> => {
  const { branding, domains, quotas, schools, schoolSettings } = organizations;
  return {
    current: () => organizations.current(),
    update: (changes) => organizations.update(changes),
    entrance: () => organizations.entrance(),
    setEntrance: (given) => organizations.setEntrance(given),
    verifyEmailDomain: prepared(
      async ({ domain }) => organizations.mailDomains.look(domain, await organizations.emailDomains()),
      ({ domain }) => organizations.emailDomainProven(domain),
    ),

    async logo({ on, v }) {
      const { body, mime, digest, size } = await branding.open(on);
      return new Response(streamOf(body), {
        headers: {
          'content-type': mime,
          'content-length': String(size),
          'content-security-policy': "default-src 'none'; sandbox",
          'cache-control': v && digest.startsWith(v) ? 'public, max-age=31536000, immutable' : 'no-cache',
        },
      });
    },
    setLogo: received(
      (_, { body }) => branding.take(body),
      async ({ on }, _, picture) => {
        await branding.set(on, picture);
        return Response.json(done);
      },
    ),
    async removeLogo({ on }) {
      await branding.set(on, undefined);
      return done;
    },

    domains: async () => ({ items: await domains.all() }),
    addDomain: ({ host }) => domains.add(host),
    verifyDomain: prepared(
      async ({ host }, call) => domains.look(host, await call.certainSite()),
      ({ host }) => domains.verified(host),
    ),
    async removeDomain({ host }) {
      await domains.remove(host);
      return done;
    },
    domainProof: ({ challenge }) => ({ proof: domains.proof(challenge) }),

    quotas: async () => ({ items: await quotas.all() }),

    settings: ({ organizationId }) => schoolSettings.all(organizationId),
    setSetting: ({ value, ...which }) => schoolSettings.set(which, value),
    unsetSetting: (which) => schoolSettings.unset(which),
    lockSetting: ({ locked, ...which }) => schoolSettings.lock(which, locked),

    list: (page) => schools.list(page),
    create: (given, { actor }) =>
      actor.kind === 'person' ? schools.create(given, actor.id) : refuse(kernelProblems.noPerson),
    change: ({ organizationId, ...changes }) => schools.change(organizationId, changes),
    suspend: ({ organizationId }) => schools.suspend(organizationId),
    resume: ({ organizationId }) => schools.resume(organizationId),
    delete: ({ organizationId }) => schools.remove(organizationId),
    async giveOwner({ organizationId, userId }) {
      await schools.giveOwner(organizationId, userId);
      return done;
    },
    async mine(_, { actor, org }) {
      const open = await organizations.openTo(actor.id);
      return { items: open.map((one) => ({ ...one, current: one.id === org })) };
    },
  };
};
