// Two plugins with one setting of every kind, which they read when they are asked; the second has a rule across its settings.
import { definePlugin, installationSettings, organizationSettings } from '@lectern/kit';
import { defineContract, get, Nothing, service } from '@lectern/kit/contract';
import { z } from 'zod';

const pondSettings = z.strictObject({
  depth: z
    .int()
    .min(1)
    .max(20, 'at most 20 metres')
    .default(2)
    .register(installationSettings, { title: { en: 'Depth' }, hint: { en: 'In metres' } }),
  fishKinds: z.array(z.string().min(1)).default(['carp']).describe('What swims in it'),
  shape: z.enum(['round', 'long']).default('round'),
  pumps: z.array(z.object({ watts: z.number() })).default([{ watts: 20 }]),
  feederKey: z
    .string()
    .min(8)
    .optional()
    .register(installationSettings, { title: { en: 'Key of the feeder' }, secret: true }),
  pump: z
    .string()
    .default('')
    .register(installationSettings, { title: { en: 'Program of the pump' }, machine: true }),
  frozen: z
    .boolean()
    .default(false)
    .register(organizationSettings, { title: { en: 'Frozen' } }),
});
const Here = z.object({
  depth: z.number(),
  fishKinds: z.array(z.string()),
  shape: z.string(),
  fed: z.string(),
  frozen: z.boolean(),
});

export const pondContract = defineContract({
  id: 'pond',
  summary: 'A pond',
  operations: {
    look: get('/look', {
      summary: 'What holds in the pond',
      needs: 'public',
      input: Nothing,
      output: Here,
      example: { input: {}, output: { depth: 2, fishKinds: [], shape: 'round', fed: '', frozen: false } },
    }),
  },
});
export const pondPlugin = definePlugin({
  contract: pondContract,
  settings: pondSettings,
  service: () => ({}),
  handlers: (_, ctx) => ({
    look: async () => {
      const { depth, fishKinds, shape, feederKey = '' } = ctx.settings;
      return { depth, fishKinds, shape, fed: feederKey, frozen: (await ctx.settingsHere()).frozen };
    },
  }),
});

export const wellPlugin = definePlugin({
  contract: defineContract({ id: 'well', summary: 'A well', operations: {} }),
  // A school of tests has a plugin and what that needs.
  needs: { admin: service<unknown>('admin'), pond: service<unknown>('pond') },
  settings: z
    .object({ depth: z.int().default(4), width: z.int().default(1) })
    .refine(({ depth, width }) => depth <= width * 8, {
      error: 'a well is at most eight times as deep as wide',
      path: ['depth'],
    }),
  service: () => ({}),
  handlers: () => ({}),
});
