import type { Lectern, UsersGetOutput } from '@lectern/sdk';
import { place } from '@lectern/ui';

/** Beside the heading of the people: other ways in which people come. A filling is a button or a link. */
export const peopleActions = place<{ lms: Lectern }>('users.people.actions');

/** Under the profile of one person, for who looks after people: `changed` reads the person again. */
export const personSections = place<{ person: UsersGetOutput; lms: Lectern; changed: () => void }>(
  'users.person.sections',
);

/** At the end of what is dangerous about one person: `changed` reads the person again. */
export const personDangers = place<{ person: UsersGetOutput; lms: Lectern; changed: () => void }>(
  'users.person.dangers',
);

/** Under my own account. */
export const accountSections = place<{ lms: Lectern }>('users.account.sections');
