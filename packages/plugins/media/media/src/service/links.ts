// Links to files for whoever has them: an address with its own end, signed by the school.
import { kernelProblems, refuse } from '@lectern/kit';
import { errors, longestLink } from '../contract.ts';
import * as queries from '../queries.ts';
import type { MediaContext } from './context.ts';

interface Link {
  readonly mediaId: string;
  /** Seconds since 1970. */
  readonly expires: string;
  readonly name: string;
}
const words = ({ mediaId, expires, name }: Link) => JSON.stringify([mediaId, expires, name]);

export function links({ data, signatures, now }: MediaContext) {
  return {
    async signedAddress(site: string, id: string, seconds: number): Promise<string> {
      if (!(seconds > 0 && seconds <= longestLink))
        throw new RangeError(`a link for ${seconds} s: at most ${longestLink}`);
      const { name } = (await data.one(queries.itemById, { id })) ?? refuse(kernelProblems.notFound);
      const expires = String(Math.ceil(now().getTime() / 1_000) + seconds);
      const signature = signatures.sign(words({ mediaId: id, expires, name }));
      return `${site}/api/media/signed/${encodeURIComponent(id)}/${expires}/${signature}/${encodeURIComponent(name)}`;
    },
    /** @returns seconds that the link is good for still. @throws media.link_wrong, media.link_expired */
    verify({ signature, ...link }: Link & { signature: string }): number {
      if (!signatures.isSigned(words(link), signature)) refuse(errors.linkWrong);
      const left = Number(link.expires) - now().getTime() / 1_000;
      return left > 0 ? left : refuse(errors.linkExpired);
    },
  };
}
