// Who may import whom. The house stands on these arrows, so they are checked, not remembered.
import { type Package, packageOf } from './workspace.ts';

/** Violations as sentences; empty when all arrows point the right way. */
export function wrongArrows(all: readonly Package[]): string[] {
  const byName = new Map(all.map((one) => [one.manifest.name, one]));
  return all.flatMap((from) =>
    [...from.files].flatMap(([file, specifiers]) =>
      specifiers.flatMap((specifier) => {
        const target = byName.get(packageOf(specifier) ?? '');
        if (!target || target === from) return [];
        const allowed = allowedFrom(layerOf(from), file, specifier);
        return allowed(layerOf(target))
          ? []
          : [`${from.folder}/${file} imports ${specifier}: ${layerOf(from)} may not import ${layerOf(target)} here`];
      }),
    ),
  );
}

type Layer = 'kit' | 'server' | 'ui' | 'web' | 'sdk' | 'cli' | 'plugin' | 'academy' | 'template' | 'bench' | 'e2e';

function layerOf({ folder }: Package): Layer {
  if (folder === 'packages/plugins/academy/all') return 'academy';
  if (folder.startsWith('packages/plugins/')) return 'plugin';
  if (folder.startsWith('templates/')) return 'template';
  return folder.replace('packages/', '') as Layer;
}

function allowedFrom(from: Layer, file: string, specifier: string): (to: Layer) => boolean {
  const test = /(^|\/)(test|testing)\/|\.test\.tsx?$/.test(file);
  const to =
    (...layers: Layer[]) =>
    (layer: Layer) =>
      layers.includes(layer);
  if (test && from === 'plugin') return (layer) => layer !== 'web' && layer !== 'cli';
  if (test && from !== 'kit') return () => true;
  switch (from) {
    case 'kit':
      return to();
    case 'server':
      return to('kit');
    case 'ui':
      return to('sdk');
    case 'web':
      return file.startsWith('src/')
        ? to('ui', 'sdk', 'kit', 'academy', 'plugin')
        : to('ui', 'sdk', 'kit', 'academy', 'plugin', 'server');
    case 'sdk':
      return to();
    case 'cli':
      return to('sdk', 'server', 'kit', 'academy', 'web');
    case 'plugin':
      return file.startsWith('web/')
        ? (layer) => layer === 'ui' || layer === 'sdk' || (layer === 'plugin' && specifier.endsWith('/web'))
        : (layer) => layer === 'kit' || (layer === 'plugin' && /\/(contract|views)$/.test(specifier));
    case 'academy':
      return to('plugin', 'kit', 'ui');
    default:
      return () => true;
  }
}
