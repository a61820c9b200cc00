// Everything a contract.ts imports. Runs in Node and in browsers.
export {
  type AnyOperation,
  type BuiltInRole,
  builtInRoles,
  type ClientOf,
  type Contract,
  defineContract,
  type ListedRole,
  type Permission,
} from './contract.ts';
export { type Audience, type Event, event, upcast } from './event.ts';
export { Done, Email, Id, Language, Line, Moment, Nothing, Slug, Text } from './fields.ts';
export { installationProblems } from './installation.ts';
export {
  type AuditKind,
  changes,
  get,
  type HttpMethod,
  type Need,
  type Operation,
  type OperationSpec,
  type Problem,
  patch,
  post,
  put,
  type RawExample,
  type RawOperation,
  type RawSpec,
  raw,
  remove,
} from './operation.ts';
export { cursorOf, keysOf, type Page, pageFrom, pageInput, pageOf } from './page.ts';
export { optional, type ServiceRef, type Slot, service, slot } from './service.ts';
