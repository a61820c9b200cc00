import { errors as roleErrors } from '@lectern/access/contract';
import {
  type Call,
  job,
  kernelProblems,
  keysOf,
  type Page,
  pageFrom,
  refuse,
  runInScope,
  runs,
  type Scope,
  system,
} from '@lectern/kit';
import { Id } from '@lectern/kit/contract';
import { z } from 'zod';
import type { InvitationsContext } from './context.ts';
import {
  errors,
  type Into,
  type Invitation,
  type InvitationsService,
  invitationAccepted,
  joiningSlot,
} from './contract.ts';
import * as queries from './queries.ts';
import { idOf, tokenOf } from './tokens.ts';
import { wordsFor } from './words.ts';

const day = 24 * 3_600_000;
/** How long a mail's link is good for. */
const lifetime = 14 * day;
const everywhere: Scope = { actor: system, org: undefined, request: 'invitation', via: 'kernel' };
const mailing = job('invitations.mail', z.object({ invitationId: Id, site: z.string() }), {
  title: { en: 'Send an invitation', ar: 'إرسال دعوة' },
});
const sweeping = job('invitations.sweep', z.object({}), {
  title: { en: 'Tidy up invitations that ended', ar: 'ترتيب دعوات انتهت' },
  cron: '23 3 * * *',
  in: 'every-organization',
});

export interface Terms {
  readonly role?: string | undefined;
  readonly into?: readonly Into[] | undefined;
}
export interface Accepted {
  readonly token: string;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
}
interface Row {
  readonly id: string;
  readonly kind: 'mail' | 'link';
  readonly email: string | null;
  readonly role: string | null;
  readonly into: readonly Into[];
  readonly places: number;
  readonly taken: number;
  readonly via: string | null;
  readonly sentAt: Date | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly inviter: string | null;
}

export function createInvitations(ctx: InvitationsContext) {
  const { data, needs, signatures } = ctx;
  const later = (milliseconds: number) => new Date(ctx.now().getTime() + milliseconds);
  const joinings = () => ctx.fills(joiningSlot);
  const joining = (kind: string) => joinings().find((one) => one.kind === kind);
  const path = (id: string) => `/join/${tokenOf(signatures, id)}`;

  const placesOf = async (into: readonly Into[]) => {
    const named = await Promise.all(into.map(async (one) => ({ ...one, name: await joining(one.kind)?.name(one.id) })));
    return named.filter((one): one is Into & { name: string } => one.name !== undefined);
  };
  const nameOf = async (role: string | null) => (role && (await needs.access.nameOfRole(role))) ?? null;
  async function told(row: Row, site: string): Promise<Invitation> {
    const { via: _, inviter, sentAt, createdAt, expiresAt, ...rest } = row;
    return {
      ...rest,
      roleName: await nameOf(row.role),
      into: await placesOf(row.into),
      invitedBy: inviter,
      link:
        row.kind === 'link' || !ctx.mail.delivers ? `${await needs.organizations.siteOf(site)}${path(row.id)}` : null,
      sentAt: sentAt?.toISOString() ?? null,
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    };
  }
  const row = async (id: string) => (await data.one(queries.find, { id })) as Row | undefined;
  const mine = async (id: string) => (await row(id)) ?? refuse(kernelProblems.notFound, { pointer: '/invitationId' });

  /** Nobody gives by an invitation what they could not give themselves. */
  async function assertMay({ role, into = [] }: Terms): Promise<void> {
    if (role && (await needs.access.nameOfRole(role)) === undefined)
      refuse(roleErrors.unknownRole, { pointer: '/role' });
    if (role && !((await ctx.can('access.assign')) && (await needs.access.mayGive(role))))
      refuse(kernelProblems.forbidden, { pointer: '/role', facts: { permission: 'access.assign' } });
    for (const { kind, id } of into) {
      const place = joining(kind);
      if (!place || (await place.name(id)) === undefined) return refuse(kernelProblems.notFound, { pointer: '/into' });
      if (!(await place.may(id))) return refuse(kernelProblems.forbidden, { pointer: '/into' });
    }
  }
  const inviter = () => {
    const { actor } = ctx.scope();
    return actor.kind === 'person' ? actor.id : null;
  };
  async function mailed(email: string, { role, into = [] }: Terms, site: string, via: string | null): Promise<string> {
    const expiresAt = later(lifetime);
    const terms = { role: role ?? null, into, invitedBy: inviter(), via, expiresAt };
    const id = ctx.id();
    const made = { ...terms, id, kind: 'mail' as const, email, places: 1, createdAt: ctx.now() };
    const known =
      (await data.run(queries.insert, made)) === 0 ? (await data.one(queries.to, { email }))?.id : undefined;
    // By a link nobody changes what the school itself has offered to this address.
    if (known !== undefined && via === null) await data.run(queries.renew, { ...terms, id: known });
    await ctx.enqueue(mailing, { invitationId: known ?? id, site });
    return known ?? id;
  }
  /** Where a mail leads: only where the school is certain to be. */
  async function siteForMail(call: Call): Promise<string> {
    return (await call.certainSite()) ?? (ctx.mail.delivers ? refuse(errors.noAddress) : call.site);
  }

  /** The work in the organization that the invitation is from: whoever opens it may be in another, or in none. */
  async function within<T>(token: string, work: (row: Row, org: string) => Promise<T>): Promise<T> {
    const id = idOf(signatures, token);
    const home = id && (await runInScope(everywhere, () => data.one(queries.homeOf, { id })))?.organization;
    if (!id || !home || (await needs.organizations.stateOf(home)) !== 'active') return refuse(errors.notValid);
    return runInScope({ ...ctx.scope(), org: home }, async () => {
      const found = await row(id);
      if (!found || found.expiresAt <= ctx.now() || found.taken >= found.places) return refuse(errors.notValid);
      return work(found, home);
    });
  }
  /** The address that whoever opens the invitation has, for nobody else was shown the link. */
  const mailedTo = ({ email, sentAt }: Row) => (sentAt !== null && ctx.mail.delivers ? email : null);
  const asks = ({ kind }: Row): 'account' | 'address' => (kind === 'link' && ctx.mail.delivers ? 'address' : 'account');

  const service: InvitationsService = { invite: ({ email, ...terms }, site) => mailed(email, terms, site, null) };
  return {
    ...service,
    asked: siteForMail,
    async list(
      { cursor, limit }: { cursor?: string | undefined; limit: number },
      site: string,
    ): Promise<Page<Invitation>> {
      const [before = '~'] = keysOf(cursor)?.map(String) ?? [];
      const rows = (await data.all(queries.open, { before, now: ctx.now(), rows: limit + 1 })) as Row[];
      const { items, next } = pageFrom(rows, limit, ({ id }) => [id]);
      return { items: await Promise.all(items.map((one) => told(one, site))), next };
    },
    async inviteAll(emails: readonly string[], terms: Terms, site: string): Promise<Invitation[]> {
      await assertMay(terms);
      const ids: string[] = [];
      for (const email of new Set(emails)) ids.push(await mailed(email, terms, site, null));
      return Promise.all(ids.map(async (id) => told((await row(id))!, site)));
    },
    async createLink({ places, days, ...terms }: Terms & { places: number; days: number }, site: string) {
      await assertMay(terms);
      const { role = null, into = [] } = terms;
      const id = ctx.id();
      const made = { id, kind: 'link' as const, email: null, role, into, places, via: null, invitedBy: inviter() };
      await data.run(queries.insert, { ...made, createdAt: ctx.now(), expiresAt: later(days * day) });
      return told((await row(id))!, site);
    },
    async resend(id: string, site: string): Promise<void> {
      const { kind } = await mine(id);
      if (kind !== 'mail') return refuse(kernelProblems.notFound, { pointer: '/invitationId' });
      await data.run(queries.prolong, { id, expiresAt: later(lifetime) });
      await ctx.enqueue(mailing, { invitationId: id, site });
    },
    async revoke(id: string): Promise<void> {
      if ((await data.run(queries.remove, { id })) === 0) refuse(kernelProblems.notFound, { pointer: '/invitationId' });
    },

    show: (token: string) =>
      within(token, async (found) => {
        const { name: school, brandHue } = await needs.organizations.current();
        const { actor } = ctx.scope();
        return {
          school,
          brandHue,
          email: found.email,
          role: found.role,
          roleName: await nameOf(found.role),
          into: (await placesOf(found.into)).map(({ kind, name }) => ({ kind, name })),
          invitedBy: found.inviter,
          asks: asks(found),
          member: actor.kind === 'person' && (await needs.organizations.isMember(actor.id)),
        };
      }),
    /** Outside a unit: counts the mail. @returns where its link leads */
    async prepareAsk(token: string, email: string, call: Call): Promise<string> {
      await within(token, async (found) => (asks(found) === 'address' ? undefined : refuse(errors.notValid)));
      await needs.auth.newcomers.spendMail(email, call);
      return siteForMail(call);
    },
    ask: (token: string, email: string, site: string) =>
      within(token, async (found) => {
        await mailed(email, { role: found.role ?? undefined, into: found.into }, site, found.id);
      }),
    /** Outside a unit: nobody without an invitation makes us hash. @returns the hash for somebody new */
    prepareAccept: (token: string, password: string | undefined) =>
      within(token, async (found) => {
        if (ctx.scope().actor.kind === 'person') return undefined;
        if (asks(found) === 'address') return refuse(errors.mailFirst);
        if (password === undefined)
          return refuse(kernelProblems.invalid, { pointer: '/password', detail: 'Choose a password.' });
        return needs.auth.newcomers.hash(password);
      }),
    accept: ({ token, name, email: typed }: Accepted, hash: string | undefined, call: Call) =>
      within(token, async (found, org) => {
        const { id, via, role, into } = found;
        const now = ctx.now();
        for (const from of via === null ? [id] : [id, via])
          if ((await data.run(queries.takePlace, { id: from, now })) === 0) return refuse(errors.notValid);
        if (found.kind === 'mail') await data.run(queries.remove, { id });
        const userId = call.actor.kind === 'person' ? call.actor.id : await newcomer(found, name, typed, hash);
        const mailed = mailedTo(found);
        if (mailed !== null) await needs.auth.newcomers.addressShown(userId, mailed);
        await needs.organizations.join(userId);
        // A suspension is not undone by an invitation.
        if (!(await needs.organizations.isMember(userId))) return refuse(errors.notValid);
        // The school may have removed a role of its own meanwhile.
        if (role && (await nameOf(role))) await needs.access.give(userId, role);
        for (const one of into) await joining(one.kind)?.add(one.id, userId);
        await ctx.emit(invitationAccepted, { invitationId: id, userId });
        return needs.auth.newcomers.enter(userId, { ...call, org });
      }),
    jobs: [
      runs(mailing, async ({ invitationId, site }) => {
        const found = await row(invitationId);
        if (!found?.email || found.expiresAt <= ctx.now()) return; // taken back or accepted meanwhile
        const { email, role, inviter: by } = found;
        const roleName = await nameOf(role);
        const address = `${await needs.organizations.siteOf(site)}${path(invitationId)}`;
        await needs.auth.newcomers.mail({ email, locale: null }, ({ school, locale }) => {
          const { label, ...words } = wordsFor(locale, { school, inviter: by ?? undefined, role, roleName });
          return { ...words, link: { label, address } };
        });
        await data.run(queries.sent, { id: invitationId, now: ctx.now() });
      }),
      runs(sweeping, async () => void (await data.run(queries.sweep, { before: later(-30 * day) }))),
    ],
  };

  async function newcomer(found: Row, name: string | undefined, typed: string | undefined, hash: string | undefined) {
    const missing = (field: string) =>
      refuse(kernelProblems.invalid, { pointer: `/${field}`, detail: 'This is needed.' });
    const email = found.email ?? typed ?? missing('email');
    const person = { name: name ?? missing('name'), email, hash: hash ?? missing('password') };
    return (await needs.auth.newcomers.make({ ...person, verified: mailedTo(found) !== null })).id;
  }
}
export type Invitations = ReturnType<typeof createInvitations>;
