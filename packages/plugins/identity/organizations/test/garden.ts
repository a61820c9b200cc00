// A plugin that lets schools decide things for themselves: one setting of every kind, and one that is the installation's.
import { definePlugin, organizationSettings } from '@lectern/kit';
import { defineContract, get, Nothing } from '@lectern/kit/contract';
import { z } from 'zod';

const gardenSettings = z.strictObject({
  beds: z
    .int()
    .min(1)
    .max(20)
    .default(3)
    .register(organizationSettings, { title: { en: 'Beds' } }),
  motto: z
    .string()
    .max(40)
    .default('')
    .register(organizationSettings, { title: { en: 'Motto' } }),
  season: z
    .enum(['spring', 'autumn'])
    .default('spring')
    .register(organizationSettings, { title: { en: 'Season' } }),
  watered: z
    .boolean()
    .default(false)
    .register(organizationSettings, { title: { en: 'Watered' } }),
  fence: z.boolean().default(false),
});
const Here = z.object({
  beds: z.number(),
  motto: z.string(),
  season: z.string(),
  watered: z.boolean(),
  fence: z.boolean(),
});

export const gardenContract = defineContract({
  id: 'garden',
  summary: 'A garden',
  operations: {
    look: get('/look', {
      summary: 'What holds in the garden of this school',
      needs: 'public',
      input: Nothing,
      output: Here,
      example: { input: {}, output: { beds: 3, motto: '', season: 'spring', watered: false, fence: false } },
    }),
  },
});
export const gardenPlugin = definePlugin({
  contract: gardenContract,
  settings: gardenSettings,
  service: () => ({}),
  handlers: (_, ctx) => ({ look: () => ctx.settingsHere() }),
});
