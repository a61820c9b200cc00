// What an operation does not ask for it does not take: names of columns, roles and owners beside the fields it has.
import { declarationOf } from '@lectern/kit';
import { getTableColumns } from 'drizzle-orm';
import { expect, it } from 'vitest';
import type { School } from '../../src/school.ts';
import { rowCounts } from '../http/prepared-school.ts';
import { everyOperation } from './every-operation.ts';

const wished = [
  'id',
  'org',
  'org_id',
  'organizationId',
  'role',
  'isOwner',
  'permissions',
  'createdAt',
  'createdBy',
  'state',
];
const records = ['audit_entries', 'audit_heads', 'audit_logs', 'audit_nodes', 'epochs', 'behaviour_events'];

/** Its own plugin's columns, and what is worth having anywhere. */
const wishedOf = (school: School, plugin: string): string[] => {
  const tables = school.host.specs.find(({ contract }) => contract.id === plugin)?.tables ?? [];
  return [
    ...new Set([...wished, ...tables.flatMap((table) => Object.keys(getTableColumns(declarationOf(table).table)))]),
  ];
};

it('columns are refused by name where the operation has no such fields, and nothing is written', async () => {
  const { school, operations, cookie, call } = await everyOperation();
  const before = await rowCounts(school, records);
  for (const operation of operations) {
    if (operation.raw) continue;
    const where = ['POST', 'PUT', 'PATCH'].includes(operation.method) ? 'body' : 'query';
    const names = wishedOf(school, operation.plugin).filter(
      (name) => !operation.fields.some((one) => one.name === name),
    );
    const fields = names.map((name) => ({ name, in: where, required: false, schema: {} }) as const);
    const input = { ...operation.example, ...Object.fromEntries(names.map((name) => [name, 'usr-1'])) };
    const more = { ...operation, fields: [...operation.fields, ...fields] };
    const { status, json } = await call(more, { headers: { cookie } }, input);
    expect([status, json?.code], `${operation.id}: ${json?.detail}`).toEqual([422, 'invalid_input']);
    expect(names.map((name) => `/${name}`)).toContain(json.pointer);
    // Each alone, past the network: what is refused together might be taken apart.
    const { parse } = school.host.mounted.find(({ id }) => id === operation.id)!;
    for (const name of names)
      expect(() => parse({ ...operation.example, [name]: 'usr-1' }), `${operation.id} with ${name}`).toThrow(
        expect.objectContaining({ details: expect.objectContaining({ pointer: `/${name}` }) }),
      );
  }
  expect(await rowCounts(school, records)).toEqual(before);
});
