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
  declarationByName,
  declarationOf,
  type Index,
  publishedView,
  snakeCase,
  type Table,
  type TableOptions,
  table,
  tenantTable,
} from './data/table.ts';
export { unitOrg } from './data/unit-org.ts';
export {
  type NewResource,
  type Range,
  type Resource,
  type Resources,
  rangeOf,
  resources,
  visibleRanges,
} from './kernel/resources.ts';
export { type Actor, anonymous, currentScope, runInScope, type Scope, system } from './kernel/scope.ts';
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
  type Health,
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
export type { AuditFault, AuditFilter, AuditPort, AuditRecord, AuditVerdict } from './ports/audit.ts';
export {
  type Authenticator,
  type Authorizer,
  authenticatorSlot,
  authorizerSlot,
  type Credentials,
  type Grant,
  type Identity,
  type OrganizationResolver,
  organizationSlot,
} from './ports/identity.ts';
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
  organizationSettings,
  type SettingRow,
  type SettingsPort,
  type SettingsSource,
  type SettingValue,
  type SettingWords,
  type SettledSetting,
  settingsSlot,
  type Words,
} from './ports/settings.ts';
export { type FirstSteps, type Setup, setupSlot } from './ports/setup.ts';
export { type ListedObject, StorageLimitError, type StoragePort, type StoredObject } from './ports/storage.ts';
export type { TenantsPort } from './ports/tenants.ts';
