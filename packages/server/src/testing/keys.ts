// Somebody in an organization, asking as programs do: over the network, with a key.
import { type Actor, runInScope } from '@lectern/kit';
import type { TestPerson, TestSchool } from './school.ts';

interface Keys {
  readonly keys: { create(name: string, call: { actor: Actor; org: string }): Promise<{ key: string }> };
}

/** @returns `fetch` of this person, with a key of the organization */
export async function withKeyIn(school: TestSchool, org: string, person: string): Promise<TestPerson['fetch']> {
  const { host, database } = school.server;
  const actor: Actor = { kind: 'person', id: person };
  const { keys } = host.serviceOf('auth') as Keys;
  const made = await runInScope({ actor, org, request: 'key', via: 'kernel' }, () =>
    database.unit(() => keys.create('A test', { actor, org })),
  );
  return (path, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${made.key}`);
    return school.server.fetch(new Request(`http://school.test${path}`, { ...init, headers }));
  };
}
