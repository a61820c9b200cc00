import { courseSettings } from '@lectern/courses/web';
import { homeEnd } from '@lectern/progress/web';
import { fill, screen, webPlugin } from '@lectern/ui';
import { t } from './messages.ts';

export const certificatesWeb = webPlugin({
  id: 'certificates',
  screens: [
    screen({
      path: '/certificates/:number',
      title: ({ person, course }) => t('page', { person, course }),
      access: 'public',
      frame: 'wide',
      load: ({ lms, params: { number }, signal }) => lms.certificates.find({ number }, { signal }),
      // Whoever has the number may look; a search engine has not.
      head: () => ({ robots: 'noindex' }),
      component: () => import('./certificate.tsx'),
    }),
  ],
  fills: [
    fill(homeEnd, { component: () => import('./mine.tsx') }),
    fill(courseSettings, { component: () => import('./rule.tsx') }),
  ],
});
