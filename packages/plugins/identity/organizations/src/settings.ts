import { z } from 'zod';

export const organizationsSettings = z.object({
  /** Schools answer at their address below these names: `north.school.example.org`. DNS leads them all here (*). */
  below: z
    .array(z.string().toLowerCase().min(1).max(200))
    .default([])
    .describe('Names below which every school has its address, such as school.example.org'),
});
export type OrganizationsSettings = z.output<typeof organizationsSettings>;
