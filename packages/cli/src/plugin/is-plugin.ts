import { type Plugin, specOf } from '@lectern/kit';

/** What `definePlugin` made, among whatever else a module exports. */
export const isPlugin = (value: unknown): value is Plugin =>
  typeof value === 'object' &&
  value !== null &&
  'spec' in value &&
  specOf(value as unknown as Plugin)?.contract?.id !== undefined;
