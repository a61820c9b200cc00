export const english = {
  account: 'Your account',
  people: 'People',
  fields: 'Profile fields',
  import: 'Import people',
  lead: 'You sign in as {email}.',
  name: 'Name',
  'name.hint': 'As teachers and other learners see it',
  language: 'Language',
  'language.hint': 'Of the buttons and messages; courses stay in their own',
  save: 'Save',
} as const;
