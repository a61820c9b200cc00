import { get, installationProblems, Line, Moment, Nothing, post } from '@lectern/kit/contract';
import { z } from 'zod';
import { manage, read } from './words.ts';

const Plugin = z.object({
  id: Line,
  summary: Line,
  version: Line.nullable(),
  state: z.enum(['on', 'off']),
  offSince: Moment.nullable(),
  offBy: Line.nullable().describe('Name of who switched it off'),
  essential: z.boolean().describe('A school cannot be without it'),
  needs: z.array(Line),
  neededBy: z.array(Line).describe('All that cannot work without it'),
  operations: z.number().int(),
  privileged: z.boolean().describe('It may see and change the whole installation'),
});
const plugin = z.object({ plugin: Line });
const Switched = z.object({ switched: z.array(Line).describe('Ids of plugins, in the order it was done') });

export const pluginOperations = {
  plugins: get('/plugins', {
    summary: 'Every plugin, whether it is on, and what depends on what',
    needs: read,
    input: Nothing,
    output: z.object({ items: z.array(Plugin) }),
    example: {
      input: {},
      output: {
        items: [
          {
            id: 'certificates',
            summary: 'Proof of what somebody has finished',
            version: '0.1.0',
            state: 'on',
            offSince: null,
            offBy: null,
            essential: false,
            needs: ['courses', 'users'],
            neededBy: [],
            operations: 12,
            privileged: false,
          },
        ],
      },
    },
  }),
  turnOff: post('/plugins/:plugin/off', {
    summary: 'Switch a plugin off for the whole installation; its data stays, its work waits',
    needs: manage,
    input: plugin.extend({
      withDependents: z.boolean().default(false).describe('And all that cannot work without it'),
    }),
    output: Switched,
    errors: [installationProblems.pluginNeeded, installationProblems.pluginEssential],
    example: { input: { plugin: 'live' }, output: { switched: ['live'] } },
  }),
  turnOn: post('/plugins/:plugin/on', {
    summary: 'Switch a plugin on again, with all that it needs',
    needs: manage,
    input: plugin,
    output: Switched,
    example: { input: { plugin: 'live' }, output: { switched: ['live'] } },
  }),
};
