/**
 * Why a row of a file is refused, or what is remarked on it: the code is for programs and other languages, `{fact}` stands for
 * a fact.
 */
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
  cells_too_many: 'This row has {cells} cells and the header {columns}. Is a quotation mark missing?',
  id_of_other: 'This id is that of {email}. Where addresses change, take the id as the key.',
  other_id: 'Whoever has this address is {id} already.',
  field_needed: '{field} is needed.',
  field_line: '{field}: one line without control characters.',
  field_short: '{field}: at least {min} characters.',
  field_long: '{field}: at most {max} characters.',
  field_number: '{field}: a number such as 12 or 12.5, with at most 20 digits before the point and 10 after it.',
  field_date: '{field}: a date as year-month-day, such as 2026-11-23.',
  field_choice: '{field}: one of {choices}.',
  field_less: '{field}: {min} or more.',
  field_more: '{field}: {max} or less.',
  role_owner: 'Nobody becomes an owner by a file. Give this role on the page of the person.',
  role_none: '{role} gives no role here: nobody comes to run the school by a file.',
  role_unknown: '{role} is no role here: instructor or learner.',
  password_short: 'This password is too short to be taken: the account has none.',
  belongs_elsewhere: 'They belong to another school too: name, address and language are theirs.',
  owner: 'An owner is changed on their own page, not by a file.',
  not_granted: 'You may not write this column: ask somebody who may.',
} as const;
/** Why a file could not be read to its end. */
export const stopReasons = {
  row_long:
    'This row has more than {characters} characters. A quotation mark that is opened and never closed does that.',
  quote_open: 'A quotation mark is opened in this row and never closed, so the rest of the file is part of it.',
  unreadable_line: 'This line cannot be read.',
  too_many_refused: '{rows} rows were refused. Is it the right file?',
} as const;
export type StopReason = keyof typeof stopReasons;
/** Why columns cannot be imported so, by the name of the error. */
export const columnFlaws = {
  columnUnknown: 'Nothing here is called {target}: {possible}.',
  columnTwice: 'Two columns say {target}: leave one of them out.',
  noKeyColumn: 'No column says {target}, by which people are known again. Say which one does.',
} as const;
export type ColumnFlaw = keyof typeof columnFlaws;

export type Facts = Readonly<Record<string, string | number>>;
export interface Because<Code extends string = string> {
  readonly code: Code;
  /** In English. */
  readonly reason: string;
  readonly facts: Facts;
}
const among =
  <Code extends string>(sentences: Readonly<Record<Code, string>>) =>
  (code: Code, facts: Facts = {}): Because<Code> => ({
    code,
    facts,
    reason: sentences[code].replace(/\{(\w+)\}/g, (_, name: string) => (facts[name] ?? '').toLocaleString('en')),
  });
export const because = among(importReasons);
export const stoppedBecause = among(stopReasons);
export const columnsBecause = among(columnFlaws);

export type ImportReason = keyof typeof importReasons;
