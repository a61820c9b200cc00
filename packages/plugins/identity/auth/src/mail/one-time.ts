// One-time links: made for somebody, looked at as often as a mail program likes, used once.
import type { AuthContext } from '../context.ts';
import { digestOf, newToken } from '../tokens.ts';
import { type LinkKind, linkKinds } from './kinds.ts';
import { consumeLink, endLinksOf, linkByHash, replaceLink } from './queries.ts';

export interface OneTime {
  readonly userId: string;
  readonly kind: LinkKind;
  /** The address the link was sent to, which whoever opens it has; null for one that was handed over. */
  readonly email: string | null;
}
export interface OneTimeLinks {
  /** Ends the one before. @returns the path with the token: `/reset/...` */
  make(userId: string, kind: LinkKind, email?: string | null): Promise<string>;
  /** Changes nothing: programs that read mail open links too. */
  find(token: string, ...kinds: readonly LinkKind[]): Promise<OneTime | undefined>;
  /** In a unit of work. Of two at once one gets it. */
  use(token: string, ...kinds: readonly LinkKind[]): Promise<OneTime | undefined>;
  endAllOf(userId: string): Promise<void>;
}

export function createOneTimeLinks({ data, now }: AuthContext): OneTimeLinks {
  return {
    async make(userId, kind, email = null) {
      const token = newToken();
      const { path, lifetime } = linkKinds[kind];
      const expiresAt = new Date(now().getTime() + lifetime);
      await data.run(replaceLink, { userId, kind, hash: digestOf(token), email, expiresAt });
      return `${path}${token}`;
    },
    async find(token, ...kinds) {
      const row = await data.one(linkByHash, { hash: digestOf(token), now: now() });
      return row && kinds.includes(row.kind as LinkKind) ? (row as OneTime) : undefined;
    },
    async use(token, ...kinds) {
      for (const kind of kinds) {
        const row = await data.one(consumeLink, { hash: digestOf(token), kind, now: now() });
        if (row) return row as OneTime;
      }
      return undefined;
    },
    endAllOf: async (userId) => void (await data.run(endLinksOf, { userId })),
  };
}
