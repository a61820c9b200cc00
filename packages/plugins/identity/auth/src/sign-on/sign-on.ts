// Coming in with an account of somewhere else: who it is there, and who that is here.
import { type Call, kernelProblems, refuse } from '@lectern/kit';
import { Email } from '@lectern/kit/contract';
import type { Account } from '@lectern/users/contract';
import type { AuthContext } from '../context.ts';
import { passkeyErrors } from '../contract/passkeys.ts';
import type { Entered } from '../contract/sign-in.ts';
import { type ConnectedAccount, SignOnFault, type SignOnPerson, signOnErrors } from '../contract/sign-on.ts';
import type { Addresses } from '../door/addresses.ts';
import type { Door } from '../door/door.ts';
import type { Sessions } from '../service/sessions.ts';
import type { WaysIn } from '../ways-in.ts';
import { createProviders, domainOf, type Providers, type Reachable } from './providers.ts';
import { accountBySubject, accountsOf, accountUsed, connectAccount, disconnectAccount } from './queries.ts';
import { type Begun, createTickets } from './tickets.ts';
import { redirectOf } from './way-back.ts';

/** Who somebody is there, asked a moment ago. */
export interface Answered {
  readonly begun: Begun;
  readonly reached: Reachable;
  readonly person: SignOnPerson;
}
interface Options {
  ways: { providerId: string; name: string; kind: string }[];
  routed: { providerId: string; name: string; required: boolean } | null;
}
export interface SignOn {
  readonly providers: Providers;
  options(email: string | undefined): Promise<Options>;
  /** Outside a unit of work. @throws not_found, auth.sign_on_failed */
  start(
    given: { providerId: string; connect: boolean; email?: string | undefined },
    call: Call,
  ): Promise<{ location: string; state: string; ticket: string }>;
  /** Outside a unit of work. @throws auth.sign_on_too_late, auth.sign_on_refused, auth.sign_on_failed */
  ask(given: { answer: string; ticket: string }, call: Call): Promise<Answered>;
  /** @throws auth.sign_on_too_late, auth.sign_on_unconfirmed, auth.sign_on_not_connected, auth.sign_on_by_invitation, auth.sign_on_taken */
  finish(answered: Answered, call: Call): Promise<Entered & { connected: boolean }>;
  of(call: Call): Promise<ConnectedAccount[]>;
  /** @throws auth.last_way_in */
  disconnect(id: string, how: { anyway: boolean }, call: Call): Promise<void>;
}

export function createSignOn(
  ctx: AuthContext,
  {
    sessions,
    door,
    addresses,
    waysIn,
  }: { readonly sessions: Sessions; readonly door: Door; readonly addresses: Addresses; readonly waysIn: WaysIn },
): SignOn {
  const { data, needs } = ctx;
  const tickets = createTickets(ctx);
  const providers = createProviders(ctx);

  /** For the person, with the words of the other side; for the log, with the cause. */
  function told(error: unknown, provider: string): never {
    if (!(error instanceof SignOnFault)) throw error;
    ctx.log.warn('a sign-in with another account failed', { provider, reason: error.message });
    return refuse(error.reason === 'refused' ? signOnErrors.signOnRefused : signOnErrors.signOnFailed, {
      detail: error.message,
    });
  }
  const reach = async (id: string) => (await providers.reach(id)) ?? refuse(kernelProblems.notFound);

  /** The address, if the provider may say that it is the person's. */
  function confirmedEmail({ email, emailVerified }: SignOnPerson, { row, everybodys }: Reachable): string | undefined {
    if (email === undefined || !Email.safeParse(email).success) return undefined;
    const its = row.domains.includes(domainOf(email));
    if (row.domains.length > 0 && !its) return undefined;
    return emailVerified || (row.trusted && its && !everybodys) ? email.toLowerCase() : undefined;
  }
  /**
   * Whether an account that was never connected is the one of who has this address at the provider. Not one whose password
   * somebody else may have set (anybody could have signed up with the address), and not one that is also somebody in another
   * organization: that one's owner has no say in who runs this provider.
   */
  async function mayConnect(person: Account, { everybodys }: Reachable): Promise<boolean> {
    if (!(await needs.organizations.isMember(person.id))) return false;
    if (!everybodys && (await needs.organizations.organizationsOf(person.id)).length > 1) return false;
    return !(await waysIn.has(person.id)) || (await addresses.isVerified(person.id, person.email));
  }
  async function personBehind(given: SignOnPerson, reached: Reachable): Promise<Account> {
    const email = confirmedEmail(given, reached) ?? refuse(signOnErrors.signOnUnconfirmed);
    const person = await personAt(email, given, reached);
    // Whoever runs a school's own provider says what they like: it proves nothing to another school.
    await addresses[reached.everybodys ? 'verified' : 'vouched'](person.id, email);
    return person;
  }
  async function personAt(email: string, given: SignOnPerson, reached: Reachable): Promise<Account> {
    const { row } = reached;
    const known = await needs.users.findByEmail(email);
    if (known) return (await mayConnect(known, reached)) ? known : refuse(signOnErrors.signOnElsewhere);
    if (row.admits === 'nobody') return refuse(signOnErrors.signOnNobody);
    const name = lineOf(given.name) ?? email.slice(0, email.lastIndexOf('@'));
    const person = await needs.users.create({ email, name });
    await needs.organizations.join(person.id);
    if (row.admits === 'instructor') await needs.access.give(person.id, 'instructor');
    return person;
  }
  async function connect(
    userId: string,
    { row }: Reachable,
    { subject, email }: SignOnPerson,
    used: boolean,
  ): Promise<void> {
    const now = ctx.now();
    const account = { id: ctx.id(), userId, providerId: row.id, subject, email: email ?? null };
    const made = await data.run(connectAccount, { ...account, connectedAt: now, lastUsedAt: used ? now : null });
    if (made > 0) return;
    const { userId: whose } = (await data.one(accountBySubject, { providerId: row.id, subject })) ?? {};
    if (whose !== userId) return refuse(signOnErrors.signOnTaken);
  }
  async function finishConnecting({ begun, reached, person }: Answered, call: Call) {
    // Whoever is signed in by now has to be who began.
    if (call.actor.id !== begun.connect) return refuse(signOnErrors.signOnLate);
    await sessions.requireFresh();
    await connect(call.actor.id, reached, person, false);
    const { id, name, email } = (await needs.users.find(call.actor.id)) ?? refuse(kernelProblems.notFound);
    return { person: { id, name, email }, permissions: await needs.access.permissionsOf(id), connected: true };
  }

  return {
    providers,
    async options(email) {
      const all = (await providers.all()).filter(({ enabled }) => enabled);
      const routed = email && all.find(({ domains }) => domains.includes(domainOf(email)));
      return {
        ways: all.filter(({ button }) => button).map(({ id: providerId, name, kind }) => ({ providerId, name, kind })),
        routed: routed ? { providerId: routed.id, name: routed.name, required: routed.required } : null,
      };
    },
    async start({ providerId, connect: connecting }, call) {
      if (connecting) {
        const { impersonator, only } = ctx.scope();
        if (call.actor.kind !== 'person' || impersonator !== undefined || (only && !only.has('in-person')))
          return refuse(kernelProblems.inPerson);
        await sessions.requireFresh();
      }
      const { driver, provider, kind } = await reach(providerId);
      const begun = tickets.begin({ providerId, connect: connecting ? call.actor.id : undefined });
      const attempt = { ...begun.attempt, redirect: redirectOf(kind, call) };
      const location = await driver.start(provider, attempt).catch((error) => told(error, providerId));
      return { location, state: begun.attempt.state, ticket: begun.ticket };
    },
    async ask({ answer, ticket }, call) {
      const query = new URLSearchParams(answer);
      const begun = tickets.open(ticket, query.get('state') ?? '');
      const reached = await reach(begun.providerId);
      const attempt = { ...begun.attempt, redirect: redirectOf(reached.kind, call) };
      const person = await reached.driver
        .finish(reached.provider, attempt, query)
        .catch((error) => told(error, begun.providerId));
      return { begun, reached, person };
    },
    async finish(answered, call) {
      const { begun, reached, person } = answered;
      await tickets.use(begun);
      if (begun.connect !== undefined) return finishConnecting(answered, call);
      const known = await data.one(accountBySubject, { providerId: reached.row.id, subject: person.subject });
      const found = known && (await needs.users.find(known.userId));
      const account = found ?? (await personBehind(person, reached));
      if (!(await needs.organizations.isMember(account.id))) return refuse(signOnErrors.signOnNobody);
      if (known) await data.run(accountUsed, { id: known.id, now: ctx.now(), email: person.email ?? null });
      else await connect(account.id, reached, person, true);
      if (reached.everybodys) return { ...(await door.enter(account, call, 'social')), connected: false };
      // Who runs the school's own provider decides what it asks for, a second step included.
      return { ...(await sessions.start(account, call, 'sign-on')), connected: false };
    },
    of: async ({ actor }) =>
      (await data.all(accountsOf, { userId: actor.id })).map(({ connectedAt, lastUsedAt, ...account }) => ({
        ...account,
        connectedAt: connectedAt.toISOString(),
        lastUsedAt: lastUsedAt?.toISOString() ?? null,
      })),
    async disconnect(id, { anyway }, { actor }) {
      await sessions.requireFresh();
      if ((await data.run(disconnectAccount, { id, userId: actor.id })) === 0) return refuse(kernelProblems.notFound);
      if (!anyway && !(await waysIn.has(actor.id))) return refuse(passkeyErrors.lastWayIn);
    },
  };
}
/** A name as the school takes them; what another side sends may be anything. */
const lineOf = (name: string | undefined): string | undefined =>
  name
    ?.replace(/[\p{Cc}\p{Cs}]/gu, '')
    .trim()
    .slice(0, 200) || undefined;
