export { type ClientOptions, createClient, type InProcess, type Lectern, type Preview, type Tools } from './client.ts';
export type * from './generated/types.ts';
export type { Heard, Listening } from './listen.ts';
export { isProblem, LecternProblem } from './problem.ts';
export type { CallOptions, OperationRow } from './request.ts';
