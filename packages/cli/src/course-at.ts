import type { CoursesFindOutput, Lectern } from '@lectern/sdk';
import { CommandError } from './errors.ts';

/** @param slug the course's part of its address. @throws CommandError when there is none */
export async function courseAt(lms: Lectern, slug: string): Promise<CoursesFindOutput> {
  const { isProblem } = await import('@lectern/sdk');
  return lms.courses.find({ slug }).catch((error: unknown) => {
    if (!isProblem(error) || error.code !== 'not_found') throw error;
    throw new CommandError(`There is no course ${slug}. \`lms call courses.teaching\` shows those there are.`);
  });
}
