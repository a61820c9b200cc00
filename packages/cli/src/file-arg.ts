import { statSync } from 'node:fs';
import { Args } from '@oclif/core';
import { UsageError } from './errors.ts';

/** A file that is there. */
export const fileArg = Args.custom<string>({
  parse: async (given) => {
    const found = statSync(given, { throwIfNoEntry: false });
    if (found?.isFile()) return given;
    throw new UsageError(found ? `${given} is no file.` : `There is no file ${given}.`);
  },
});
