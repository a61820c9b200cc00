// What the columns of a file say, known by their headers: ours, Moodle's (`upload users`) and OneRoster 1.0 to 1.2's.
import { type Because, type ColumnFlaw, columnsBecause } from '../contract/import-reasons.ts';
import type { Field, ImportColumn, ImportedColumn } from '../contract.ts';

/** By target, headers that mean it: lower-case, letters and digits only. The first header of a file that means it wins. */
const known: Readonly<Record<string, readonly string[]>> = {
  email: ['email', 'emailaddress', 'mail'],
  externalId: ['externalid', 'sourcedid', 'idnumber'],
  name: ['name', 'fullname', 'displayname'],
  firstName: ['firstname', 'givenname', 'forename'],
  lastName: ['lastname', 'familyname', 'surname'],
  locale: ['locale', 'language', 'lang'],
  timeZone: ['timezone'],
  state: ['state', 'status'],
  enabled: ['enabled', 'enableduser', 'active'],
  suspended: ['suspended'],
  deleted: ['deleted', 'removed'],
};
/** Where no better column says who a person is to the other program. */
const lastResort: Readonly<Record<string, readonly string[]>> = { externalId: ['username'] };

const bare = (header: string) => header.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

export interface Knowable {
  readonly fields: readonly Field[];
  readonly columns: readonly ImportedColumn[];
}
export const targetsOf = ({ fields, columns }: Knowable) => [
  ...Object.keys(known).map((target) => ({ target, label: null })),
  ...columns.map(({ target }) => ({ target, label: null })),
  ...fields.map(({ key, label }) => ({ target: `field:${key}`, label })),
];

/** A column whose header means nothing, or what another column says already, has no target: it is left out, and shown so. */
export function mappingOf(headers: readonly string[], knowable: Knowable): ImportColumn[] {
  const taken = new Set<string>();
  const first = headers.map((header) => {
    const target = targetOf(header, knowable);
    if (target === null || taken.has(target)) return { header, target: null };
    taken.add(target);
    return { header, target };
  });
  return first.map(({ header, target }) => {
    const [other] = Object.entries(lastResort).find(([, headers]) => headers.includes(bare(header))) ?? [];
    if (target !== null || other === undefined || taken.has(other)) return { header, target };
    taken.add(other);
    return { header, target: other };
  });
}
function targetOf(header: string, { fields, columns }: Knowable): string | null {
  const word = bare(header);
  const [own] = Object.entries(known).find(([, headers]) => headers.includes(word)) ?? [];
  if (own) return own;
  const other = columns.find(({ headers }) => headers.includes(word));
  if (other) return other.target;
  const key = word.replace(/^profilefield/, '');
  const field = fields.find(
    (one) => bare(one.key) === key || bare(one.label) === word || bare(`field${one.key}`) === word,
  );
  return field ? `field:${field.key}` : null;
}

/** @returns what is wrong with a mapping */
export function faultOf(
  columns: readonly ImportColumn[],
  key: string,
  knowable: Knowable,
): Because<ColumnFlaw> | undefined {
  const targets = columns.flatMap(({ target }) => target ?? []);
  const possible = new Set(targetsOf(knowable).map(({ target }) => target));
  const strange = targets.find((target) => !possible.has(target));
  if (strange !== undefined)
    return columnsBecause('columnUnknown', { target: strange, possible: [...possible].join(', ') });
  const twice = targets.find((target, i) => targets.indexOf(target) !== i);
  if (twice !== undefined) return columnsBecause('columnTwice', { target: twice });
  if (!targets.includes(key)) return columnsBecause('noKeyColumn', { target: key });
  return undefined;
}
