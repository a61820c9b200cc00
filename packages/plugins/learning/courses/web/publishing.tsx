// Showing a course to everybody, or hiding it: asked before, with what will happen in the school's own words.
import type { CoursesGetOutput } from '@lectern/sdk';
import { Confirm, Problem, useAction, useScreen } from '@lectern/ui';
import { useForesight, useTaking } from './foresight.ts';
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
  const foreseen = useForesight(
    publishing ? 'courses.publish' : 'courses.unpublish',
    course && { courseId: course.id },
  );
  const taking = useTaking(publishing ? undefined : course?.id);
  const close = () => {
    change.clear();
    onClose();
  };
  const problem = change.problem ?? foreseen.problem;
  return (
    <Confirm
      open={course !== undefined}
      onClose={close}
      title={course ? t(publishing ? 'publish.sure' : 'unpublish.sure', { title: course.title }) : ''}
      deed={publishing ? t('publish') : t('unpublish')}
      kind="primary"
      impossible={foreseen.problem !== undefined}
      keep={t('not-now')}
      busy={change.busy}
      onConfirm={() => course && change.run(course)}
    >
      {problem ? (
        <Problem problem={problem} />
      ) : (
        <p>
          {publishing ? t('publish.what') : t('unpublish.what')}{' '}
          {taking && t(taking.more ? 'keep.more' : 'keep', { count: taking.count })}
        </p>
      )}
    </Confirm>
  );
}
