import type { CoursesService } from './contract.ts';
import { authoring } from './service/authoring.ts';
import type { CoursesContext } from './service/context.ts';
import { outline } from './service/outline.ts';
import { reading } from './service/reading.ts';

export function createCourses(ctx: CoursesContext) {
  const read = reading(ctx);
  return { ...read, ...authoring(ctx, read), ...outline(ctx) } satisfies CoursesService;
}
export type Courses = ReturnType<typeof createCourses>;
