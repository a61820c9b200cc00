import { lessonMedia } from '@lectern/content/web';
import { fill, webPlugin } from '@lectern/ui';

export const streamingWeb = webPlugin({
  id: 'streaming',
  screens: [],
  fills: [fill(lessonMedia, { component: () => import('./film.tsx') })],
});
