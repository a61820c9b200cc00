import { type Call, kernelProblems, refuse } from '@lectern/kit';
import type { Account } from '@lectern/users/contract';
import type { AuthContext } from '../context.ts';
import { type NewCredential, type Passkey, passkeyErrors, type UsedCredential } from '../contract/passkeys.ts';
import type { Session } from '../contract/sign-in.ts';
import type { Sessions } from '../service/sessions.ts';
import { refuseWhereSignOnIsNeeded } from '../sign-on/needed.ts';
import { createThrottle, network } from '../throttle.ts';
import type { WaysIn } from '../ways-in.ts';
import { createChallenges } from './challenges.ts';
import { addPasskey, passkeyByCredential, passkeysOf, passkeyUsed, removePasskey, renamePasskey } from './queries.ts';
import { challengeIn, type MadePasskey, partyOf, verifyMade, verifyUsed } from './verify.ts';

const most = 20;

/** A passkey whose signature was right a moment ago. */
export interface UsedPasskey {
  readonly account: Account;
  readonly id: string;
  readonly challenge: string;
  readonly counter: number;
  readonly synced: boolean;
}
export interface Passkeys {
  of(call: Call): Promise<Passkey[]>;
  options(call: Call): Promise<Record<string, unknown>>;
  /** Outside a unit of work. @throws auth.passkey_not_valid, auth.passkey_too_late */
  verifyNew(credential: NewCredential, call: Call): Promise<MadePasskey & { challenge: string; host: string }>;
  /** @throws auth.passkey_taken, auth.passkey_too_late, auth.too_many_passkeys */
  add(
    given: { name: string; transports: readonly string[] },
    made: MadePasskey & { challenge: string; host: string },
    call: Call,
  ): Promise<Passkey>;
  rename(id: string, name: string, call: Call): Promise<Passkey>;
  /** @throws auth.last_way_in */
  remove(id: string, how: { anyway: boolean }, call: Call): Promise<void>;
  signInOptions(call: Call): Record<string, unknown>;
  /** Outside a unit of work. @throws auth.passkey_not_valid, auth.passkey_too_late, auth.too_many_attempts */
  verify(credential: UsedCredential, call: Call): Promise<UsedPasskey>;
  /** @throws auth.passkey_copied, auth.passkey_too_late */
  signIn(used: UsedPasskey, call: Call): Promise<Session>;
}

export function createPasskeys(ctx: AuthContext, sessions: Sessions, waysIn: WaysIn): Passkeys {
  const { data, needs } = ctx;
  const challenges = createChallenges(ctx);
  const throttle = createThrottle(ctx);
  const asBytes = (challenge: string) => Buffer.from(challenge).toString('base64url');
  const shownAt = (site: string) => {
    const { hostname } = new URL(site);
    return ({ id, name, host, synced, createdAt, lastUsedAt }: Shown): Passkey => ({
      ...{ id, name, host, synced, here: host === hostname },
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    });
  };
  async function ofCaller({ actor }: Call) {
    const rows = await data.all(passkeysOf, { userId: actor.id });
    return rows.length < most ? rows : refuse(passkeyErrors.tooManyPasskeys);
  }

  return {
    of: async ({ actor, site }) => (await data.all(passkeysOf, { userId: actor.id })).map(shownAt(site)),

    /** PublicKeyCredentialCreationOptionsJSON (WebAuthn, 5.1.8). The user handle is an id that says nothing of the person. */
    async options(call) {
      await sessions.requireFresh();
      const { host } = partyOf(call);
      const [mine, person, school] = await Promise.all([
        ofCaller(call),
        needs.users.find(call.actor.id),
        needs.organizations.current(),
      ]);
      if (!person) return refuse(kernelProblems.notFound);
      return {
        rp: { id: host, name: school.name },
        user: { id: asBytes(person.id), name: person.email, displayName: person.name },
        challenge: asBytes(challenges.make(`add ${person.id} ${host}`)),
        pubKeyCredParams: [-8, -7, -257].map((alg) => ({ type: 'public-key', alg })),
        timeout: 300_000,
        excludeCredentials: mine
          .filter((one) => one.host === host)
          .map(({ credential, transports }) => ({ type: 'public-key', id: credential, transports })),
        authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
        attestation: 'none',
      };
    },
    async verifyNew(credential, call) {
      const party = partyOf(call);
      const challenge = challengeIn(credential);
      const purpose = `add ${call.actor.id} ${party.host}`;
      if (!challenges.isOurs(challenge, purpose)) return refuse(passkeyErrors.passkeyLate);
      const made = await verifyMade(credential, party, (given) => given === challenge);
      return { ...made, challenge, host: party.host };
    },
    async add({ name, transports }, { challenge, ...made }, call) {
      await sessions.requireFresh();
      await challenges.use(challenge);
      await ofCaller(call);
      const row = {
        ...made,
        id: ctx.id(),
        userId: call.actor.id,
        name,
        transports,
        createdAt: ctx.now(),
        lastUsedAt: null,
      };
      if ((await data.run(addPasskey, row)) === 0) return refuse(passkeyErrors.passkeyTaken);
      return shownAt(call.site)(row);
    },
    async rename(id, name, { actor, site }) {
      const row = await data.one(renamePasskey, { id, userId: actor.id, name });
      return row ? shownAt(site)(row) : refuse(kernelProblems.notFound);
    },
    async remove(id, { anyway }, call) {
      await sessions.requireFresh();
      if ((await data.run(removePasskey, { id, userId: call.actor.id })) === 0) return refuse(kernelProblems.notFound);
      if (!anyway && !(await waysIn.has(call.actor.id))) return refuse(passkeyErrors.lastWayIn);
    },

    /** PublicKeyCredentialRequestOptionsJSON, naming no passkey: the device offers those it has for this school. */
    signInOptions(call) {
      const { host } = partyOf(call);
      return {
        challenge: asBytes(challenges.make(`sign-in ${host}`)),
        rpId: host,
        timeout: 300_000,
        userVerification: 'required',
      };
    },
    async verify(credential, call) {
      const party = partyOf(call);
      const challenge = challengeIn(credential);
      if (!challenges.isOurs(challenge, `sign-in ${party.host}`)) return refuse(passkeyErrors.passkeyLate);
      await throttle.spend(network(call.address));
      const row = await data.one(passkeyByCredential, { credential: credential.id });
      if (!row || row.host !== party.host) return refuse(passkeyErrors.passkeyUnknown);
      const used = await verifyUsed(credential, party, (given) => given === challenge, row);
      const account = await needs.users.find(row.userId);
      if (!account || !(await needs.organizations.isMember(row.userId))) return refuse(passkeyErrors.passkeyUnknown);
      return { account, id: row.id, challenge, ...used };
    },
    async signIn({ account, id, challenge, counter, synced }, call) {
      await challenges.use(challenge);
      const counted = await data.run(passkeyUsed, { id, counter, counts: counter, synced, now: ctx.now() });
      if (counted === 0) {
        ctx.log.warn('a passkey counts fewer uses than before', { passkey: id, user: account.id });
        return refuse(passkeyErrors.passkeyCopied);
      }
      await throttle.takeBack(network(call.address));
      await refuseWhereSignOnIsNeeded(ctx, account);
      return sessions.start(account, call, 'passkey');
    },
  };
}
interface Shown {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  readonly synced: boolean;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}
