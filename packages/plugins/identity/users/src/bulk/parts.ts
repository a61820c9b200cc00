import type { Fields } from '../fields/service.ts';
import type { People, UsersContext } from '../people/service.ts';
import type { Standing } from '../people/standing.ts';

export type BulkContext = UsersContext;
/** The rules that a row of a file is under, the same as a screen's. */
export interface BulkParts {
  readonly people: People;
  readonly fields: Fields;
  readonly standing: Standing;
}
