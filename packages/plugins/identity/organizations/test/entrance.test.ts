import { accessPlugin } from '@lectern/access';
import { authPlugin } from '@lectern/auth';
import { authContract } from '@lectern/auth/contract';
import { type TestSchool, testScenarios } from '@lectern/server/testing';
import { usersPlugin } from '@lectern/users';
import { expect } from 'vitest';
import { organizationsContract } from '../src/contract.ts';
import { organizationsPlugin } from '../src/plugin.ts';

const { current, setEntrance, removeLogo } = organizationsContract.operations;
const { signUp } = authContract.operations;
const password = 'a long enough sentence';

/** From here on the school sends mail. */
const sendsMail = (school: TestSchool) => {
  Object.defineProperty(school.server.mail, 'delivers', { value: true });
  Object.defineProperty(school.server.mail, 'send', { value: async () => {} });
};
/** 1 x 1, transparent. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

testScenarios(
  organizationsPlugin,
  (test) => {
    test('a closed school takes who shows to have an address of its own, and nobody else', async (school) => {
      const [owner, visitor] = [await school.person('owner'), await school.person('visitor')];
      await owner.call(setEntrance, { signUp: 'closed', emailDomains: ['Halden.example', 'halden.example'] });
      expect(await visitor.call(current)).toMatchObject({ signUp: 'closed', welcomesAddresses: true });
      const ben = { name: 'Ben', email: 'ben@HALDEN.example', password };
      // Anybody could say so: only a mail shows that it is theirs.
      await visitor.refused(signUp, ben, 'auth.sign_up_closed');
      sendsMail(school);
      expect(await visitor.call(signUp, { name: 'Ben', email: 'ben@halden.example' })).toMatchObject({ next: 'mail' });
      for (const email of ['ben@elsewhere.example', 'ben@nothalden.example', 'halden.example@elsewhere.example'])
        await visitor.refused(signUp, { name: 'Ben', email }, 'auth.sign_up_closed');
    });

    // Judged by its name the page of a stranger would be served as a picture from our own address.
    test('a logo is a picture by its bytes, and everybody sees it', async (school) => {
      const [owner, visitor] = [await school.person('owner'), await school.person('visitor')];
      const put = async (body: BodyInit) =>
        (await owner.fetch('/api/organizations/logo/light', { method: 'PUT', body })).status;
      expect(await put('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')).toBe(415);
      expect(await put('GIF89a and nothing else')).toBe(415);
      expect(await put(new Uint8Array(600_000))).toBe(413);
      expect((await visitor.call(current)).logo).toBeNull();
      expect(await put(new Uint8Array(png))).toBe(200);
      const address = (await visitor.call(current)).logo;
      const shown = await visitor.fetch(address!);
      expect(Object.fromEntries(shown.headers)).toMatchObject({
        'content-type': 'image/png',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
        'cache-control': 'public, max-age=31536000, immutable',
      });
      expect(Buffer.from(await shown.arrayBuffer())).toEqual(png);
      await owner.call(removeLogo, { on: 'light' });
      expect([(await visitor.fetch(address!)).status, (await visitor.call(current)).logo]).toEqual([404, null]);
    });
  },
  { among: [organizationsPlugin, usersPlugin, accessPlugin, authPlugin] },
);
