// What one privileged plugin sees and does of the whole installation, joined from the parts of the kernel that know it.
import { readFileSync } from 'node:fs';
import { release, type } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type Installation, type InstalledPlugin, installationService, type StorageUse } from '@lectern/kit';
import { backupsIn } from '../backup/list.ts';
import { backUpNow, nameOfBackup } from '../backup/now.ts';
import { lookAt } from '../doctor/doctor.ts';
import type { KeptSettings } from '../kernel/settings/installation.ts';
import type { School } from '../school.ts';
import { sweep } from '../storage/sweep.ts';
import { loggedErrors } from './errors.ts';
import { storageUse } from './storage-use.ts';
import { createWork } from './work.ts';

/** Counting goes through every file there is. */
const countedEvery = 300_000;

export interface InstallationParts {
  readonly id: () => string;
  readonly jobsIn: 'table' | 'pg-boss';
  readonly settings: KeptSettings;
}

/** @param school which is made after the plugins that it is offered to */
export function createInstallation(school: () => School, { id, jobsIn, settings }: InstallationParts): Installation {
  let use: StorageUse | undefined;
  let counting: Promise<StorageUse> | undefined;
  const meta = () => ({ id: id(), org: undefined });

  return {
    checks: () => lookAt(school()),
    facts: () => ({
      version: ownVersion(),
      node: process.versions.node,
      system: `${type()} ${release()}`,
      memory: process.memoryUsage.rss(),
      upSince: school().startedAt,
      database: school().database.dialect,
      jobs: jobsIn,
      directory: school().directory,
    }),
    async plugins() {
      await school().switches.refresh();
      return school().host.specs.map((spec) => describe(school(), spec.contract.id));
    },
    turnOff: (plugin, how) => school().switches.turnOff(plugin, how),
    turnOn: (plugin) => school().switches.turnOn(plugin),
    settings,
    work: createWork(school),
    async storage() {
      if (use && school().now().getTime() - use.countedAt.getTime() < countedEvery) return use;
      counting ??= storageUse(school()).finally(() => {
        counting = undefined;
      });
      use = await counting;
      return use;
    },
    backups: () => backupsIn(school().directory),
    backUp: () => school().jobs.enqueue(backUpNow, { name: nameOfBackup(school().now()) }, meta(), { key: 'by-hand' }),
    sweep: () => school().jobs.enqueue(sweep, {}, meta(), { key: 'by-hand' }),
    errors: (limit) => loggedErrors(school(), limit),
  };
}

function describe({ host, switches }: School, plugin: string): InstalledPlugin {
  const { contract, needs, migrations, web } = host.specs.find((one) => one.contract.id === plugin)!;
  const off = switches.off.get(plugin);
  return {
    id: plugin,
    summary: contract.summary,
    version: versionNear(migrations ?? web),
    state: off ? 'off' : 'on',
    off: off ?? null,
    essential: switches.isEssential(plugin),
    needs: switches.needsOf(plugin),
    neededBy: switches.neededBy(plugin),
    operations: Object.keys(contract.operations).length,
    privileged: Object.values((needs ?? {}) as Record<string, { id: string }>).some(
      (need) => need.id === installationService.id,
    ),
  };
}

/** Of the package a plugin lies in; null for one that has nothing on the disk that it names. */
function versionNear(place: URL | undefined): string | null {
  if (place?.protocol !== 'file:') return ownVersion();
  for (let folder = place, depth = 0; depth < 4; depth++) {
    folder = new URL('../', folder);
    const found = versionIn(new URL('package.json', folder));
    if (found) return found;
  }
  return null;
}
function versionIn(manifest: URL): string | undefined {
  try {
    return (JSON.parse(readFileSync(fileURLToPath(manifest), 'utf8')) as { version?: string }).version;
  } catch {
    return undefined;
  }
}
const ownVersion = (): string => versionIn(new URL('../../package.json', import.meta.url)) ?? '0';
