import { accessService } from '@lectern/access/contract';
import { definePlugin, fill, titlesSlot } from '@lectern/kit';
import { organizationsService } from '@lectern/organizations/contract';
import { usersService } from '@lectern/users/contract';
import { coursesContract } from './contract.ts';
import { coursesHandlers } from './handlers.ts';
import { createCourses } from './service.ts';
import { courses, lessons, sections } from './tables.ts';
import { titlesOf } from './titles.ts';
import { courseTitles } from './views.ts';

export const coursesPlugin = definePlugin({
  contract: coursesContract,
  needs: { access: accessService, users: usersService, organizations: organizationsService },
  tables: [courses, sections, lessons, courseTitles],
  migrations: new URL('../migrations/', import.meta.url),
  service: createCourses,
  handlers: coursesHandlers,
  fills: (_, { data }) => titlesOf(data).map((titles) => fill(titlesSlot, titles)),
});
