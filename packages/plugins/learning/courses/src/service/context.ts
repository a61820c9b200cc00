import type { accessService } from '@lectern/access/contract';
import type { Context } from '@lectern/kit';
import type { organizationsService } from '@lectern/organizations/contract';
import type { usersService } from '@lectern/users/contract';

export type CoursesContext = Context<{
  access: typeof accessService;
  users: typeof usersService;
  organizations: typeof organizationsService;
}>;
