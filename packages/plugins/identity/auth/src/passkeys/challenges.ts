// What a passkey signs. Nothing is kept for one that is asked: it carries its own end and our signature, so that another
// process, or this one after a restart, knows it again. Only one that was answered is remembered, until that end.
import { refuse } from '@lectern/kit';
import type { AuthContext } from '../context.ts';
import { passkeyErrors } from '../contract/passkeys.ts';
import { useToken } from '../queries.ts';
import { digestOf, newToken } from '../tokens.ts';

/** In milliseconds: somebody looks for their phone. */
const lifetime = 5 * 60_000;

export interface Challenges {
  /** @param purpose what it is for and for whom: signed with it, so that it is good for nothing else */
  make(purpose: string): string;
  /** Whether it was made for this purpose and is not over. */
  isOurs(challenge: string, purpose: string): boolean;
  /** In a unit of work. @throws auth.passkey_too_late when it was answered before */
  use(challenge: string): Promise<void>;
}

export function createChallenges(ctx: AuthContext): Challenges {
  const signed = (text: string, purpose: string) => `challenge ${purpose}\n${text}`;
  const endOf = (challenge: string) => Number.parseInt(challenge.split('.')[1] ?? '', 36);
  return {
    make(purpose) {
      const text = `${newToken().slice(0, 22)}.${(ctx.now().getTime() + lifetime).toString(36)}`;
      return `${text}.${ctx.signatures.sign(signed(text, purpose))}`;
    },
    isOurs(challenge, purpose) {
      const [random, end, signature, ...more] = challenge.split('.');
      if (!signature || more.length > 0) return false;
      if (!ctx.signatures.isSigned(signed(`${random}.${end}`, purpose), signature)) return false;
      return endOf(challenge) > ctx.now().getTime();
    },
    async use(challenge) {
      const taken = { id: digestOf(`passkey\n${challenge}`), until: new Date(endOf(challenge)) };
      if ((await ctx.data.run(useToken, taken)) === 0) return refuse(passkeyErrors.passkeyLate);
    },
  };
}
