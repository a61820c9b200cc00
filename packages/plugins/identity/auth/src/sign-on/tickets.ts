// What the browser keeps while it is away, so that the sign-in that comes back is the one that left from it (RFC 9700, 4.7).
// Nothing is kept here for one that was begun; one that came back is remembered until its ticket would have ended.
import { refuse } from '@lectern/kit';
import { z } from 'zod';
import type { AuthContext } from '../context.ts';
import { type SignOnAttempt, signOnErrors } from '../contract/sign-on.ts';
import { useToken } from '../queries.ts';
import { digestOf, newToken } from '../tokens.ts';

/** In milliseconds: some providers have a person confirm an address on the way. */
const lifetime = 15 * 60_000;

const Ticket = z.object({
  /** Provider, and whose account it will be connected to. */
  provider: z.string(),
  connect: z.string().optional(),
  /** Of the state: who finds a ticket has no state by it, and the other way round. */
  state: z.string(),
  salt: z.string(),
  until: z.number(),
});
type Ticket = z.output<typeof Ticket>;

export interface Begun {
  readonly providerId: string;
  readonly connect: string | undefined;
  readonly attempt: Omit<SignOnAttempt, 'redirect'>;
  readonly until: Date;
}
export interface Tickets {
  begin(given: { providerId: string; connect: string | undefined }): Begun & { readonly ticket: string };
  /** @throws auth.sign_on_too_late for a ticket that is not ours, is over, or belongs to another state */
  open(ticket: string, state: string): Begun;
  /** In a unit of work. @throws auth.sign_on_too_late when it came back before */
  use(begun: Begun): Promise<void>;
}

export function createTickets(ctx: AuthContext): Tickets {
  const sign = (text: string) => ctx.signatures.sign(`sign-on\n${text}`);
  /** Nonce and PKCE verifier follow from ticket and state, which only one browser has both of. */
  const attemptOf = ({ salt }: Ticket, state: string): Begun['attempt'] => ({
    state,
    nonce: sign(`nonce ${salt} ${state}`),
    verifier: sign(`verifier ${salt} ${state}`),
  });
  const begunOf = (ticket: Ticket, state: string): Begun => ({
    providerId: ticket.provider,
    connect: ticket.connect,
    attempt: attemptOf(ticket, state),
    until: new Date(ticket.until),
  });

  return {
    begin({ providerId, connect }) {
      const state = newToken();
      const ticket: Ticket = {
        provider: providerId,
        ...(connect !== undefined && { connect }),
        state: digestOf(state),
        salt: newToken(),
        until: ctx.now().getTime() + lifetime,
      };
      const text = Buffer.from(JSON.stringify(ticket)).toString('base64url');
      return { ...begunOf(ticket, state), ticket: `${text}.${sign(`ticket ${text}`)}` };
    },
    open(given, state) {
      const [text = '', signature = ''] = given.split('.');
      if (!ctx.signatures.isSigned(`sign-on\nticket ${text}`, signature)) return refuse(signOnErrors.signOnLate);
      const ticket = Ticket.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
      if (ticket.until <= ctx.now().getTime() || ticket.state !== digestOf(state))
        return refuse(signOnErrors.signOnLate);
      return begunOf(ticket, state);
    },
    async use({ attempt, until }) {
      const taken = { id: digestOf(`sign-on\n${attempt.state}`), until };
      if ((await ctx.data.run(useToken, taken)) === 0) return refuse(signOnErrors.signOnLate);
    },
  };
}
