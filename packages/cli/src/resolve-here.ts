// A school anywhere on disk imports @lectern/* in its lms.config.ts, and so do the plugins it has of its own: both get those
// of this lms, whatever lies beside them. A second copy would be other contracts, whose events nobody here hears. The
// libraries that a plugin makes its tables and schemas with come from here where it brings none.
import { findPackageJSON, registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

/** The packages of this house import each other as they are installed. */
const house = new URL('../../', import.meta.url).href;
const foundBy = (name: string) => {
  const manifest = findPackageJSON(name, import.meta.url);
  return manifest ? [pathToFileURL(manifest).href] : [];
};
const ours = [import.meta.url, ...foundBy('@lectern/academy'), ...foundBy('@lectern/web')];
const libraries = /^(?:zod|drizzle-orm)(?:\/|$)/;
const ofLibraries = foundBy('@lectern/kit');

registerHooks({
  resolve(specifier, context, next) {
    // Most folders say nothing of the kind of their modules, and Node would read this one twice, and warn.
    if (specifier.endsWith('/lms.config.ts')) return { ...next(specifier, context), format: 'module-typescript' };
    const isOurs = specifier.startsWith('@lectern/');
    if (!isOurs && !libraries.test(specifier)) return next(specifier, context);
    if (context.parentURL?.startsWith(house)) return next(specifier, context);
    const from = (parents: readonly (string | undefined)[]) => {
      let fault: unknown;
      for (const parentURL of parents) {
        try {
          return next(specifier, { ...context, ...(parentURL && { parentURL }) });
        } catch (error) {
          fault ??= error;
        }
      }
      throw fault;
    };
    return isOurs ? from([...ours, context.parentURL]) : from([context.parentURL, ...ofLibraries]);
  },
});
