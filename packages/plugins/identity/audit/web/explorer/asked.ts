// What the address of the log asks for: filters live there, so that what was found can be shared and gone back to.
import type { AuditListInput } from '@lectern/sdk';
import { to } from '@lectern/ui';
import { beginningOf, endOf, momentIn } from '../shown/period.ts';

export const kinds = ['sign-in', 'access', 'export', 'erasure'] as const;
const short = (given: string | null) => (given ? given.slice(0, 100) : undefined);

/** Without `who`, words of a name, which are looked up first. */
export function logAsked(query: URLSearchParams): Omit<AuditListInput, 'cursor' | 'limit'> {
  const asked = {
    actor: short(query.get('actor')),
    operation: short(query.get('operation')),
    kind: kinds.find((one) => one === query.get('kind')),
    outcome: short(query.get('outcome')),
    target: short(query.get('target')),
    from: momentIn(query.get('from')),
    to: momentIn(query.get('to')),
  };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
}

/** The address of what a form of filters asks for; `first` and `last` are days of whoever chose them. */
export function logAddress(form: FormData, kept: Readonly<Record<string, string | undefined>>): string {
  const { first, last, ...rest } = Object.fromEntries([...form].filter(([, value]) => value !== '')) as Record<
    string,
    string | undefined
  >;
  return to('/admin/audit', undefined, {
    ...kept,
    ...rest,
    ...(first && { from: beginningOf(first) }),
    ...(last && { to: endOf(last) }),
  });
}
