import { courseRemoved, coursesService } from '@lectern/courses/contract';
import { definePlugin, fill, on, personPartSlot, runs } from '@lectern/kit';
import { organizationsService } from '@lectern/organizations/contract';
import { courseCompleted, progressService } from '@lectern/progress/contract';
import { usersService } from '@lectern/users/contract';
import { certificatesContract } from './contract.ts';
import { certificatesHandlers } from './handlers.ts';
import { seedCertificates } from './seed.ts';
import { catchUp, createCertificates } from './service.ts';
import { certificateRules, certificates } from './tables.ts';

export const certificatesPlugin = definePlugin({
  contract: certificatesContract,
  needs: {
    courses: coursesService,
    progress: progressService,
    users: usersService,
    organizations: organizationsService,
  },
  tables: [certificates, certificateRules],
  migrations: new URL('../migrations/', import.meta.url),
  service: createCertificates,
  handlers: certificatesHandlers,
  // A certificate outlives its course.
  reactions: (service) => [
    on(courseCompleted, ({ courseId, userId }, { at }) => service.completed(courseId, userId, at)),
    on(courseRemoved, ({ courseId }) => service.forgetRule(courseId)),
  ],
  jobs: (service) => [runs(catchUp, ({ courseId }) => service.catchUp(courseId))],
  fills: (service) => [fill(personPartSlot, { merging: service.merging })],
  seed: seedCertificates,
});
