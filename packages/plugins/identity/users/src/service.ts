// What the plugin does, joined from its nouns.
import { kernelProblems, refuse } from '@lectern/kit';
import { type Bulk, createBulk } from './bulk/imports.ts';
import type { MemberInFull, MyAccount, ProfileHere } from './contract/people.ts';
import { errors, type FieldValues, type UsersService } from './contract.ts';
import { createFields, type Fields } from './fields/service.ts';
import { createPeople, type UsersContext } from './people/service.ts';
import { createStanding, type Standing } from './people/standing.ts';
import { createProtection, type Protection } from './protection/service.ts';
import { departureOf } from './queries.ts';

type Changes = Parameters<UsersService['update']>[1];

export interface Users extends UsersService {
  readonly fields: Fields;
  readonly standing: Standing;
  readonly bulk: Bulk;
  readonly protection: Protection;
  me(userId: string): Promise<MyAccount>;
  /** @throws users.email_taken, invalid_input or not_allowed at a field */
  updateMe(userId: string, changes: Changes & { fields?: FieldValues | undefined }): Promise<MyAccount>;
  /** @throws not_found for who never belonged here */
  inFull(userId: string): Promise<MemberInFull>;
  /** As staff. @throws not_found, not_allowed, users.email_taken, users.belongs_elsewhere, invalid_input at a field */
  updateOther(userId: string, changes: Changes & { fields?: FieldValues | undefined }): Promise<MemberInFull>;
  /** As others of the school see somebody. @throws not_found for who is not active here */
  profile(userId: string): Promise<ProfileHere>;
  /** Of somebody who is active here, or for who looks after people of anybody who was. */
  pictureOf(userId: string): Promise<string | undefined>;
}

export function createUsers(ctx: UsersContext): Users {
  const { data, needs } = ctx;
  const fields = createFields(ctx);
  const people = createPeople(ctx, fields);
  const nobody = () => refuse(kernelProblems.notFound, { pointer: '/userId' });
  const member = async (userId: string) => (await people.member(userId)) ?? nobody();
  const standing = createStanding(ctx);
  const elsewhere = async (userId: string) => (await needs.organizations.organizationsOf(userId)).length > 1;

  const me = async (userId: string): Promise<MyAccount> => ({
    ...((await people.find(userId)) ?? nobody()),
    fields: await fields.filled(userId, 'self-and-staff'),
  });
  const inFull = async (userId: string): Promise<MemberInFull> => ({
    ...(await member(userId)),
    reason: (await data.one(departureOf, { user: userId }))?.reason ?? '',
    elsewhere: await elsewhere(userId),
    fields: await fields.filled(userId, 'staff'),
  });

  return {
    ...people,
    fieldsOf: fields.fieldsOf,
    valuesOf: fields.valuesOf,
    setFields: fields.setFields,
    suspend: standing.suspend,
    restore: standing.restore,
    remove: standing.remove,
    fields,
    standing,
    protection: createProtection(ctx, { people, standing }),
    bulk: createBulk(ctx, { people, fields, standing }),
    me,
    inFull,
    updateMe: (userId, { fields: values, ...changes }) =>
      data.unit(async () => {
        if (Object.values(changes).some((value) => value !== undefined)) await people.update(userId, changes);
        if (values) await fields.setOwn(userId, values);
        return me(userId);
      }),
    updateOther: (userId, { fields: values, ...changes }) =>
      data.unit(async () => {
        const before = await member(userId);
        await standing.mayTouch(userId);
        const given = Object.entries(changes).filter(
          ([key, value]) => value !== undefined && value !== before[key as 'name'],
        );
        if (given.length > 0) {
          if (await elsewhere(userId)) return refuse(errors.belongsElsewhere, { pointer: `/${given[0]![0]}` });
          await people.update(userId, changes);
        }
        if (values) await fields.setFields(userId, values);
        return inFull(userId);
      }),
    async profile(userId) {
      const { id, name, picture, bio, links, state } = await member(userId);
      if (state !== 'active') return nobody();
      return { id, name, picture, bio, links, fields: await fields.filled(userId, 'everyone') };
    },
    async pictureOf(userId) {
      const { picture, state } = await member(userId);
      if (state !== 'active' && !(await ctx.can('user.read'))) return undefined;
      return picture ?? undefined;
    },
  };
}
