import { createHash } from 'node:crypto';
import type { contentService } from '@lectern/content/contract';
import type { coursesService } from '@lectern/courses/contract';
import type { Context } from '@lectern/kit';

export type InteropContext = Context<{ courses: typeof coursesService; content: typeof contentService }>;

export const digestOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');
