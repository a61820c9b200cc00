// Signed heads: the text that the school signs (a checkpoint of C2SP, tlog-checkpoint v1) and its signature.
import type { AuditHeadOutput } from '@lectern/sdk';

export type Head = NonNullable<AuditHeadOutput['head']>;

const decoded = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
const base64OfHex = (hex: string): string =>
  btoa(String.fromCharCode(...(hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))));

const checkpointOf = ({ organization, size, root, at }: Omit<Head, 'note' | 'key' | 'signature'>): string =>
  `lectern.audit/${organization}\n${size}\n${base64OfHex(root)}\ntime ${new Date(at).toISOString()}\n`;

/** Ed25519 (RFC 8032). @throws NotSupportedError in browsers from before 2025 */
export async function isSigned(head: Omit<Head, 'note'>): Promise<boolean> {
  const bytes = decoded(head.key);
  if (bytes.length !== 32) return false;
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'Ed25519' }, false, ['verify']);
  const text = new TextEncoder().encode(checkpointOf(head));
  return crypto.subtle.verify({ name: 'Ed25519' }, key, decoded(head.signature), text);
}

/**
 * What somebody wrote down: the lines of a note, or the JSON of `lms audit head --out`.
 *
 * @returns whose log, how long and with which root; undefined for anything else
 */
export function notedHead(text: string): Pick<Head, 'organization' | 'size' | 'root'> | undefined {
  if (text.trimStart().startsWith('{')) return headInJson(text);
  const [name, size, root] = text.trim().split(/\r?\n/);
  const organization = /^lectern\.audit\/(.+)$/.exec(name?.trim() ?? '')?.[1];
  if (organization === undefined || !/^\d{1,15}$/.test(size?.trim() ?? '')) return undefined;
  if (!/^[\w+/]{43}=$/.test(root?.trim() ?? '')) return undefined;
  const hex = [...decoded(root!.trim())].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return { organization, size: Number(size), root: hex };
}
function headInJson(text: string): Pick<Head, 'organization' | 'size' | 'root'> | undefined {
  try {
    const { organization, size, root } = JSON.parse(text) as Record<string, unknown>;
    if (typeof organization !== 'string' || typeof root !== 'string' || !/^[0-9a-f]{64}$/.test(root)) return undefined;
    return Number.isSafeInteger(size) ? { organization, size: Number(size), root } : undefined;
  } catch {
    return undefined;
  }
}
