import { lessonMedia } from '@lectern/content/web';
import { courseSettings } from '@lectern/courses/web';
import { fill, screen, webPlugin } from '@lectern/ui';
import { t } from './messages.ts';

export { MediaPicker, type MediaPickerProps } from './picker.tsx';
export { makeUploads, type Upload, type Uploads } from './uploads.ts';

export const mediaWeb = webPlugin({
  id: 'media',
  screens: [
    screen({
      path: '/teach/:courseId/media',
      title: ({ course }) => t('page', { course: course.title }),
      access: 'signed-in',
      load: async ({ lms, params: { courseId }, signal }) => {
        const [course, page] = await Promise.all([
          lms.courses.get({ courseId }, { signal }),
          lms.media.list({ courseId, limit: 48 }, { signal }),
        ]);
        return { course, page };
      },
      component: () => import('./library.tsx'),
    }),
  ],
  fills: [
    fill(courseSettings, { component: () => import('./to-library.tsx'), order: 50 }),
    fill(lessonMedia, { component: () => import('./sound.tsx') }),
  ],
});
