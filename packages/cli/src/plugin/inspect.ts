// A process of its own that loads what is not trusted yet and says what it found: a plugin that was loaded here could not
// be loaded again, for its tables are declared once in a process.
import '@lectern/server/quick-start';
import '../resolve-here.ts';
import { pathToFileURL } from 'node:url';

export type Inspected =
  | {
      /** `export` is the name it is exported by; absent in a config. */
      readonly plugins: readonly { readonly id: string; readonly export?: string }[];
      /** As sentences, each with its way out; of a config only. */
      readonly faults: readonly string[];
    }
  | { readonly error: string };

const tell = (found: Inspected) => process.stdout.write(`\n${JSON.stringify(found)}\n`);
const [kind, file = ''] = process.argv.slice(2);
try {
  const { isPlugin } = await import('./is-plugin.ts');
  const module = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  if (kind === 'module') {
    const plugins = Object.entries(module).flatMap(([name, value]) =>
      isPlugin(value) ? [{ id: value.id, export: name }] : [],
    );
    tell({ plugins, faults: [] });
  } else {
    const { resolvePlugins } = await import('@lectern/server');
    const { plugins = [] } = (module.default ?? {}) as { plugins?: readonly unknown[] };
    const all = plugins.filter(isPlugin);
    const faults = resolvePlugins(all).faults.map(({ plugin, fault, wayOut }) => `${plugin}: ${fault}\n    ${wayOut}`);
    tell({ plugins: all.map(({ id }) => ({ id })), faults });
  }
} catch (error) {
  tell({ error: error instanceof Error ? error.message : String(error) });
}
