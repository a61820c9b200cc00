import { event, Id } from '@lectern/kit/contract';
import { z } from 'zod';
import { Effect } from './assignment.ts';
import { PermissionName, RoleId } from './role.ts';

const heard = { heardBy: [{ person: 'userId' }] } as const;
const held = z.object({ userId: Id, role: RoleId, on: Id.nullable() });
/** A role, to a person. */
export const roleGiven = event('role.given', held, heard);
export const roleTaken = event('role.taken', held, heard);

/** Everything else: to a team, a single permission, a denial. */
const right = z.object({
  assignmentId: Id,
  userId: Id.nullable(),
  teamId: Id.nullable(),
  role: RoleId.nullable(),
  permission: PermissionName.nullable(),
  effect: Effect,
  on: Id.nullable(),
});
export const rightGiven = event('right.given', right, heard);
export const rightTaken = event('right.taken', right, heard);

const about = z.object({ role: RoleId });
export const roleCreated = event('role.created', about);
export const roleChanged = event('role.changed', about);
export const roleRemoved = event('role.removed', about);
