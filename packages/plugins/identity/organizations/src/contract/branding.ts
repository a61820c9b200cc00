// How the school looks.
import { Done, raw, remove } from '@lectern/kit/contract';
import { z } from 'zod';
import { errors } from './errors.ts';

const On = z.enum(['light', 'dark']).describe('The surroundings it is for');
const needs = { permission: 'organization.write' } as const;

export const brandingOperations = {
  logo: raw('GET', '/logo/:on', {
    inMaintenance: true,
    summary: 'The logo of the school',
    needs: 'public',
    input: z.object({
      on: On,
      v: z.string().max(100).optional().describe('Part of its digest: it may be kept for good'),
    }),
    produces: ['image/png', 'image/jpeg', 'image/webp'],
    example: { input: { on: 'light' } },
  }),
  setLogo: raw('PUT', '/logo/:on', {
    authored: 'current',
    summary: 'Give the school a logo',
    description: 'PNG, JPEG or WebP, judged by its bytes. SVG is refused: it can hold scripts and ask other servers.',
    needs,
    input: z.object({ on: On }),
    accepts: ['image/png', 'image/jpeg', 'image/webp'],
    produces: ['application/json'],
    limit: 524_288,
    example: { input: { on: 'light' } },
    errors: [errors.notAPicture],
  }),
  removeLogo: remove('/logo/:on', {
    authored: 'current',
    summary: 'Take the logo away',
    needs,
    input: z.object({ on: On }),
    output: Done,
    example: { input: { on: 'light' }, output: { done: true } },
  }),
};
