// A browser or a program at an address of its own, over HTTP in memory.
import type { IncomingMessage } from 'node:http';
import { accessPlugin } from '@lectern/access';
import type { BuiltInRole } from '@lectern/kit';
import { organizationsPlugin } from '@lectern/organizations';
import type { TestSchool } from '@lectern/server/testing';
import { usersPlugin } from '@lectern/users';
import { authPlugin } from '../src/plugin.ts';

export const identityWing = { among: [organizationsPlugin, usersPlugin, accessPlugin, authPlugin] };

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of an answer
  readonly body: any;
}
export interface Browser {
  cookie: string | undefined;
  send(method: string, path: string, body?: object): Promise<Answer>;
}
export interface Place {
  readonly address?: string;
  readonly cookie?: string | undefined;
  readonly key?: string;
}

export function browser(school: TestSchool, { address, cookie, key }: Place = {}): Browser {
  const self: Browser = {
    cookie,
    async send(method, path, body) {
      const headers: Record<string, string> = {
        host: 'school.test',
        ...(body && { 'content-type': 'application/json' }),
        ...(self.cookie !== undefined && { cookie: `theme=dark; lectern_session=${self.cookie}` }),
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
      };
      const request = new Request(`http://school.test/api${path}`, {
        method,
        headers,
        ...(body && { body: JSON.stringify(body) }),
      });
      const incoming = { headers, socket: { remoteAddress: address } } as unknown as IncomingMessage;
      const response = await school.server.fetch(request, address === undefined ? {} : { incoming });
      for (const set of response.headers.getSetCookie()) {
        const [, value = ''] = /^lectern_session=([^;]*);/.exec(set) ?? [];
        self.cookie = value === '' ? undefined : value;
      }
      return { status: response.status, body: await response.json() };
    },
  };
  return self;
}

export const password = 'a long sentence';

/** Somebody who can sign in, in a browser that is not signed in. */
export async function account(school: TestSchool, name: string, role?: BuiltInRole) {
  const person = await school.person(role ?? 'learner', name);
  const auth = school.server.host.serviceOf('auth') as { setPassword(userId: string, password: string): Promise<void> };
  await school.inside(() => auth.setPassword(person.id, password));
  return { ...person, credentials: { email: person.email, password } };
}
export async function signedIn(school: TestSchool, name: string, role?: BuiltInRole) {
  const person = await account(school, name, role);
  const own = browser(school);
  const answer = await own.send('POST', '/auth/sign-in', person.credentials);
  if (answer.status !== 200) throw new Error(`${name} could not sign in: ${answer.body.code}`);
  return { ...person, browser: own };
}
/** Who the browser is, to the school. */
export const whoami = async (subject: Browser): Promise<string | undefined> =>
  (await subject.send('GET', '/auth/session')).body.person?.name;

/** The school takes no sign-ups from now on. */
export async function closed(school: TestSchool): Promise<void> {
  const organizations = school.server.host.serviceOf('organizations') as { update(changes: object): Promise<unknown> };
  await school.inside(() => school.server.database.unit(() => organizations.update({ signUp: 'closed' })));
}
