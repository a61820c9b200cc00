import { get, Id, installationProblems, Line, Moment, Nothing, post, put, remove } from '@lectern/kit/contract';
import { z } from 'zod';
import { manage, read, Words } from './words.ts';

const Text = z.string().max(4_000);
export const Value = z.union([z.boolean(), z.number(), Text, z.array(Text).max(1_000)]);
export const Setting = z.object({
  plugin: Line,
  key: Line,
  title: Words,
  hint: Words.nullable(),
  options: z.record(z.string(), Words).nullable().describe('Of one that is chosen from several, by value'),
  kind: z
    .enum(['yes-no', 'number', 'text', 'choice', 'list', 'parts'])
    .describe('`parts`: it has parts of its own and is written in lms.config.ts'),
  schema: z.record(z.string(), z.unknown()).describe('JSON Schema of the value'),
  value: Value.nullable().describe('What holds; null where nothing is set, where it is secret or has parts'),
  isSet: z.boolean(),
  secret: z.boolean(),
  machine: z.boolean().describe('It names something on the machine, and is set there'),
  from: z.enum(['default', 'file', 'environment', 'here']).describe('`environment` wins over all others'),
  variable: Line.describe('The variable of the environment that would say it'),
  schoolsDecide: z.boolean().describe('Schools below may decide otherwise'),
});
const Change = z.object({
  id: Id,
  plugin: Line,
  key: Line,
  title: Words,
  from: Value.nullable().describe('Null: what it is without being set here'),
  to: Value.nullable(),
  secret: z.boolean(),
  at: Moment,
  by: Line.nullable().describe('Name of who did it'),
  undoes: Id.nullable(),
  latest: z.boolean().describe('Nothing changed it since: it can be undone'),
});

const which = z.object({ plugin: Line, key: Line });
const setting: z.infer<typeof Setting> = {
  plugin: 'media',
  key: 'largestFile',
  title: { en: 'Largest file' },
  hint: { en: 'In bytes' },
  options: null,
  kind: 'number',
  schema: { type: 'integer' },
  value: 4_000_000_000,
  isSet: true,
  secret: false,
  machine: false,
  from: 'default',
  variable: 'LECTERN_MEDIA_LARGEST_FILE',
  schoolsDecide: false,
};
const { settingPinned, settingInFile, settingChangedSince } = installationProblems;

export const settingOperations = {
  settings: get('/settings', {
    summary: 'Every setting of every plugin, what holds, and where that comes from',
    needs: read,
    input: Nothing,
    output: z.object({ items: z.array(Setting) }),
    example: { input: {}, output: { items: [setting] } },
  }),
  setSetting: put('/settings/:plugin/:key', {
    summary: 'Set something for the whole installation; holds at once',
    needs: manage,
    input: which.extend({ value: Value }),
    output: Setting,
    errors: [settingPinned, settingInFile],
    secret: ['value'],
    example: {
      input: { plugin: 'media', key: 'largestFile', value: 2_000_000_000 },
      output: { ...setting, value: 2_000_000_000, from: 'here' },
    },
  }),
  unsetSetting: remove('/settings/:plugin/:key', {
    summary: 'Let hold again what the file says, or the default',
    needs: manage,
    input: which,
    output: Setting,
    errors: [settingPinned, settingInFile],
    example: { input: { plugin: 'media', key: 'largestFile' }, output: setting },
  }),
  settingHistory: get('/settings/history', {
    summary: 'Who changed which setting, when, from what to what',
    needs: read,
    input: z.object({
      plugin: Line.optional(),
      key: Line.optional(),
      cursor: z.string().max(500).optional().describe('`next` of the page before'),
      limit: z.number().int().min(1).max(100).default(20),
    }),
    output: z.object({ items: z.array(Change), next: z.string().nullable() }),
    example: {
      input: {},
      output: {
        items: [
          {
            id: '0199a3c2-7a51-7000-8f1e-3b5a0c3f2d11',
            plugin: 'media',
            key: 'largestFile',
            title: { en: 'Largest file' },
            from: null,
            to: 2_000_000_000,
            secret: false,
            at: '2026-11-23T08:00:00.000Z',
            by: 'Solveig Brandt',
            undoes: null,
            latest: true,
          },
        ],
        next: null,
      },
    },
  }),
  undoSetting: post('/settings/history/:changeId/undo', {
    summary: 'Set again what was before a change',
    needs: manage,
    input: z.object({ changeId: Id }),
    output: Setting,
    errors: [settingPinned, settingInFile, settingChangedSince],
    example: { input: { changeId: '0199a3c2-7a51-7000-8f1e-3b5a0c3f2d11' }, output: setting },
  }),
};
