import { runInScope } from '@lectern/kit';
import type { TestPerson, TestSchool } from '@lectern/server/testing';

/** The same person with a key of another school. */
export async function insideSchool(school: TestSchool, person: TestPerson, org: string) {
  const { host, database, fetch } = school.server;
  const actor = { kind: 'person', id: person.id } as const;
  const auth = host.serviceOf('auth') as { keys: { create(name: string, call: object): Promise<{ key: string }> } };
  const { key } = await runInScope({ actor, org, request: 'test', via: 'kernel' }, () =>
    database.unit(() => auth.keys.create('test', { actor, org })),
  );
  const ask = async (method: string, path: string, body?: object) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    const answer = await fetch(new Request(`http://school.test/api${path}`, init));
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  return {
    send: ask,
    get: (path: string) => ask('GET', path),
    put: (path: string, body: object) => ask('PUT', `/organizations${path}`, body),
    remove: (path: string) => ask('DELETE', `/organizations${path}`),
  };
}
