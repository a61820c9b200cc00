import type { Handlers } from '@lectern/kit';
import type { organizationsContract } from './contract.ts';
import type { Organizations } from './service.ts';

export const organizationsHandlers = (
  organizations: Organizations,
): Handlers<typeof organizationsContract.operations> => ({
  current: () => organizations.current(),
  update: (changes) => organizations.update(changes),
});
