import type { coursesService } from '@lectern/courses/contract';
import type { Context } from '@lectern/kit';
import type { mediaService } from '@lectern/media/contract';
import type { usersService } from '@lectern/users/contract';

export type ContentContext = Context<{
  courses: typeof coursesService;
  media: typeof mediaService;
  users: typeof usersService;
}>;
