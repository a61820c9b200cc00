import type { Users } from './service.ts';

type Field = Parameters<Users['fields']['add']>[0];

const unlimited = { hint: '', required: false, min: null, max: null, choices: [] };
/** What an evening school wants to know. Who answers what is with the people of the demo, which the plugin auth makes. */
const fields: readonly Field[] = [
  {
    ...unlimited,
    key: 'cohort',
    type: 'choice',
    label: 'Cohort',
    choices: ['Spring 2026', 'Autumn 2026'],
    visibleTo: 'everyone',
    editors: 'staff',
  },
  {
    ...unlimited,
    key: 'member-number',
    type: 'number',
    label: 'Member number',
    hint: 'On the card of the friends of the school',
    min: '1',
    max: '99999',
    visibleTo: 'self-and-staff',
    editors: 'self-and-staff',
  },
];

/** A school that has fields of its own is left as it is. */
export async function seedFields(users: Users): Promise<void> {
  if ((await users.fieldsOf()).length > 0) return;
  for (const field of fields) await users.fields.add(field);
}
