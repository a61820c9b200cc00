import { Button, Dialog, Form, TextField, useAction, useScreen } from '@lectern/ui';
import { t } from './messages.ts';
import type { Target } from './removing.tsx';

export interface RenamingProps {
  /** The part or lesson that is being renamed; undefined while none is. */
  readonly target: Target | undefined;
  readonly onClose: () => void;
  readonly onRenamed: () => unknown;
}

export function Renaming({ target, onClose, onRenamed }: RenamingProps) {
  const { lms } = useScreen();
  const rename = useAction(async ({ kind, id }: Target, title: string) => {
    await (kind === 'part'
      ? lms.courses.updateSection({ sectionId: id, title })
      : lms.courses.updateLesson({ lessonId: id, title }));
    await onRenamed();
    onClose();
  });
  const close = () => {
    rename.clear();
    onClose();
  };
  return (
    <Dialog
      open={target !== undefined}
      onClose={close}
      title={target ? t('rename.what', { title: target.title }) : ''}
      actions={false}
    >
      <Form onSubmit={(form) => target && rename.run(target, String(form.get('name')))} problem={rename.problem}>
        <TextField label={t('title.label')} name="name" value={target?.title ?? ''} maxLength={200} />
        <div class="dialog-actions">
          <Button onClick={close}>{t('not-now')}</Button>
          <Button kind="primary" submit busy={rename.busy}>
            {t('save')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
