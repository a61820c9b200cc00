// What the address of the review asks for, so that it can be shared and gone back to.
import type { AccessReviewInput } from '@lectern/sdk';

export interface Asked {
  readonly role?: string;
  readonly permission?: string;
  readonly person?: string;
  readonly on?: string;
}
const keys = ['role', 'permission', 'person', 'on'] as const;

export function askedOf(query: URLSearchParams): Asked {
  const said = keys.flatMap((key) => {
    const value = query.get(key)?.slice(0, 100);
    return value ? [[key, value] as const] : [];
  });
  return Object.fromEntries(said);
}
export const inputOf = ({ role, permission, person, on }: Asked): AccessReviewInput => ({
  ...(role && { role }),
  ...(permission && { permission }),
  ...(person && { userId: person }),
  ...(on && { on }),
});
