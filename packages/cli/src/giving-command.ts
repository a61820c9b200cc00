// What `lms access give`, `deny` and `take` share: they say the same words of the same thing.
import { Args, Flags } from '@oclif/core';
import { placeHelp } from './access-at.ts';
import { globalFlags, previewed } from './command.ts';

export const givingArgs = {
  who: Args.string({ required: true, description: 'Address of a person, or team:NAME' }),
  what: Args.string({ required: true, description: 'A role such as reviewer, or a permission such as course.publish' }),
};
export const givingFlags = {
  ...globalFlags,
  ...previewed('See whether it would be done; change nothing'),
  as: Flags.string({ helpValue: '<email>', description: 'Address of the person who does it; the owner when absent' }),
  on: Flags.string({ helpValue: '<place>', description: `Where: ${placeHelp}` }),
};
export const termFlags = {
  from: Flags.string({ helpValue: '<day>', description: 'It holds from then on; from now on when absent' }),
  until: Flags.string({
    helpValue: '<day>',
    description: 'The last day on which it holds; without an end when absent',
  }),
  below: Flags.boolean({ description: 'In all schools below this one too; not with --on' }),
};
