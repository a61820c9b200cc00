import { type Permission, sentence } from '../words/permissions.ts';
import { pluginName } from '../words/plugins.ts';

export interface Group {
  readonly plugin: string;
  readonly name: string;
  readonly items: readonly Permission[];
}

/** By plugin, in the order of their names; with words only what has them in its sentence or name. */
export function groupsOf(permissions: readonly Permission[], words = ''): Group[] {
  const wanted = words.trim().toLocaleLowerCase();
  const shown = permissions.filter(
    (one) => one.name.includes(wanted) || sentence(one).toLocaleLowerCase().includes(wanted),
  );
  return [...Map.groupBy(shown, ({ plugin }) => plugin)]
    .map(([plugin, items]) => ({ plugin, name: pluginName(plugin), items }))
    .sort((a, b) => a.name.localeCompare(b.name));
}
