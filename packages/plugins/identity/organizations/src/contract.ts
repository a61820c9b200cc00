import { defineContract, event, get, Id, Language, Line, Nothing, patch, service } from '@lectern/kit/contract';
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

export const organizationChanged = event('organization.changed', z.object({ organizationId: Id }));

export interface OrganizationsService {
  /** The organization of the scope. @throws Error before the school is initialised */
  current(): Promise<Organization>;
  /** Makes the default organization, outside any scope, when there is none. @returns its id */
  ensureDefault(given: { name: string; locale?: string | undefined }): Promise<string>;
  /** The organization of whoever names none, outside any scope; undefined before the school is initialised. */
  defaultId(): Promise<string | undefined>;
  /** Of every organization, outside any scope. */
  ids(): Promise<string[]>;
  isMember(userId: string): Promise<boolean>;
  join(userId: string): Promise<void>;
}
export const organizationsService = service<OrganizationsService>('organizations');

const halden: Organization = {
  id: 'org-1',
  name: 'Halden Evening School',
  summary: 'Evening courses for curious people.',
  locale: 'en',
  brandHue: 205,
  signUp: 'open',
};

export const organizationsContract = defineContract({
  id: 'organizations',
  summary: 'The school itself',
  service: organizationsService,
  permissions: { 'organization.write': { summary: 'Change name, language and colour of the school', roles: [] } },
  events: { organizationChanged },
  operations: {
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
  },
});
