import { statSync } from 'node:fs';
import { Args } from '@oclif/core';
import { UsageError } from './errors.ts';

/** A folder that is there. */
export const folderArg = Args.custom<string>({
  parse: async (given) => {
    const found = statSync(given, { throwIfNoEntry: false });
    if (found?.isDirectory()) return given;
    throw new UsageError(found ? `${given} is a file; name a folder.` : `There is no folder ${given}.`);
  },
});
