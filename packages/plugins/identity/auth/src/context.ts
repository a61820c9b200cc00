import { accessService } from '@lectern/access/contract';
import type { Context } from '@lectern/kit';
import { organizationsService } from '@lectern/organizations/contract';
import { usersService } from '@lectern/users/contract';
import type { AuthSettings } from './settings.ts';

export const needs = { users: usersService, organizations: organizationsService, access: accessService };
export type AuthContext = Context<typeof needs, AuthSettings>;
