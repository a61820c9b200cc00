// The school itself.
import { get, Id, Language, Line, Nothing, patch } from '@lectern/kit/contract';
import { z } from 'zod';
import { errors } from './errors.ts';

const zones = new Map<string, boolean>();
/** IANA, as the platform knows them; an unknown one throws in `Intl`, which costs too much to ask every time. */
function isTimeZone(name: string): boolean {
  const known = zones.get(name);
  if (known !== undefined) return known;
  let right = true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    right = false;
  }
  if (zones.size < 1_000) zones.set(name, right);
  return right;
}
export const TimeZone = z.string().max(64).refine(isTimeZone, 'A time zone such as Europe/Oslo');

export const Organization = z.object({
  id: Id,
  name: Line,
  summary: z.string().max(500).describe('One or two sentences on the front page'),
  locale: Language,
  timeZone: TimeZone,
  brandHue: z.number().int().min(0).max(360).describe('OKLCH hue of the accent'),
  signUp: z.enum(['open', 'closed']),
  welcomesAddresses: z
    .boolean()
    .describe('Whoever has an address of certain domains may make an account though it be closed'),
  logo: z.string().nullable().describe('Address of the logo, below the address of the site'),
  darkLogo: z.string().nullable().describe('Of the one for dark surroundings'),
});
export type Organization = z.infer<typeof Organization>;

export const halden: Organization = {
  id: 'org-1',
  name: 'Halden Evening School',
  summary: 'Evening courses for curious people.',
  locale: 'en',
  timeZone: 'Europe/Oslo',
  brandHue: 205,
  signUp: 'open',
  welcomesAddresses: false,
  logo: null,
  darkLogo: null,
};

const needs = { permission: 'organization.write' } as const;
export const organizationOperations = {
  current: get('/current', {
    inMaintenance: true,
    summary: 'The school',
    needs: 'public',
    input: Nothing,
    output: Organization,
    example: { input: {}, output: halden },
  }),
  update: patch('/current', {
    authored: 'current',
    summary: 'Change the school',
    needs,
    input: Organization.omit({ id: true, logo: true, darkLogo: true, welcomesAddresses: true }).partial(),
    output: Organization,
    errors: [errors.settingLocked],
    example: { input: { name: 'Halden Evening School' }, output: halden },
  }),
};
