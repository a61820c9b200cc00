// What a school decides for itself, of what the plugins let it: it holds for the school and all below it.
import { get, Id, Line, put, remove } from '@lectern/kit/contract';
import { z } from 'zod';
import { errors } from './errors.ts';

const Words = z.record(z.string(), z.string()).describe('By language tag; `en` is always there');
export const SettingValue = z.union([z.boolean(), z.number(), z.string().max(2_000)]);
export const SchoolSetting = z.object({
  plugin: Line,
  key: Line,
  title: Words,
  hint: Words.nullable(),
  options: z.record(z.string(), Words).nullable().describe('Of one that is chosen from several, by value'),
  schema: z.record(z.string(), z.unknown()).describe('JSON Schema of the value'),
  value: SettingValue.describe('What holds in the school'),
  from: z
    .enum(['default', 'installation', 'environment', 'above', 'here'])
    .describe('Where that comes from; installation is lms.config.ts, above a school above this one'),
  above: Line.nullable().describe('Name of the school above, for who belongs to it'),
  lockedBy: Line.nullable().describe('Name of the school above that locked it, for who belongs to it'),
  locked: z.enum(['no', 'here', 'above']).describe('What is locked here holds for all schools below'),
});
export type SchoolSetting = z.infer<typeof SchoolSetting>;

const needs = { permission: 'organization.write' } as const;
const which = {
  organizationId: Id.optional().describe('A school below this one, for who looks after those; this one when absent'),
};
const one = z.object({ ...which, plugin: Line, key: Line });
const example: SchoolSetting = {
  plugin: 'auth',
  key: 'secondFactor',
  title: { en: 'Second step of signing in' },
  hint: null,
  options: { nobody: { en: 'For nobody' }, staff: { en: 'For who works here' }, everyone: { en: 'For everybody' } },
  schema: { type: 'string', enum: ['nobody', 'staff', 'everyone'], default: 'nobody' },
  value: 'staff',
  from: 'here',
  above: null,
  lockedBy: null,
  locked: 'no',
};
const input = { plugin: 'auth', key: 'secondFactor' };
export const settingOperations = {
  settings: get('/settings', {
    summary: 'What holds in a school, of what it may decide for itself',
    needs,
    input: z.object(which),
    output: z.object({
      items: z.array(SchoolSetting),
      hasSchools: z.boolean().describe('Whether there are schools below'),
      isBelow: z.boolean().describe('Whether there is a school above'),
    }),
    example: { input: {}, output: { items: [example], hasSchools: false, isBelow: false } },
  }),
  setSetting: put('/settings/:plugin/:key', {
    authored: 'settings',
    summary: 'Decide something for a school and those below it',
    needs,
    input: one.extend({ value: SettingValue }),
    output: SchoolSetting,
    errors: [errors.settingLocked],
    example: { input: { ...input, value: 'staff' }, output: example },
  }),
  unsetSetting: remove('/settings/:plugin/:key', {
    authored: 'settings',
    summary: 'Let hold again what comes from above',
    needs,
    input: one,
    output: SchoolSetting,
    example: { input, output: { ...example, value: 'nobody', from: 'default' } },
  }),
  lockSetting: put('/settings/:plugin/:key/lock', {
    authored: 'settings',
    summary: 'Let what holds in a school hold for all below it, whatever they have decided; or end that',
    needs,
    input: one.extend({ locked: z.boolean() }),
    output: SchoolSetting,
    errors: [errors.settingLocked],
    example: { input: { ...input, locked: true }, output: { ...example, locked: 'here' } },
  }),
};
