export const errors = {
  emailTaken: { code: 'users.email_taken', status: 409, message: 'Somebody has an account with this address.' },
  belongsElsewhere: {
    code: 'users.belongs_elsewhere',
    status: 409,
    message: 'This person belongs to another school too. Their name and address are theirs: ask them to change it.',
  },
  yourself: {
    code: 'users.yourself',
    status: 409,
    message: 'Nobody suspends or removes themselves. Somebody else who looks after people can.',
  },
  lastOwner: {
    code: 'users.last_owner',
    status: 409,
    message: 'A school needs an owner who can act. Make somebody else an owner first.',
  },
  pictureRefused: {
    code: 'users.picture_refused',
    status: 415,
    message: 'Choose a PNG, JPEG or WebP picture of at most 2048 by 2048 pixels.',
  },
  fieldKeyTaken: { code: 'users.field_key_taken', status: 409, message: 'Another field has this key.' },
  tooManyFields: { code: 'users.too_many_fields', status: 409, message: 'A school has at most 50 fields. Remove one.' },
  choiceInUse: {
    code: 'users.choice_in_use',
    status: 409,
    message: 'Somebody has this answer. Give them another one first.',
  },
  noTable: {
    code: 'users.no_table',
    status: 422,
    message: 'This is no table of people: it needs a line of headers and rows below it. Save it as CSV (UTF-8).',
  },
  importRuns: { code: 'users.import_runs', status: 409, message: 'This import runs. Wait for it, or cancel it.' },
  importForgotten: {
    code: 'users.import_forgotten',
    status: 410,
    message: 'The file of this import is not kept any more. Hand it in again.',
  },
  columnUnknown: {
    code: 'users.column_unknown',
    status: 422,
    message: 'A column is to say something that nothing here is called.',
  },
  columnTwice: { code: 'users.column_twice', status: 422, message: 'Two columns say the same: leave one of them out.' },
  noKeyColumn: {
    code: 'users.no_key_column',
    status: 422,
    message: 'No column says by what people are known again. Say which one does.',
  },
  cannotInvite: {
    code: 'users.cannot_invite',
    status: 409,
    message: 'This school cannot mail invitations. Set up mail and the address of the school first, or leave them out.',
  },
} as const;
