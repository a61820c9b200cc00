// How the roles that every school has are called and what they are for, in the language of the contracts; screens say it in
// the reader's.
import type { BuiltInRole } from '@lectern/kit';

export const builtInWords: Readonly<Record<BuiltInRole, readonly [name: string, summary: string]>> = {
  owner: ['Owner', 'May everything, and hands the school over'],
  admin: ['Admin', 'May everything but make or dismiss owners'],
  manager: ['Manager', 'Runs the school from day to day: people, teams, courses, and the roles of those who teach'],
  instructor: ['Instructor', 'Makes and teaches courses; on a single course: this one'],
  'teaching-assistant': ['Teaching assistant', 'Helps to teach: sees how learners are doing, and what they answered'],
  reviewer: ['Reviewer', 'Reads what is not published yet, and the answers of learners'],
  moderator: ['Moderator', 'Keeps the peace where people meet'],
  'support-agent': ['Support agent', 'Helps people: sees accounts and what a learner sees, and acts as a learner'],
  learner: ['Learner', 'Takes a course'],
  guest: ['Guest', 'Reads a course without taking it'],
};
