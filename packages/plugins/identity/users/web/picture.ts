import { to } from '@lectern/ui';

/** The address of somebody's picture, for `Avatar` and `Person`; the digest in it makes it good for ever. */
export const pictureOf = ({ id, picture }: { readonly id: string; readonly picture: string | null }) =>
  picture === null ? undefined : to('/api/users/people/:userId/picture', { userId: id }, { v: picture });

/** The page on which others see somebody: for links where names stand. */
export const profileAt = (userId: string): string => to('/people/:userId/profile', { userId });
