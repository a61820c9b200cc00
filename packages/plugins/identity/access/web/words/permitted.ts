import { problemFrom } from '@lectern/ui';

/** What somebody may not read, or what no loaded plugin has, is nothing to them; whatever else goes wrong is thrown. */
export const orNothing = (error: unknown): { items: [] } => {
  if ([403, 404].includes(problemFrom(error).status)) return { items: [] };
  throw error;
};
