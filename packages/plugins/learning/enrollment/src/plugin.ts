import { accessService } from '@lectern/access/contract';
import { courseRemoved, coursesService } from '@lectern/courses/contract';
import { definePlugin, on } from '@lectern/kit';
import { usersService } from '@lectern/users/contract';
import { enrollmentContract } from './contract.ts';
import { enrollmentHandlers } from './handlers.ts';
import { seedEnrollments } from './seed.ts';
import { seedRights } from './seed-rights.ts';
import { createEnrollment } from './service.ts';
import { enrollments } from './tables.ts';

export const enrollmentPlugin = definePlugin({
  contract: enrollmentContract,
  needs: { courses: coursesService, access: accessService, users: usersService },
  tables: [enrollments],
  migrations: new URL('../migrations/', import.meta.url),
  service: createEnrollment,
  handlers: enrollmentHandlers,
  reactions: (enrollment) => [on(courseRemoved, ({ courseId }) => enrollment.forgetCourse(courseId))],
  seed: async (enrollment, ctx, scale) => {
    await seedEnrollments(enrollment, ctx);
    if (scale === 'demo') await ctx.data.unit(() => seedRights(ctx));
  },
});
