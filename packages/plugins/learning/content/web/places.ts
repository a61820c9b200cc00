import { place } from '@lectern/ui';

export interface LessonMediaProps {
  readonly mediaId: string;
  readonly kind: 'video' | 'audio';
  readonly title: string;
}
/** Where a lesson shows a film or a sound: a filling that plays another kind than the one it is told shows nothing. */
export const lessonMedia = place<LessonMediaProps>('content.lesson.media');
