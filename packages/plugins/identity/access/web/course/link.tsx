import { ButtonLink, to, useScreen } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from '../messages.ts';

/** Beside the outline of a course, for whoever may see it: in the whole school, or in this course. */
export function Filling({ courseId }: { readonly courseId: string }) {
  const { lms, viewer } = useScreen();
  const everywhere = viewer?.may('access.read') === true;
  const here = useSignal(false);
  useEffect(() => {
    if (everywhere) return;
    lms.access.assignments({ on: courseId, limit: 1 }).then(
      () => (here.value = true),
      () => {}, // the link would lead nowhere
    );
  }, [lms, everywhere, courseId, here]);
  if (!everywhere && !here.value) return null;
  return (
    <ButtonLink kind="secondary" icon="key-round" href={to('/teach/:courseId/access', { courseId })}>
      {t('here')}
    </ButtonLink>
  );
}
