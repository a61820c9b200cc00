// The contracts of all first-party plugins, found by their folders.
import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Contract } from '@lectern/kit/contract';
import { root } from './workspace.ts';

export interface Found {
  readonly folder: string;
  readonly contract: Contract;
}
export async function contracts(): Promise<Found[]> {
  const files = [
    'packages/server/src/gateway/contract.ts',
    ...globSync('packages/plugins/*/*/src/contract.ts', { cwd: root }),
  ].sort();
  const found = await Promise.all(
    files.map(async (file) => {
      const module = (await import(pathToFileURL(join(root, file)).href)) as Record<string, unknown>;
      const contract = Object.entries(module).find(([name]) => name.endsWith('Contract'))?.[1] as Contract | undefined;
      if (!contract) throw new Error(`${file} exports no ...Contract`);
      return { folder: dirname(dirname(file)), contract };
    }),
  );
  return found.sort((a, b) => (a.contract.id < b.contract.id ? -1 : 1));
}
