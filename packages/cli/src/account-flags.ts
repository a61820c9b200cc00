// Flags that say who somebody is. Refused before anything is made: an account without its password would be half a change.
import { Flags } from '@oclif/core';
import { UsageError } from './errors.ts';

export const emailFlag = Flags.custom<string>({
  parse: async (given) => {
    if (/^[^@\s]+@[^@\s]+$/.test(given)) return given;
    throw new UsageError(`${JSON.stringify(given)} is no address; write one such as ana@example.org.`);
  },
});
export const passwordFlag = Flags.custom<string>({
  parse: async (given) => {
    if (given.length >= 10) return given;
    throw new UsageError('too short; at least 10 characters.');
  },
});
