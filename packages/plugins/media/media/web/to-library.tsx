import { ButtonLink, to } from '@lectern/ui';
import { t } from './messages.ts';

/** Beside the outline of a course. */
export const Filling = ({ courseId }: { readonly courseId: string }) => (
  <ButtonLink kind="secondary" icon="image" href={to('/teach/:courseId/media', { courseId })}>
    {t('title')}
  </ButtonLink>
);
