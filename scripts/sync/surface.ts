// What a plugin shows the world, as text that a review reads: a change of contract is a change of this file.
import {
  type AnyOperation,
  type AnyPluginSpec,
  type AnyTable,
  type Audience,
  changes,
  declarationOf,
  type Event,
} from '../../packages/kit/src/index.ts';

export function surfaceOf({ contract, needs, tables = [], seed, health, settings }: AnyPluginSpec): string {
  const operations = Object.entries(contract.operations as Record<string, AnyOperation>);
  const needed = Object.values((needs ?? {}) as Record<string, { id: string; optional: boolean }>).map(
    ({ id, optional }) => (optional ? `${id} (optional)` : id),
  );
  const sections: [title: string, lines: readonly string[]][] = [
    ['Needs', needed],
    [
      'Operations',
      operations.map(
        ([key, operation]) =>
          `\`${contract.id}.${key}\` ${operation.method} /api/${contract.id}${operation.path.replace(/\/$/, '')}: ${operation.spec.summary}. ${who(operation)}${changes(operation) ? '' : ', reads'}${operation.kind === 'raw' ? ', raw' : ''}`,
      ),
    ],
    [
      'Permissions',
      Object.entries(contract.permissions ?? {}).map(
        ([name, { summary, roles }]) => `\`${name}\` ${summary} (${['owner', ...roles].join(', ')})`,
      ),
    ],
    [
      'Events',
      (Object.values(contract.events ?? {}) as Event[]).map(
        ({ name, version, payload, heardBy }) =>
          `\`${name}\` v${version}: ${Object.keys((payload as unknown as { shape: object }).shape).join(', ')}${heardBy.length > 0 ? `; heard by ${heardBy.map(hearer).join(' and ')}` : ''}`,
      ),
    ],
    [
      'Refusals',
      Object.values(contract.errors ?? {}).map(({ code, status, message }) => `\`${code}\` ${status}: ${message}`),
    ],
    [
      'Slots',
      Object.values(contract.slots ?? {}).map(
        (slot) => `\`${(slot as { id: string }).id}\` ${(slot as { summary: string }).summary}`,
      ),
    ],
    ['Tables', (tables as readonly AnyTable[]).map((table) => describeTable(table))],
    [
      'Also',
      [...(settings ? ['settings'] : []), ...(seed ? ['demo data'] : []), ...(health ? ['a health check'] : [])],
    ],
  ];
  const body = sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => `## ${title}\n${lines.map((line) => `- ${line}`).join('\n')}\n`);
  return `<!-- Written by \`npm run sync\`. -->\n# ${contract.id}\n\n${contract.summary}.\n\n${body.join('\n')}`;
}

function who({ spec: { needs } }: AnyOperation): string {
  if (needs === 'public') return 'Everybody';
  if (needs === 'self') return 'Signed in';
  return `Needs \`${needs.permission}\`${needs.on ? ` on ${needs.on}` : ''}`;
}
const hearer = (audience: Audience) =>
  'person' in audience ? audience.person : `\`${audience.permission}\` on ${audience.on}`;
function describeTable(table: AnyTable): string {
  const { name, organizationColumn, persons, view, search } = declarationOf(table);
  const facts = [
    view ? 'published view' : '',
    organizationColumn ? 'per organization' : 'global',
    persons.size > 0 ? `persons in ${[...persons.keys()].join(', ')}` : '',
    search ? `searched by ${search.join(', ')}` : '',
  ];
  return `\`${name}\` ${facts.filter(Boolean).join(', ')}`;
}
