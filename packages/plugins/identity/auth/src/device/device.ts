// The rules of RFC 8628: who asks, who lets in, and what the program hears until then.
import { type Call, kernelProblems, networkOf, refuse } from '@lectern/kit';
import { Line } from '@lectern/kit/contract';
import type { AuthContext } from '../context.ts';
import { deviceErrors } from '../contract/device.ts';
import type { Keys } from '../keys/keys.ts';
import { createThrottle, network } from '../throttle.ts';
import { digestOf, newToken } from '../tokens.ts';
import { newUserCode, normalized } from './codes.ts';
import { addRequest, consumeRequest, decide, polled, requestByCode, requestByDevice } from './queries.ts';

const grantType = 'urn:ietf:params:oauth:grant-type:device_code';
/** In seconds. */
const lifetime = 600;
/** In seconds: the least between two questions, and what is added for who does not keep to it (RFC 8628, 3.5). */
const interval = 5;

type Form = URLSearchParams;
/** RFC 6749, 5.2. */
const fault = (error: string, error_description: string) => answer({ error, error_description }, 400);
const answer = (body: object, status = 200) =>
  Response.json(body, { status, headers: { 'cache-control': 'no-store' } });

export interface Waiting {
  readonly client: string;
  readonly machine: string;
  readonly permissions: string[] | null;
  readonly network: string | null;
  readonly requestedAt: string;
}
export interface Devices {
  /** Outside a unit of work. @throws auth.too_many_attempts for a network that asks for too many codes */
  mayAsk(call: Call): Promise<void>;
  ask(form: Form, call: Call): Promise<Response>;
  token(form: Form): Promise<Response>;
  /** Outside a unit of work: counts a guess. @throws auth.too_many_attempts */
  guess(call: Call): Promise<string[]>;
  /** @param guessed what to take back when the code was right @throws auth.device_code_unknown */
  show(code: string, guessed: readonly string[], call: Call): Promise<Waiting>;
  /** @throws auth.device_code_unknown also for a code that was answered */
  decide(code: string, allow: boolean, guessed: readonly string[], call: Call): Promise<void>;
}

export function createDevices(ctx: AuthContext, keys: Keys): Devices {
  const { data } = ctx;
  const guesses = createThrottle(ctx);
  const digestOfCode = (typed: string) => ctx.signatures.sign(`device ${normalized(typed)}`);
  const known = new Set(['self', ...ctx.permissions.map(({ name }) => name)]);
  const waitingFor = (code: string, { org }: Call) => ({
    userCode: digestOfCode(code),
    organization: org,
    now: ctx.now(),
  });

  return {
    async mayAsk({ address }) {
      await createThrottle(ctx, 30).spend(network(address).map((one) => `device ${one}`));
    },
    async ask(form, { org, site, address }) {
      const [client, machine] = [form.get('client_id'), form.get('machine') ?? 'unknown'].map((one) =>
        Line.safeParse(one),
      );
      if (!client?.success || !machine?.success)
        return fault('invalid_request', 'client_id is missing or not one line.');
      const scope = form.get('scope')?.split(' ').filter(Boolean) ?? [];
      const stranger = scope.find((one) => !known.has(one));
      if (stranger !== undefined) return fault('invalid_scope', `There is no permission ${stranger}.`);
      const [deviceCode, code] = [newToken(), newUserCode()];
      const requestedAt = ctx.now();
      await data.run(addRequest, {
        id: digestOf(deviceCode),
        userCode: digestOfCode(code),
        organization: org,
        client: client.data,
        machine: machine.data,
        permissions: scope.length > 0 ? scope : null,
        network: address === undefined ? null : networkOf(address),
        requestedAt,
        expiresAt: new Date(requestedAt.getTime() + lifetime * 1_000),
        interval,
      });
      return answer({
        device_code: deviceCode,
        user_code: code,
        verification_uri: `${site}/device`,
        verification_uri_complete: `${site}/device?code=${code}`,
        expires_in: lifetime,
        interval,
      });
    },
    async token(form) {
      if (form.get('grant_type') !== grantType)
        return fault('unsupported_grant_type', `grant_type has to be ${grantType}.`);
      const code = form.get('device_code');
      if (!code || !form.get('client_id')) return fault('invalid_request', 'device_code and client_id are needed.');
      const id = digestOf(code);
      const row = await data.one(requestByDevice, { id });
      if (!row || row.client !== form.get('client_id')) return fault('invalid_grant', 'There is no such device_code.');
      const now = ctx.now();
      if (row.expiresAt <= now) return fault('expired_token', 'Nobody has answered in time. Ask for a new code.');
      if (row.state === 'denied') return fault('access_denied', 'The person said no.');
      if (row.state === 'waiting') {
        const early = row.polledAt !== null && now.getTime() - row.polledAt.getTime() < row.interval * 1_000;
        await data.run(polled, { id, now, interval: early ? row.interval + interval : row.interval });
        return early
          ? fault('slow_down', `Wait ${row.interval + interval} seconds between questions.`)
          : fault('authorization_pending', 'Nobody has answered yet.');
      }
      if (row.userId === null || (await data.run(consumeRequest, { id, state: 'allowed' })) === 0)
        return fault('invalid_grant', 'There is no such device_code.');
      const { key } = await keys.issue(row.machine, { userId: row.userId, accountId: null }, row.organization, {
        permissions: row.permissions ?? undefined,
      });
      return answer({
        access_token: key,
        token_type: 'Bearer',
        ...(row.permissions && { scope: row.permissions.join(' ') }),
      });
    },
    async guess({ actor, address }) {
      const subjects = [`device ${actor.id}`, ...network(address)];
      await guesses.spend(subjects);
      return subjects;
    },
    async show(code, guessed, call) {
      const row = await data.one(requestByCode, waitingFor(code, call));
      if (!row) return refuse(deviceErrors.codeUnknown, { pointer: '/code' });
      await guesses.takeBack(guessed);
      return {
        ...row,
        permissions: row.permissions && [...row.permissions],
        requestedAt: row.requestedAt.toISOString(),
      };
    },
    async decide(code, allow, guessed, call) {
      // Whoever has yet to set up the second step would get a key that needs none.
      if (ctx.scope().only) return refuse(kernelProblems.inPerson);
      const decided = allow ? 'allowed' : 'denied';
      if ((await data.run(decide, { ...waitingFor(code, call), decided, userId: call.actor.id })) === 0)
        return refuse(deviceErrors.codeUnknown, { pointer: '/code' });
      await guesses.takeBack(guessed);
    },
  };
}
