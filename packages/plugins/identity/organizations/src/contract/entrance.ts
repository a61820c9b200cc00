// Who comes in without being asked.
import { get, Moment, Nothing, patch, post } from '@lectern/kit/contract';
import { z } from 'zod';
import { errors } from './errors.ts';

/** What follows an @: `example.org`. */
const EmailDomain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(
    /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,62}$/,
    'What follows the @, such as example.org',
  );
export const MailDomain = z.object({
  domain: z.string(),
  verifiedAt: Moment.nullable().describe('When it was shown to be the school’s own'),
  joins: z.boolean().describe('Whoever confirms an address there belongs to the school from then on'),
  record: z.object({ name: z.string(), value: z.string() }).describe('The TXT record that shows whose it is'),
});
export type MailDomain = z.infer<typeof MailDomain>;
const given = {
  signUp: z.enum(['open', 'closed']),
  emailDomains: z
    .array(EmailDomain)
    .max(50)
    .describe('Who shows to have an address there may make an account, though sign-up be closed'),
};
export const Entrance = z.object({ ...given, domains: z.array(MailDomain) });
export type Entrance = z.infer<typeof Entrance>;

const needs = { permission: 'organization.write' } as const;
const domain: MailDomain = {
  domain: 'halden.example',
  verifiedAt: '2026-11-02T09:00:00.000Z',
  joins: true,
  record: { name: '_lectern.halden.example', value: 'lectern=Zm9v' },
};
const example: Entrance = { signUp: 'closed', emailDomains: ['halden.example'], domains: [domain] };

export const entranceOperations = {
  entrance: get('/entrance', {
    summary: 'Who may make an account here, and who comes in by their address',
    needs,
    input: Nothing,
    output: Entrance,
    example: { input: {}, output: example },
  }),
  setEntrance: patch('/entrance', {
    authored: 'entrance',
    summary: 'Say who may make an account here',
    needs,
    input: z.object(given).partial(),
    output: Entrance,
    errors: [errors.settingLocked],
    example: { input: { signUp: 'closed', emailDomains: ['halden.example'] }, output: example },
  }),
  verifyEmailDomain: post('/entrance/:domain/verify', {
    summary: 'Look whether a domain of addresses is the school’s own; from then on its people come in by themselves',
    description:
      'It is shown by a TXT record. Whoever confirms an address at the domain from then on, anywhere in the installation, belongs to the school.',
    needs,
    input: z.object({ domain: EmailDomain }),
    output: Entrance,
    errors: [errors.mailDomainNotShown],
    example: { input: { domain: 'halden.example' }, output: example },
  }),
};
