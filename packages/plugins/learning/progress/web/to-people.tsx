import { ButtonLink, to } from '@lectern/ui';
import { t } from './messages.ts';

/** Beside the outline of a course. */
export const Filling = ({ courseId }: { readonly courseId: string }) => (
  <ButtonLink kind="secondary" icon="users" href={to('/teach/:courseId/people', { courseId })}>
    {t('people')}
  </ButtonLink>
);
