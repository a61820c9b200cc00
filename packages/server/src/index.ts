// The host of plugins. Applications that embed a school, the command line and tests import this; plugins do not.
export type { Exported } from './archive/export.ts';
export { type Imported, importOrganization } from './archive/import.ts';
export type { ArchiveFailure, ArchiveProgress } from './archive/route.ts';
export type { Owner } from './archive/ways-in.ts';
export { type Backup, backUp } from './backup/backup.ts';
export { restore } from './backup/restore.ts';
export {
  ConfigError,
  defineConfig,
  environmentName,
  type LoadedConfig,
  loadConfig,
  resolveConfig,
  type SchoolConfig,
  type Source,
} from './config/config.ts';
export { AlreadyOpenError, claimOwnership } from './data/owner.ts';
export { type Check, type Examination, examine } from './doctor/doctor.ts';
export type { Pages } from './http/site-app.ts';
export type { Transport } from './http/transport.ts';
export { logFiles } from './log/files.ts';
export { createLog, createLogAt, terminal } from './log/log.ts';
export { follow, type LogLine, lastLines, type Wanted } from './log/read.ts';
export type { School, ServerOptions } from './school.ts';
export { PortTakenError, type ServeOptions, type Serving, serveSchool } from './serve/serve.ts';
export { fetchOverSocket, socketOf } from './serve/socket.ts';
export { createServer } from './server.ts';
export { type Upgraded, UpgradeTakenBackError, upgrade } from './upgrade/upgrade.ts';
export { resolvePlugins, WiringError, type WiringFault } from './wiring/resolve.ts';
export { withNeeds } from './wiring/with-needs.ts';
