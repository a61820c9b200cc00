import type { AuthContext } from '../context.ts';
import { addProvider, allProviders } from './queries.ts';

/** Turned off, for nobody is at that address (RFC 2606): the demo shows what an owner would see, and no button leads there. */
export async function seedProvider({ data, id, now }: AuthContext): Promise<void> {
  if ((await data.all(allProviders, {})).length > 0) return;
  await data.run(addProvider, {
    id: id(),
    kind: 'oidc',
    name: 'Halden Works',
    issuer: 'https://id.halden.example',
    clientId: 'lectern',
    clientSecret: '',
    details: {},
    domains: ['halden-works.example'],
    admits: 'learner',
    trusted: false,
    required: false,
    button: true,
    enabled: false,
    createdAt: now(),
  });
}
