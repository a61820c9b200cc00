import type { coursesService } from '@lectern/courses/contract';
import type { Context } from '@lectern/kit';
import type { usersService } from '@lectern/users/contract';

export type ContentContext = Context<{ courses: typeof coursesService; users: typeof usersService }>;
