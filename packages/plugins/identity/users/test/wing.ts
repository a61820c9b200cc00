import { accessPlugin } from '@lectern/access';
import { authPlugin } from '@lectern/auth';
import { organizationsPlugin } from '@lectern/organizations';
import { usersPlugin } from '../src/plugin.ts';

export const identityWing = { among: [organizationsPlugin, usersPlugin, accessPlugin, authPlugin] };
