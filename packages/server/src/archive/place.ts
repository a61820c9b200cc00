// Where a school that comes stands: the first of an installation is the one that answers, every other is below it.
import { runInScope } from '@lectern/kit';
import { across } from '../persons/statements.ts';
import type { School } from '../school.ts';
import { organizationTable } from './carried.ts';
import { acrossAll } from './known.ts';
import { ArchiveError } from './manifest.ts';
import type { Archive } from './read.ts';

export interface Place {
  readonly isDefault: boolean;
  readonly parent: string | null;
  readonly address: string | null;
}
/** @param wanted its address here, in place of its own. @throws ArchiveError when it, or its address, is here already */
export async function placeFor(school: School, { manifest }: Archive, wanted: string | undefined): Promise<Place> {
  const { id, name, address: its } = manifest.organization;
  const all = await runInScope(acrossAll, () =>
    school.database.all(across(`select id, address, is_default, state, erase_at from ${organizationTable()}`, [])),
  );
  const same = all.find(([one]) => one === id);
  if (same)
    throw new ArchiveError(
      same[3] === 'deleted'
        ? `The school ${name} is here already: deleted, and not gone yet. Restore it with lms org resume ${String(same[1] ?? id)}, or import it when it is gone.`
        : `The school ${name} is here already (${String(same[1] ?? id)}). Delete that one first, or use another installation.`,
    );
  const root = all.find(([, , isDefault]) => isDefault === 1 || isDefault === true);
  if (!root) return { isDefault: true, parent: null, address: null };
  const address = wanted ?? its ?? labelOf(name);
  if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(address))
    throw new ArchiveError(
      `${JSON.stringify(address)} is no address of a school: lower-case letters, digits and hyphens. Name one: --address`,
    );
  if (all.some(([, taken]) => taken === address))
    throw new ArchiveError(`A school here has the address ${address} already. Name another: --address`);
  return { isDefault: false, parent: String(root[0]), address };
}
/** `Halden Evening School` -> `halden-evening-school` (RFC 1035, 2.3.1: letters, digits, hyphens). */
const labelOf = (name: string) =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '');
