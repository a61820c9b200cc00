/** Why a row of a file is refused, or what is remarked on it: the code is for programs and other languages. */
export const importReasons = {
  unreadable: 'This cell has characters that cannot be read: is the encoding right?',
  name_long: 'A name is one line of at most 200 characters.',
  no_email: 'This is no e-mail address.',
  id_long: 'An id is one line of at most 200 characters.',
  no_language: 'This is no language tag such as en or pt-BR.',
  no_zone: 'This is no time zone of the IANA database, such as Europe/Oslo.',
  name_emptied: 'A name cannot be emptied.',
  no_state: 'A state is one of: active, suspended, removed.',
  yes_or_no: 'Write yes or no here.',
  email_missing: 'There is no e-mail address in this row.',
  id_missing: 'There is no id in this row.',
  email_taken: 'Somebody else has an account with this address.',
  email_needed: 'A new account needs an e-mail address.',
  name_needed: 'A new account needs a name.',
  twice: 'An earlier row is about the same person.',
  belongs_elsewhere: 'They belong to another school too: name, address and language are theirs.',
  owner: 'An owner is changed on their own page, not by a file.',
  not_granted: 'You may not write this column: ask somebody who may.',
} as const;
export type ImportReason = keyof typeof importReasons;
