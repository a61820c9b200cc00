// The school itself.
import { get, Id, Language, Line, Nothing, patch } from '@lectern/kit/contract';
import { z } from 'zod';

export const Organization = z.object({
  id: Id,
  name: Line,
  summary: z.string().max(500).describe('One or two sentences on the front page'),
  locale: Language,
  brandHue: z.number().int().min(0).max(360).describe('OKLCH hue of the accent'),
  signUp: z.enum(['open', 'closed']),
});
export type Organization = z.infer<typeof Organization>;

export const halden: Organization = {
  id: 'org-1',
  name: 'Halden Evening School',
  summary: 'Evening courses for curious people.',
  locale: 'en',
  brandHue: 205,
  signUp: 'open',
};

export const organizationOperations = {
  current: get('/current', {
    summary: 'The school',
    needs: 'public',
    input: Nothing,
    output: Organization,
    example: { input: {}, output: halden },
  }),
  update: patch('/current', {
    summary: 'Change the school',
    needs: { permission: 'organization.write' },
    input: Organization.omit({ id: true }).partial(),
    output: Organization,
    example: { input: { name: 'Halden Evening School' }, output: halden },
  }),
};
