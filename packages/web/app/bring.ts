// Brings the module of a foreign plugin and the styles beside it, once.
import type { WebPlugin } from '@lectern/ui';
import type { Bring } from './foreign.ts';

/** @param base path under which the school lives */
export function bring(base: string): Bring {
  const brought = new Map<string, Promise<WebPlugin>>();
  return ({ id, module, styles }) => {
    const known = brought.get(id);
    if (known) return known;
    const at = (file: string) => `${base}/${file}`;
    const coming = Promise.all([
      import(/* @vite-ignore */ at(module)) as Promise<{ readonly web?: WebPlugin }>,
      ...styles.map((file) => styled(at(module.replace(/[^/]+$/, file)))),
    ]).then(([{ web }]) => {
      if (!web) throw new Error(`${module} exports no web: export const web = webPlugin({ ... })`);
      return web;
    });
    coming.catch((error) => {
      brought.delete(id);
      console.error(`The screens of ${id} could not be loaded`, error);
    });
    brought.set(id, coming);
    return coming;
  };
}

/** Resolves when they are there, or cannot be had: a screen without its styles is better than none. */
const styled = (href: string): Promise<void> =>
  new Promise((resolve) => {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href });
    link.onload = link.onerror = () => resolve();
    document.head.append(link);
  });
