// A file of people through the public door: what is found in it, what becomes of each row, and that a second time changes nothing.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessPlugin } from '@lectern/access';
import { accessService } from '@lectern/access/contract';
import { authPlugin } from '@lectern/auth';
import { organizationsPlugin } from '@lectern/organizations';
import { organizationsContract, organizationsService } from '@lectern/organizations/contract';
import { type TestPerson, type TestSchool, testScenarios } from '@lectern/server/testing';
import { expect } from 'vitest';
import type { z } from 'zod';
import { type Import, usersContract, usersService } from '../src/contract.ts';
import { usersPlugin } from '../src/plugin.ts';

const {
  runImport,
  readImport,
  import: find,
  imports,
  importReport,
  cancelImport,
  removeImport,
  addField,
  list,
  get,
} = usersContract.operations;
type Asked = Omit<z.input<typeof runImport.spec.input>, 'importId'>;
/** Real files of Moodle and OneRoster, where they are. */
const corpora = process.env.LMS_CORPORA ?? join(import.meta.dirname, '../../../../../../shared/corpora');
const among = [organizationsPlugin, usersPlugin, accessPlugin, authPlugin];

async function handIn(by: TestPerson, file: string | Uint8Array, name = 'people.csv'): Promise<Import> {
  const answer = await by.fetch(`/api/users/imports?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    body: file as BodyInit,
  });
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Import;
}
async function imported(
  school: TestSchool,
  by: TestPerson,
  file: string | Uint8Array,
  asked: Asked = {},
): Promise<Import> {
  const { id } = await handIn(by, file);
  await by.call(runImport, { importId: id, ...asked });
  await school.work();
  return by.call(find, { importId: id });
}
const reasons = async (by: TestPerson, { id }: Import) =>
  (await by.call(importReport, { importId: id })).items.map(
    ({ line, column, reason }) => `${line} ${column}: ${reason}`,
  );
const report = async (by: TestPerson, { id }: Import) => (await by.call(importReport, { importId: id })).items;
/** Another school of the installation. */
async function northOf(school: TestSchool): Promise<<T>(work: () => Promise<T>) => Promise<T>> {
  const owner = await school.person('owner');
  const { create } = organizationsContract.operations;
  const { id } = await owner.call(create, { name: 'North', address: 'north' });
  return (work) => school.server.inside(() => school.server.database.unit(work), { org: id });
}
/** Whoever has an account with this address, by whichever school. */
const calls = async (school: TestSchool, email: string, method: string, path: string): Promise<unknown> => {
  const headers = { 'lectern-as': email };
  const request = new Request(`http://school.test/api${path}`, { method, headers });
  return (await school.server.fetch(request, { local: true })).json();
};
/** Every row that says something of people, to compare. */
async function everything(school: TestSchool): Promise<unknown> {
  const tables = [
    'users',
    'memberships',
    'external_ids',
    'person_field_values',
    'role_assignments',
    'passwords',
    'departures',
  ];
  return school.inside(() =>
    school.server.database.unit(async () => {
      const all: Record<string, unknown> = {};
      for (const table of tables) {
        const rows = await school.server.database.rawAll(`select * from ${table}`);
        all[table] = rows.map((row) => JSON.stringify(row)).sort();
      }
      return all;
    }),
  );
}
const counts = (one: Import) => Object.fromEntries(Object.entries(one.counts).filter(([, count]) => count > 0));
const header = 'email,first name,last name,role,state,id number,Language\n';

testScenarios(
  usersPlugin,
  (test) => {
    test('people of a file are created, and what was found in it is said', async (school) => {
      const owner = await school.person('owner');
      const file = `E-Mail;Vorname;Nachname;Klasse\r\nJose@Example.org;José;Müller;7b\r\nsoren@example.org;Søren;Ærø;7c\r\n`;
      const latin = Uint8Array.from(file, (char) => char.charCodeAt(0));
      const found = await handIn(owner, latin);
      expect(found).toMatchObject({ state: 'ready', encoding: 'windows-1252', delimiter: ';', rows: 0, kept: true });
      expect(found.columns).toEqual([
        { header: 'E-Mail', target: 'email' },
        { header: 'Vorname', target: null },
        { header: 'Nachname', target: null },
        { header: 'Klasse', target: null },
      ]);
      expect(found.sample[0]).toEqual(['Jose@Example.org', 'José', 'Müller', '7b']);
      await school.events();
      await owner.call(runImport, {
        importId: found.id,
        columns: ['email', 'firstName', 'lastName', null],
        locale: 'de',
      });
      await school.work();
      const done = await owner.call(find, { importId: found.id });
      expect(done).toMatchObject({ state: 'done', rows: 2, fraction: 1, kept: false, stopped: null, error: null });
      expect(counts(done)).toEqual({ created: 2 });
      expect((await school.events()).filter(({ name }) => name === 'user.joined')).toHaveLength(2);
      const { items } = await owner.call(list, { search: 'jose' });
      expect(items).toMatchObject([{ name: 'José Müller', email: 'jose@example.org', locale: 'de', state: 'active' }]);
    });

    test('the same file again changes nothing, not one row', async (school) => {
      const owner = await school.person('owner');
      await owner.call(addField, { label: 'Cohort', type: 'text' });
      const file = `${header.trim()},cohort\nana@x.org,Ana,Ibarra,teacher,active,n1,pt_br,=A\nben@x.org,Ben,O'Hara,student,suspended,n2,-,B\ncem@x.org,Cem,Çelik,,,,,\n`;
      expect(counts(await imported(school, owner, file))).toEqual({ created: 3, suspended: 1 });
      const before = await everything(school);
      await school.events();
      school.advance({ days: 1 });
      for (const key of ['email', 'externalId'] as const) {
        const again = await imported(school, owner, key === 'email' ? file : file.replace(/cem.*\n/, ''), { key });
        expect(counts(again)).toEqual({ unchanged: key === 'email' ? 3 : 2 });
      }
      expect(await everything(school)).toEqual(before);
      expect(await school.events()).toEqual([]);
    });

    test('a row changes what it says, an empty cell leaves and a hyphen empties', async (school) => {
      const owner = await school.person('owner');
      await owner.call(addField, { label: 'Cohort', type: 'text' });
      await imported(
        school,
        owner,
        'email,name,locale,cohort,externalid\nana@x.org,Ana,en,A,1\nben@x.org,Ben,en,B,2\n',
      );
      const done = await imported(
        school,
        owner,
        'externalid,email,name,locale,cohort\n1,ana.ibarra@x.org,Ana Ibarra,,-\n2,,,-,\n',
        { key: 'externalId' },
      );
      expect(counts(done)).toEqual({ updated: 2 });
      const { items } = await owner.call(list, { search: 'x.org' });
      expect(items.filter(({ email }) => email.endsWith('x.org'))).toMatchObject([
        { name: 'Ana Ibarra', email: 'ana.ibarra@x.org', locale: 'en' },
        { name: 'Ben', email: 'ben@x.org', locale: null },
      ]);
      const fields = await Promise.all(items.map(({ id }) => owner.call(get, { userId: id })));
      expect(fields.map((one) => one.fields[0]!.value).sort()).toEqual(['B', null]);
    });

    test('people are suspended, restored and removed by their state', async (school) => {
      const owner = await school.person('owner');
      const rows = (...states: string[]) =>
        `email,name,state\n${states.map((state, i) => `p${i}@x.org,P${i},${state}`).join('\n')}\n`;
      await imported(school, owner, rows('', '', '', ''));
      expect(counts(await imported(school, owner, rows('suspended', 'removed', 'inactive', '')))).toEqual({
        updated: 3,
        unchanged: 1,
        suspended: 2,
        removed: 1,
      });
      // Who is in the file without a state is here again after being removed; who is suspended stays so.
      expect(counts(await imported(school, owner, rows('', '', 'active', 'tobedeleted')))).toEqual({
        updated: 3,
        unchanged: 1,
        restored: 2,
        removed: 1,
      });
      expect(counts(await imported(school, owner, rows('', '', '', 'removed')))).toEqual({ unchanged: 4 });
    });

    test('every refused row is told with its line, its column and the reason, and comes back as a file', async (school) => {
      const owner = await school.person('owner');
      const file = [
        'email,name,locale,timezone,state,password',
        'good@x.org,Good,,,,a long enough one',
        'no address,Bad,,,,a long enough one',
        'lang@x.org,"=HYPERLINK(""http://evil"")",english language,,,a long enough one',
        'zone@x.org,Z,,Mars/Olympus,,',
        'state@x.org,S,,,maybe,',
        'Good@x.org,Twice,,,,',
        'nameless@x.org,,,,,',
        ',Nobody,,,,',
        'many@x.org,M,,,,,,surplus',
        'nul@x.org,N\0,,,,',
        '',
      ].join('\r\n');
      const done = await imported(school, owner, file);
      expect(counts(done)).toEqual({ created: 1, refused: 9 });
      expect(await reasons(owner, done)).toEqual([
        '3 email: This is no e-mail address.',
        '4 locale: This is no language tag such as en or pt-BR.',
        '5 timezone: This is no time zone of the IANA database, such as Europe/Oslo.',
        '6 state: A state is one of: active, suspended, removed.',
        '7 null: An earlier row is about the same person.',
        '8 name: A new account needs a name.',
        '9 email: There is no e-mail address in this row.',
        '10 null: This row has 8 cells and the header 6. Is a quotation mark missing?',
        '11 name: This cell has characters that cannot be read: is the encoding right?',
      ]);
      const refused = await owner.fetch(`/api/users/imports/${done.id}/refused.csv`);
      expect(refused.headers.get('content-disposition')).toContain('people-refused.csv');
      const text = await refused.text();
      expect(text).toContain(`"'=HYPERLINK(""http://evil"")"`);
      expect(text).not.toContain('a long enough one');
      // Mended and run again.
      const mended = text
        .replace('no address', 'address@x.org')
        .replace('english language', 'en')
        .replace('Mars/Olympus', 'Europe/Oslo')
        .replace('maybe', 'active');
      const again = await imported(school, owner, mended);
      expect(counts(again)).toEqual({ created: 5, updated: 1, refused: 3 });
      expect((await owner.call(list, { search: 'lang' })).items).toMatchObject([{ name: '=HYPERLINK("http://evil")' }]);
      expect(again.columns.at(-1)).toEqual({ header: 'reason', target: null });
    });

    test('a dry run says what the run would do and leaves nothing', async (school) => {
      const owner = await school.person('owner');
      await imported(school, owner, 'email,name\nana@x.org,Ana\n');
      const before = await everything(school);
      await school.events();
      const file = 'email,name,state,role\nana@x.org,Ana Ibarra,,teacher\nben@x.org,Ben,suspended,\nbad,,,\n';
      const { id } = await handIn(owner, file);
      await owner.call(runImport, { importId: id, dryRun: true });
      await school.work();
      const tried = await owner.call(find, { importId: id });
      expect(tried).toMatchObject({ state: 'done', dryRun: true, kept: true, rows: 3 });
      expect(await everything(school)).toEqual(before);
      expect(await school.events()).toEqual([]);
      await owner.call(runImport, { importId: id });
      await school.work();
      const done = await owner.call(find, { importId: id });
      expect(done.counts).toEqual(tried.counts);
      expect(counts(done)).toEqual({ created: 1, updated: 1, refused: 1, suspended: 1 });
    });

    test('a file of Moodle is understood without a word', async (school) => {
      const owner = await school.person('owner');
      await owner.call(addField, { label: 'House', type: 'text', key: 'house' });
      const file =
        'username,password,firstname,lastname,email,course1,profile_field_house,suspended,deleted\njonest,verysecret,Tom,Jones,jonest@example.com,math102,North,0,0\nreznor,short,Trent,Reznor,reznor@example.com,math102,,1,\n';
      const done = await imported(school, owner, file);
      expect(done.columns.filter(({ target }) => target === null).map((one) => one.header)).toEqual(['course1']);
      expect(counts(done)).toEqual({ created: 2, suspended: 1, noted: 1 });
      expect(await reasons(owner, done)).toEqual([
        '3 password: This password is too short to be taken: the account has none.',
      ]);
      const { items } = await owner.call(list, { search: 'jones' });
      expect((await owner.call(get, { userId: items[0]!.id })).fields).toMatchObject([
        { key: 'house', value: 'North' },
      ]);
      const signedIn = await owner.fetch('/api/auth/sign-in', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'jonest@example.com', password: 'verysecret' }),
      });
      expect([200, 201]).toContain(signedIn.status);
    });

    for (const [file, created] of [
      ['moodle-csv/upload_users.csv', 2],
      ['moodle-csv/upload_users_cohorts.csv', 4],
      ['oneroster-csv/oneroster-1.1-catalyst/users.csv', 6],
    ] as const)
      test(`${file} is imported without a mapping${existsSync(join(corpora, file)) ? '' : ' (not here: skipped)'}`, async (school) => {
        if (!existsSync(join(corpora, file))) return;
        const owner = await school.person('owner');
        expect(counts(await imported(school, owner, readFileSync(join(corpora, file))))).toMatchObject({ created });
      });

    // Two guards: a column that is prepared is not asked of who is here, and a hash that is there is not written over.
    test('the password of an account that is there is never changed', async (school) => {
      const owner = await school.person('owner');
      await imported(school, owner, 'email,name,password\nana@x.org,Ana,her first password\n');
      const before = await everything(school);
      expect(counts(await imported(school, owner, 'email,name,password\nana@x.org,Ana,another password\n'))).toEqual({
        unchanged: 1,
      });
      expect(await everything(school)).toEqual(before);
    });

    test('an owner and whoever imports are left alone, and nobody becomes an owner', async (school) => {
      const owner = await school.person('owner', 'Olga');
      const other = await school.person('owner', 'Second Owner');
      const file = `email,name,state,role\n${owner.email},,suspended,\n${other.email},Renamed,,\nnew@x.org,New,,owner\nadmin@x.org,Admin,,administrator\n`;
      const done = await imported(school, owner, file);
      expect(counts(done)).toEqual({ refused: 3, created: 1, noted: 1 });
      expect(await reasons(owner, done)).toEqual([
        '2 null: Nobody suspends or removes themselves. Somebody else who looks after people can.',
        '3 null: An owner is changed on their own page, not by a file.',
        '4 role: Nobody becomes an owner by a file. Give this role on the page of the person.',
        '5 role: administrator gives no role here: nobody comes to run the school by a file.',
      ]);
    });

    // With the remark that who belongs elsewhere keeps their name, and with `name_needed` for those alone who have no account,
    // one of these rows told who has one.
    test('a file says of nobody that they have an account in another school', async (school) => {
      const owner = await school.person('owner');
      const users = school.service(usersService);
      const inNorth = await northOf(school);
      await inNorth(() => users.create({ name: 'Ana Elsewhere', email: 'ana@x.org' }));
      await inNorth(() => users.create({ name: 'Ben Elsewhere', email: 'ben@x.org' }));
      const told = async (email: string) => {
        const rows = [`${email},Ana Here,instructor,2001`, `${email},,,`, `${email},Ana Here,,`];
        const answers: unknown[] = [];
        for (const [i, row] of rows.entries()) {
          const file = `email,name,role,idnumber\n${row}\n`;
          const done = await imported(school, owner, file, { dryRun: i < 2 });
          answers.push([done.counts, done.stopped, (await report(owner, done)).map(({ cells: _, ...one }) => one)]);
        }
        return JSON.stringify(answers);
      };
      expect(await told('ana@x.org')).toBe(await told('new@x.org'));
      const joined = await imported(
        school,
        owner,
        'email,name,state\nben@x.org,Ben Here,suspended\nnew2@x.org,New,suspended\n',
      );
      expect(await report(owner, joined)).toEqual([]);
    });

    test('who joins by a file keeps their account as it is, sees the school among theirs, and may leave it', async (school) => {
      const owner = await school.person('owner');
      const users = school.service(usersService);
      const inNorth = await northOf(school);
      const { id } = await inNorth(async () => {
        const made = await users.create({ name: 'Ana Elsewhere', email: 'ana@x.org' });
        await school.service(organizationsService).join(made.id);
        return made;
      });
      const account = () => school.server.database.rawAll(`select * from users where id = '${id}'`);
      const before = await account();
      const done = await imported(
        school,
        owner,
        'email,name,locale,timezone,password\nana@x.org,Ana Here,pt,Europe/Oslo,a long sentence\n',
      );
      expect(counts(done)).toEqual({ created: 1 });
      expect(await account()).toEqual(before);
      expect((await owner.call(list, { search: 'ana' })).items).toMatchObject([
        { id, name: 'Ana Elsewhere', state: 'active' },
      ]);

      const mine = { items: [expect.objectContaining({ current: true }), expect.objectContaining({ name: 'North' })] };
      expect(await calls(school, 'ana@x.org', 'GET', '/organizations/mine')).toEqual({
        items: expect.arrayContaining(mine.items),
      });
      expect(await calls(school, 'ana@x.org', 'POST', '/users/me/leave')).toEqual({ done: true });
      expect((await owner.call(list, { search: 'ana' })).items).toEqual([]);
      expect(await school.inside(() => school.service(organizationsService).isMember(id))).toBe(false);
      expect(await inNorth(() => school.service(organizationsService).isMember(id))).toBe(true);
      // Who owns the school alone cannot.
      await owner.refused(usersContract.operations.leave, {}, 'users.last_owner');
    });

    test('why a row is refused is said in any language: by its code and what stands in it', async (school) => {
      const owner = await school.person('owner');
      await owner.call(usersContract.operations.addField, {
        label: 'Cohort',
        type: 'choice',
        choices: ['A', 'B'],
        hint: '',
        required: false,
        visibleTo: 'everyone',
        editors: 'staff',
      } as never);
      const done = await imported(
        school,
        owner,
        'email,name,cohort,role\na@x.org,A,C,\nb@x.org,B,A,owner\nc@x.org,C,A,,x\n',
      );
      expect((await report(owner, done)).map(({ code, facts }) => [code, facts])).toEqual([
        ['field_choice', { field: 'Cohort', choices: 'A, B' }],
        ['role_owner', {}],
        ['cells_too_many', { cells: 5, columns: 4 }],
      ]);
    });

    test('a place for each person is asked for: beyond the limit rows are refused one by one', async (school) => {
      const owner = await school.person('owner');
      await school.inside(() =>
        school.server.database.unit(() => school.server.database.rawAll('update organizations set max_people = 4')),
      );
      const rows = Array.from({ length: 6 }, (_, i) => `p${i}@x.org,P${i}`).join('\n');
      const done = await imported(school, owner, `email,name\n${rows}\n`);
      expect(counts(done)).toEqual({ created: 3, refused: 3 });
      expect((await reasons(owner, done))[0]).toMatch(/^5 null: .*4 people/);
    });

    test('a file that breaks is taken up to its line', async (school) => {
      const owner = await school.person('owner');
      const done = await imported(school, owner, 'email,name\nana@x.org,Ana\nben@x.org,"Ben\ncem@x.org,Cem\n');
      expect(counts(done)).toEqual({ created: 1 });
      expect(done.stopped).toMatchObject({ line: 3 });
    });

    test('what is no table is not taken', async (school) => {
      const owner = await school.person('owner');
      for (const file of ['', '\n\n', '\uFEFF']) await expect(handIn(owner, file)).rejects.toThrow('users.no_table');
      // The body is what is wrong, and which line of it.
      const answer = await owner.fetch('/api/users/imports?name=x.csv', { method: 'POST', body: ';;\n1;2;3\n' });
      expect(await answer.json()).toMatchObject({
        code: 'users.no_table',
        pointer: '',
        detail: 'Its first line names no column.',
        facts: { line: 1 },
      });
      expect(counts(await imported(school, owner, 'email,name\n'))).toEqual({});
      const { id } = await handIn(owner, 'first,second\n1,2\n');
      await owner.refused(runImport, { importId: id }, 'users.no_key_column');
      await owner.refused(runImport, { importId: id, columns: ['email', 'email'] }, 'users.column_twice');
      await owner.refused(runImport, { importId: id, columns: ['email', 'hat'] }, 'users.column_unknown');
    });

    test('columns with one header are one column and a left-out one', async (school) => {
      const owner = await school.person('owner');
      const { columns } = await handIn(owner, 'email,Name,name,E-Mail\n');
      expect(columns.map(({ target }) => target)).toEqual(['email', 'name', null, null]);
    });

    test('a file can be read another way, cancelled and forgotten', async (school) => {
      const owner = await school.person('owner');
      const { id } = await handIn(owner, 'email;name,x\nana@x.org;Ana,1\n');
      const other = await owner.call(readImport, { importId: id, delimiter: ',' });
      expect(other.columns.map((one) => one.header)).toEqual(['email;name', 'x']);
      await owner.call(readImport, { importId: id, delimiter: ';' });
      await owner.call(runImport, { importId: id });
      await owner.refused(runImport, { importId: id }, 'users.import_runs');
      await owner.refused(removeImport, { importId: id }, 'users.import_runs');
      expect(await owner.call(cancelImport, { importId: id })).toMatchObject({ state: 'cancelled' });
      await school.work();
      expect((await owner.call(list, { search: 'ana' })).items).toEqual([]);
      await owner.call(removeImport, { importId: id });
      expect((await owner.call(imports)).items).toEqual([]);
    });

    // Red with the call of the inviter left out, and without the savepoint of the dry run.
    test('nobody is mailed unless it was asked for, and then who is new, once', async (school) => {
      const owner = await school.person('owner');
      const mails = async () => {
        const rows = await school.server.database.rawAll("select data from jobs where name = 'auth.mail' order by id");
        return rows.map(
          ({ data }) => (typeof data === 'string' ? JSON.parse(data) : data) as { userId: string; kind: string },
        );
      };
      await imported(school, owner, 'email,name\nana@x.org,Ana\n');
      expect(await mails()).toEqual([]);
      const file = 'email,name,state\nana@x.org,Ana,\nben@x.org,Ben,\ncem@x.org,Cem,suspended\n';
      const { id } = await handIn(owner, file);
      await owner.call(runImport, { importId: id, dryRun: true, invite: true });
      await school.work();
      expect(await mails()).toEqual([]);
      await imported(school, owner, file, { invite: true });
      await imported(school, owner, file, { invite: true });
      const { items } = await owner.call(list, { search: 'ben' });
      expect(await mails()).toMatchObject([{ userId: items[0]!.id, kind: 'invitation' }]);
    });

    test('whoever asks in the moment it ends is told of no failure', async (school) => {
      const owner = await school.person('owner');
      for (let round = 0; round < 20; round++) {
        const { id: importId } = await handIn(owner, `email,name\nana${round}@x.org,Ana\n`);
        await owner.call(runImport, { importId });
        const seen = new Set<string>();
        let ended = false;
        const asking = async () => {
          while (!ended) seen.add((await owner.call(find, { importId })).state);
        };
        const asked = [asking(), asking(), asking()];
        await school.work();
        ended = true;
        await Promise.all(asked);
        expect([...seen], `round ${round}`).not.toContain('failed');
      }
    });

    test('a batch that was done is not done again when its job begins anew', async (school) => {
      const owner = await school.person('owner');
      const rows = Array.from({ length: 700 }, (_, i) => `p${i}@x.org,P${i}`).join('\n');
      const { id } = await handIn(owner, `email,name\n${rows}\np3@x.org,Again\n`);
      await owner.call(runImport, { importId: id });
      const users = school.service(usersService);
      // Its first batch is on the disk, and then its process was killed.
      await school.inside(async () => {
        for (let i = 0; i < 250; i++) await users.create({ name: `P${i}`, email: `p${i}@x.org` });
        await school.server.database.unit(() =>
          school.server.database.rawAll(
            `update person_imports set rows = 250, counts = '{"created":250,"updated":0,"unchanged":0,"refused":0,"suspended":0,"restored":0,"removed":0,"noted":0}'`,
          ),
        );
      });
      await school.work();
      const done = await owner.call(find, { importId: id });
      // A row that says the same as one of the first batch is known although that one was only passed by.
      expect(counts(done)).toEqual({ created: 700, refused: 1 });
      expect(done.rows).toBe(701);
    });

    test('roles are given to newcomers and to those who are here, and no row takes one', async (school) => {
      const owner = await school.person('owner');
      await imported(school, owner, 'email,name,role\nana@x.org,Ana,teacher\nben@x.org,Ben,student\n');
      const done = await imported(school, owner, 'email,role\nana@x.org,student\nben@x.org,editingteacher\n');
      expect(counts(done)).toEqual({ updated: 1, unchanged: 1 });
      const { items } = await owner.call(list, { search: 'x.org' });
      expect(items.map(({ roles }) => roles)).toEqual([['instructor'], ['instructor']]);
      expect(school.service(accessService)).toBeDefined();
      expect(school.service(organizationsService)).toBeDefined();
    });
  },
  { among },
);
