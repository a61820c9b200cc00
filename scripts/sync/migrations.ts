// Migrations of every plugin, from its declared tables. See docs/decisions/002-schema-and-migrations.md.
export {
  markReleased,
  migrationsOf,
  type PluginTables,
  syncMigrations,
} from '../../packages/server/src/schema/generate.ts';
