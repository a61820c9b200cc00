// Showing a course to everybody, or hiding it: asked before, with what will happen in the school's own words.
import type { CoursesGetOutput } from '@lectern/sdk';
import { Confirm, Problem, useAction, useScreen } from '@lectern/ui';
import { t } from './messages.ts';

type Course = Pick<CoursesGetOutput, 'id' | 'title' | 'status'>;

export interface PublishingProps {
  /** The course asked about; undefined while nothing is asked. */
  readonly course: Course | undefined;
  readonly onClose: () => void;
  readonly onChanged: (course: CoursesGetOutput) => void;
}

export function Publishing({ course, onClose, onChanged }: PublishingProps) {
  const { lms } = useScreen();
  const change = useAction(async ({ id: courseId, status }: Course) => {
    onChanged(await (status === 'draft' ? lms.courses.publish({ courseId }) : lms.courses.unpublish({ courseId })));
    onClose();
  });
  const publishing = course?.status === 'draft';
  const close = () => {
    change.clear();
    onClose();
  };
  return (
    <Confirm
      open={course !== undefined}
      onClose={close}
      title={course ? t(publishing ? 'publish.sure' : 'unpublish.sure', { title: course.title }) : ''}
      deed={publishing ? t('publish') : t('unpublish')}
      keep={t('not-now')}
      busy={change.busy}
      onConfirm={() => course && change.run(course)}
    >
      {publishing ? t('publish.what') : t('unpublish.what')}
      {change.problem && <Problem problem={change.problem} />}
    </Confirm>
  );
}
