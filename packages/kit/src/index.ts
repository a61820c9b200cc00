// All that a plugin's server side imports. Contracts import `@lectern/kit/contract`, which also runs in browsers.
export * from './contract/index.ts';
export {
  bigint,
  boolean,
  decimal,
  fileRef,
  id,
  integer,
  json,
  money,
  type PersonRules,
  personRef,
  real,
  text,
  time,
} from './data/columns.ts';
export type { Data } from './data/data.ts';
export { type Dialect, type Powers, searchTerms } from './data/powers.ts';
export {
  type Builder,
  type Compiled,
  dynamicQuery,
  type Inputs,
  list,
  type Query,
  query,
  ranges,
  scalar,
  searchText,
} from './data/query.ts';
export { rowsOf } from './data/rows.ts';
export { sortKeyOf } from './data/sort-key.ts';
export {
  type AnyTable,
  type Declared,
  declarationAs,
  declarationByName,
  declarationOf,
  type Index,
  type Permanence,
  publishedView,
  snakeCase,
  type Table,
  type TableOptions,
  type Travels,
  table,
  tenantTable,
} from './data/table.ts';
export { unitOrg } from './data/unit-org.ts';
export { type VisibleQuery, visibleQuery } from './data/visible-query.ts';
export { networkOf } from './kernel/network.ts';
export {
  type NewResource,
  type Range,
  type Resource,
  type Resources,
  rangeOf,
  resources,
  type Visible,
  visibleRanges,
} from './kernel/resources.ts';
export { type Decision, type Grant, type Rights, rightsOf } from './kernel/rights.ts';
export {
  type Actor,
  anonymous,
  currentScope,
  runInScope,
  type Scope,
  system,
  wholeInstallation,
} from './kernel/scope.ts';
export type { Context, Logger, Needs, Resolved, Secrets, Signatures } from './plugin/context.ts';
export {
  type AnyPluginSpec,
  type Call,
  definePlugin,
  type EventMeta,
  type Fill,
  fill,
  type Handler,
  type Handlers,
  on,
  type Plugin,
  type PluginSpec,
  type Prepared,
  prepared,
  type Reaction,
  type Received,
  received,
  specOf,
} from './plugin/define.ts';
export type { CheckState, Health } from './plugin/health.ts';
export {
  type EnqueueOptions,
  type Job,
  type JobHandler,
  type JobOptions,
  type JobRun,
  type JobState,
  job,
  runs,
} from './plugin/jobs.ts';
export { objectResponse, type ServedObject } from './plugin/object-response.ts';
export { kernelProblems, Refusal, type RefusalDetails, refuse } from './plugin/refusal.ts';
export {
  type AuditCount,
  type AuditFault,
  type AuditFilter,
  type AuditHead,
  type AuditHold,
  type AuditPage,
  type AuditPolicy,
  type AuditPort,
  type AuditProof,
  type AuditRecord,
  type AuditTombstone,
  type AuditVerdict,
  auditPolicySlot,
} from './ports/audit.ts';
export {
  type Authenticator,
  type Authorizer,
  authenticatorSlot,
  authorizerSlot,
  type Credentials,
  type Identity,
  type OrganizationResolver,
  organizationSlot,
} from './ports/identity.ts';
export {
  type HealthCheck,
  type Installation,
  type InstallationFacts,
  type InstallationSetting,
  type InstallationSettings,
  type InstallationWork,
  type InstalledPlugin,
  installationService,
  type KeptBackup,
  type LoggedError,
  type QueueState,
  type StorageUse,
  type Why,
  type Work,
  type WorkFilter,
} from './ports/installation.ts';
export type { Mail, MailPort } from './ports/mail.ts';
export {
  OutgoingFault,
  type OutgoingOptions,
  type OutgoingPort,
  type OutgoingReason,
} from './ports/outgoing.ts';
export {
  type PersonChange,
  type PersonPart,
  type PersonReach,
  type PersonRows,
  type PersonsPort,
  personPartSlot,
} from './ports/persons.ts';
export {
  type DeclaredSetting,
  type InstallationValue,
  installationSettings,
  organizationSettings,
  type SettingChange,
  type SettingHistoryFilter,
  type SettingRow,
  type SettingsPort,
  type SettingsSource,
  type SettingValue,
  type SettingWords,
  type SettingWrite,
  type SettledSetting,
  settingsSlot,
  type Words,
} from './ports/settings.ts';
export { type FirstSteps, type Setup, setupSlot } from './ports/setup.ts';
export { type ListedObject, StorageLimitError, type StoragePort, type StoredObject } from './ports/storage.ts';
export type { TenantsPort } from './ports/tenants.ts';
export { type Titles, titlesSlot } from './ports/titles.ts';
export { type WayIn, wayInSlot } from './ports/way-in.ts';
