import { type TestPerson, type TestSchool, testScenarios } from '@lectern/server/testing';
import { expect } from 'vitest';
import { usersContract, usersService } from '../src/contract.ts';
import { usersPlugin } from '../src/plugin.ts';
import { identityWing } from './wing.ts';

const { me, updateMe, get, update, list, profile, fields, addField, changeField, removeField } =
  usersContract.operations;

const inField = (person: { fields: { key: string; value: string | null }[] }, key: string) =>
  person.fields.find((field) => field.key === key)?.value;

testScenarios(
  usersPlugin,
  (test) => {
    test('an owner says what the school wants to know, and finds people by it', async (school) => {
      const { owner, ana } = await two(school);
      const cohort = await owner.call(addField, { type: 'choice', label: 'Cohort', choices: ['Spring', 'Autumn'] });
      expect(cohort).toMatchObject({ key: 'cohort', visibleTo: 'self-and-staff', editors: 'staff', required: false });
      const number = await owner.call(addField, { type: 'number', label: 'Cost centre', min: '100', max: '999' });
      expect(number.key).toBe('cost-centre');
      expect((await owner.call(addField, { type: 'date', label: 'منذ' })).key).toBe('field');

      const changed = await owner.call(update, {
        userId: ana.id,
        fields: { cohort: 'Autumn', 'cost-centre': '0250.0' },
      });
      expect(inField(changed, 'cost-centre')).toBe('250');
      const by = async (...filters: string[]) => {
        const query = new URLSearchParams(filters.map((filter) => ['fields', filter]));
        const { items } = (await (await owner.fetch(`/api/users?${query}`)).json()) as { items: { name: string }[] };
        return items.map(({ name }) => name);
      };
      expect(await by('cohort=Autumn')).toEqual(['Ana']);
      expect(await by('cohort=Autumn', 'cost-centre=250.00')).toEqual(['Ana']);
      expect(await by('cohort=Spring')).toEqual([]);
      expect(await by('cohort=Winter')).toEqual([]);
      expect((await owner.refused(list, { fields: ['shoe-size=44'] }, 'invalid_input')).pointer).toBe('/fields/0');
    });

    test('what does not fit is refused at its field, and nothing of the rest is kept', async (school) => {
      const { owner, ana } = await two(school);
      await owner.call(addField, { type: 'number', label: 'Number', max: '10' });
      await owner.call(addField, { type: 'date', label: 'Born', required: true });
      const tried = (values: Record<string, string | null>) =>
        owner.refused(update, { userId: ana.id, name: 'Somebody else', fields: values }, 'invalid_input');
      expect((await tried({ born: '1999-02-30' })).pointer).toBe('/fields/born');
      expect((await tried({ number: '11' })).pointer).toBe('/fields/number');
      expect((await tried({ shoes: '44' })).pointer).toBe('/fields/shoes');
      expect((await owner.call(get, { userId: ana.id })).name).toBe('Ana');
      await owner.call(update, { userId: ana.id, fields: { born: '1999-02-28' } });
      expect((await tried({ born: null })).pointer).toBe('/fields/born');
      expect((await tried({ born: '  ' })).pointer).toBe('/fields/born');
    });

    // Without `seenBy` in `filled` the owner's note stood in the profile of everybody.
    test('everybody sees what is for them and writes what is theirs', async (school) => {
      const { owner, ana } = await two(school);
      const ben = await school.person('learner', 'Ben');
      await owner.call(addField, { type: 'text', label: 'Town', visibleTo: 'everyone', editors: 'self-and-staff' });
      await owner.call(addField, {
        type: 'text',
        label: 'Phone',
        visibleTo: 'self-and-staff',
        editors: 'self-and-staff',
      });
      await owner.call(addField, { type: 'text', label: 'Note', visibleTo: 'staff' });
      await owner.call(addField, { type: 'text', label: 'Class', visibleTo: 'everyone' });

      await ana.call(updateMe, { fields: { town: 'Halden', phone: '555' } });
      await owner.call(update, { userId: ana.id, fields: { note: 'Pays late', class: '3b' } });
      const keys = (person: { fields: { key: string }[] }) => person.fields.map(({ key }) => key);
      expect(keys(await ben.call(profile, { userId: ana.id }))).toEqual(['town', 'class']);
      expect(keys(await ana.call(me))).toEqual(['town', 'phone', 'class']);
      expect(keys(await owner.call(get, { userId: ana.id }))).toEqual(['town', 'phone', 'note', 'class']);

      for (const [key, value] of [
        ['note', 'Pays early'],
        ['class', '4a'],
      ] as const)
        await ana.refused(updateMe, { fields: { [key]: value } }, 'not_allowed');
      // A form sends back what it was shown.
      expect(inField(await ana.call(updateMe, { fields: { class: '3b', town: 'Moss' } }), 'town')).toBe('Moss');
    });

    test('a field is changed, moved and removed with all that is in it', async (school) => {
      const { owner, ana } = await two(school);
      const cohort = await owner.call(addField, { type: 'choice', label: 'Cohort', choices: ['Spring', 'Autumn'] });
      const town = await owner.call(addField, { type: 'text', label: 'Town' });
      await owner.call(update, { userId: ana.id, fields: { cohort: 'Autumn', town: 'Halden' } });

      const gone = await owner.refused(changeField, { fieldId: cohort.id, choices: ['Spring'] }, 'users.choice_in_use');
      expect(gone.pointer).toBe('/choices');
      await owner.call(changeField, { fieldId: cohort.id, choices: ['Autumn', 'Winter'], label: 'Year' });
      expect(await owner.refused(changeField, { fieldId: cohort.id, choices: [] }, 'invalid_input')).toMatchObject({
        pointer: '/choices',
      });
      await owner.call(changeField, { fieldId: town.id, beforeFieldId: cohort.id });
      expect((await owner.call(fields)).items.map(({ label }) => label)).toEqual(['Town', 'Year']);
      await owner.call(changeField, { fieldId: town.id, beforeFieldId: null });
      expect((await owner.call(fields)).items.map(({ label }) => label)).toEqual(['Year', 'Town']);

      expect(await owner.call(removeField, { fieldId: cohort.id })).toEqual({ values: 1 });
      await owner.refused(removeField, { fieldId: cohort.id }, 'not_found');
      expect((await owner.call(get, { userId: ana.id })).fields.map(({ key }) => key)).toEqual(['town']);
    });

    test('two fields do not share a key, and a school has at most fifty', async (school) => {
      const { owner } = await two(school);
      await owner.call(addField, { type: 'text', label: 'Town' });
      await owner.refused(addField, { type: 'text', label: 'Place', key: 'town' }, 'users.field_key_taken');
      expect((await owner.call(addField, { type: 'text', label: 'Town' })).key).toBe('town-2');
      expect((await owner.call(addField, { type: 'text', label: 'Constructor' })).key).toBe('field');
      for (let i = 3; i < 50; i++) await owner.call(addField, { type: 'text', label: `Field ${i}` });
      await owner.refused(addField, { type: 'text', label: 'One more' }, 'users.too_many_fields');
    });

    test('the same values twice change nothing', async (school) => {
      const { owner, ana } = await two(school);
      await owner.call(addField, { type: 'number', label: 'Number' });
      const users = school.service(usersService);
      const set = (number: string | null) => school.inside(() => users.setFields(ana.id, { number }));
      expect(await set('12')).toBe(true);
      expect(await set('012.0')).toBe(false);
      expect(await set('')).toBe(true);
      expect(await set(null)).toBe(false);
    });
  },
  identityWing,
);

async function two(school: TestSchool): Promise<{ owner: TestPerson; ana: TestPerson }> {
  return { owner: await school.person('owner', 'Olga'), ana: await school.person('learner', 'Ana') };
}
