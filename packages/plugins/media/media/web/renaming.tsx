import { Button, Dialog, Form, TextField, useAction, useScreen } from '@lectern/ui';
import type { Item } from './item.tsx';
import { t } from './messages.ts';

interface RenamingProps {
  /** The file that is being renamed; undefined while none is. */
  readonly item: Item | undefined;
  readonly onClose: () => void;
  readonly onRenamed: () => unknown;
}

export function Renaming({ item, onClose, onRenamed }: RenamingProps) {
  const { lms } = useScreen();
  const rename = useAction(async (mediaId: string, title: string) => {
    await lms.media.rename({ mediaId, title });
    await onRenamed();
    onClose();
  });
  const close = () => {
    rename.clear();
    onClose();
  };
  return (
    <Dialog
      open={item !== undefined}
      onClose={close}
      title={item ? t('rename.what', { title: item.title }) : ''}
      actions={false}
    >
      <Form onSubmit={(form) => item && rename.run(item.id, String(form.get('title')))} problem={rename.problem}>
        <TextField label={t('rename.title')} name="title" value={item?.title ?? ''} maxLength={200} />
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
