// The packages of this workspace and the modules that each of their files imports.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');

export interface Manifest {
  name: string;
  description?: string;
  bin?: Record<string, string>;
  lectern?: { exports?: Record<string, string>; optional?: readonly string[] };
  dependencies?: Record<string, string>;
  [key: string]: unknown;
}
export interface Package {
  readonly folder: string;
  readonly path: string;
  readonly manifest: Manifest;
  /** Source files relative to the package, with the specifiers they import. */
  readonly files: ReadonlyMap<string, readonly string[]>;
}

const patterns = ['packages/*', 'packages/plugins/*/*', 'templates/*', 'bench', 'e2e'];
const importing =
  /(?:^|[\s;}])(?:import|export)\s*(?:type\s+)?(?:[\w*{}\s,$]+?\s+from\s*)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|import\.meta\.resolve\(\s*['"]([^'"]+)['"]/g;
const cssImport = /@import\s+(?:url\()?["']([^"']+)["']/g;

export function packages(): Package[] {
  return globSync(
    patterns.map((pattern) => `${pattern}/package.json`),
    { cwd: root },
  )
    .filter((path) => !path.includes('node_modules'))
    .map((path) => dirname(path).split(sep).join('/'))
    .sort()
    .map((folder) => {
      const path = join(root, folder);
      const manifest = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as Manifest;
      return { folder, path, manifest, files: filesOf(path) };
    });
}

function filesOf(path: string): Map<string, string[]> {
  const files = globSync('**/*.{ts,tsx,mjs,css}', {
    cwd: path,
    exclude: (name) => ['node_modules', 'dist', 'plugins', '.cache'].includes(name),
  });
  return new Map(
    files.sort().map((file) => {
      const text = readFileSync(join(path, file), 'utf8');
      const found = [...text.matchAll(file.endsWith('.css') ? cssImport : importing)].map(
        (match) => match[1] ?? match[2] ?? match[3] ?? '',
      );
      return [relative('.', file).split(sep).join('/'), [...new Set(found)]];
    }),
  );
}

/** `@scope/name/deep` and `name/deep` become the package that is installed; relative and built-in modules are undefined. */
export function packageOf(specifier: string): string | undefined {
  if (/^(\.|\/|node:|virtual:|data:|https?:)/.test(specifier)) return undefined;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
