import type { Signatures } from '@lectern/kit';

/**
 * The token of an invitation: its id, and a signature of it with the school's key. Nothing of it is kept, so a copy of the
 * database opens no door; made again it is the same, so a mail that was sent twice works twice.
 */
export const tokenOf = (signatures: Signatures, id: string): string => `${id}.${signatures.sign(`invitation:${id}`)}`;

/** @returns the invitation's id; undefined for a token that is not ours */
export function idOf(signatures: Signatures, token: string): string | undefined {
  const at = token.lastIndexOf('.');
  const [id, signature] = [token.slice(0, at), token.slice(at + 1)];
  return at > 0 && signatures.isSigned(`invitation:${id}`, signature) ? id : undefined;
}
