import { accessService } from '@lectern/access/contract';
import { authService } from '@lectern/auth/contract';
import type { Context } from '@lectern/kit';
import { organizationsService } from '@lectern/organizations/contract';
import { usersService } from '@lectern/users/contract';

export const needs = {
  auth: authService,
  users: usersService,
  organizations: organizationsService,
  access: accessService,
};
export type InvitationsContext = Context<typeof needs>;
