// The kernel's tables and migrations, before those of the plugins.
import { type AnyPluginSpec, type AnyTable, resources } from '@lectern/kit';
import * as archive from '../archive/tables.ts';
import * as audit from '../audit/tables.ts';
import * as events from '../events/tables.ts';
import * as gateway from '../gateway/tables.ts';
import * as jobs from '../jobs/tables.ts';
import type { MigrationSet } from '../schema/apply.ts';
import * as switches from '../switches/tables.ts';
import * as behaviour from '../track/tables.ts';
import * as kernel from './tables.ts';

export const kernelTables = [
  resources,
  ...[archive, audit, kernel, events, jobs, behaviour, switches, gateway].flatMap((module) => Object.values(module)),
] as unknown as readonly AnyTable[];

/** In load order, so that a view finds the tables it reads. */
export const migrationSets = (specs: readonly AnyPluginSpec[]): MigrationSet[] => [
  { plugin: 'kernel', folder: new URL('../../migrations/', import.meta.url) },
  ...specs.flatMap(({ contract, migrations }) => (migrations ? [{ plugin: contract.id, folder: migrations }] : [])),
];
