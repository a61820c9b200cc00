// Addresses of the school's own.
import { Done, get, Moment, Nothing, post, remove } from '@lectern/kit/contract';
import { z } from 'zod';
import { errors } from './errors.ts';

/** A host name (RFC 1123) with at least one dot, or one below localhost; no port. */
export const Host = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(
    /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
    'A name such as school.example.org',
  );
export const Domain = z.object({
  host: z.string(),
  verifiedAt: Moment.nullable().describe('Until then it leads nowhere'),
  addedAt: Moment,
});
export type Domain = z.infer<typeof Domain>;

const needs = { permission: 'organization.write' } as const;
const example: Domain = {
  host: 'school.example.org',
  verifiedAt: '2026-11-02T09:00:00.000Z',
  addedAt: '2026-11-02T08:55:00.000Z',
};
export const domainOperations = {
  domains: get('/domains', {
    summary: 'Addresses of the school’s own',
    needs,
    input: Nothing,
    output: z.object({ items: z.array(Domain) }),
    example: { input: {}, output: { items: [example] } },
  }),
  addDomain: post('/domains', {
    summary: 'Claim an address',
    needs,
    input: z.object({ host: Host }),
    output: Domain,
    errors: [errors.domainTaken],
    example: { input: { host: 'school.example.org' }, output: { ...example, verifiedAt: null } },
  }),
  verifyDomain: post('/domains/:host/verify', {
    summary: 'Look whether the address leads here; from then on the school answers there',
    needs,
    input: z.object({ host: Host }),
    output: Domain,
    errors: [errors.domainElsewhere],
    example: { input: { host: 'school.example.org' }, output: example },
  }),
  removeDomain: remove('/domains/:host', {
    summary: 'Give an address up',
    needs,
    input: z.object({ host: Host }),
    output: Done,
    example: { input: { host: 'school.example.org' }, output: { done: true } },
  }),
  domainProof: get('/domains/proof', {
    summary: 'What shows to a server that it has reached itself',
    needs: 'public',
    input: z.object({ challenge: z.string().min(16).max(64) }),
    output: z.object({ proof: z.string() }),
    example: { input: { challenge: '0123456789abcdef' }, output: { proof: 'Zm9v' } },
  }),
};
