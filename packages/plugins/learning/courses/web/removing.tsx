// Deleting a lesson, a part or a whole course: asked before, with what goes along.
import { Confirm, Problem, useAction, useScreen } from '@lectern/ui';
import { useForesight, useTaking } from './foresight.ts';
import { t } from './messages.ts';

/** What is being renamed or deleted. */
export interface Target {
  readonly kind: 'course' | 'part' | 'lesson';
  readonly id: string;
  readonly title: string;
}
const operations = {
  course: 'courses.remove',
  part: 'courses.removeSection',
  lesson: 'courses.removeLesson',
} as const;
const inputOf = ({ kind, id }: Target): Readonly<Record<string, string>> =>
  kind === 'course' ? { courseId: id } : kind === 'part' ? { sectionId: id } : { lessonId: id };

export interface RemovingProps {
  /** What is asked about; undefined while nothing is. */
  readonly target: Target | undefined;
  readonly onClose: () => void;
  readonly onRemoved: (target: Target) => unknown;
}

export function Removing({ target, onClose, onRemoved }: RemovingProps) {
  const { lms } = useScreen();
  const operation = operations[target?.kind ?? 'lesson'];
  const foreseen = useForesight(operation, target && inputOf(target));
  const taking = useTaking(target?.kind === 'course' ? target.id : undefined);
  const remove = useAction(async (one: Target) => {
    await lms.call(operation, inputOf(one));
    await onRemoved(one);
    onClose();
  });
  const close = () => {
    remove.clear();
    onClose();
  };
  const lessons = foreseen.events?.filter(({ name }) => name === 'lesson.removed').length;
  const problem = remove.problem ?? foreseen.problem;
  return (
    <Confirm
      open={target !== undefined}
      onClose={close}
      title={target ? t('remove.sure', { title: target.title }) : ''}
      deed={t('remove')}
      keep={t('keep-it')}
      impossible={foreseen.problem !== undefined}
      busy={remove.busy}
      onConfirm={() => target && remove.run(target)}
    >
      {problem ? (
        <Problem problem={problem} />
      ) : (
        <p>
          {target?.kind === 'lesson'
            ? t('remove.text')
            : lessons !== undefined && t('remove.lessons', { count: lessons })}{' '}
          {taking && t(taking.more ? 'lose.more' : 'lose', { count: taking.count })} {t('no-way-back')}
        </p>
      )}
    </Confirm>
  );
}
