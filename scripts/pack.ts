// `node scripts/pack.ts OUT`: every package of `packages/` as the .tgz that strangers install: JavaScript with types, its
// migrations and assets, the built web app, and nothing that no door reaches. `--version` is the number they all carry.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildWeb } from './build.ts';
import { compiled } from './pack/compile.ts';
import { stage } from './pack/stage.ts';
import { packages } from './sync/workspace.ts';

export interface Packed {
  readonly name: string;
  readonly filename: string;
  /** Bytes. */
  readonly size: number;
  readonly unpackedSize: number;
  readonly entryCount: number;
}

/** Writes the tarballs into `out`, and the folders they were made of into `out/packages/@lectern/NAME`. */
export async function pack(out: string, version: string): Promise<readonly Packed[]> {
  buildWeb();
  const emitted = compiled();
  const all = packages();
  const published = all.filter(({ folder, manifest }) => folder.startsWith('packages/') && manifest.exports);
  const names = new Set(all.map(({ manifest }) => manifest.name));
  const folders = join(out, 'packages');
  rmSync(folders, { recursive: true, force: true });
  for (const one of published) await stage(one, { emitted, into: join(folders, one.manifest.name), version, names });
  return packFolders(
    published.map(({ manifest }) => join(folders, manifest.name)),
    out,
  );
}

/** @returns what `npm pack` says of each */
export function packFolders(folders: readonly string[], out: string): readonly Packed[] {
  mkdirSync(out, { recursive: true });
  const told = execFileSync('npm', ['pack', ...folders, '--pack-destination', out, '--json', '--loglevel=error'], {
    encoding: 'utf8',
    maxBuffer: 64_000_000,
    env: Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^npm_/i.test(key))),
  });
  const packed = JSON.parse(told) as Packed[] | Record<string, Packed>; // a list, or by name, as npm's versions have it
  return Array.isArray(packed) ? packed : Object.values(packed);
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { version: { type: 'string', default: '0.1.0' } },
  });
  const [out] = positionals;
  if (!out) {
    console.error('Where to: node scripts/pack.ts OUT [--version 0.2.0]');
    process.exit(2);
  }
  const packed = await pack(resolve(out), values.version);
  for (const { filename, size, unpackedSize, entryCount } of packed)
    console.log(
      `${filename.padEnd(40)} ${kB(size)} packed ${kB(unpackedSize)} unpacked ${String(entryCount).padStart(4)} files`,
    );
  console.log(`${String(packed.length).padEnd(40)} ${kB(packed.reduce((sum, { size }) => sum + size, 0))} packed`);
}
function kB(bytes: number): string {
  return `${(bytes / 1_000).toFixed(0).padStart(6)} kB`;
}
