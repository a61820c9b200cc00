import { announce, Confirm, formatList, Problem, useAction, useScreen } from '@lectern/ui';
import type { Item } from './item.tsx';
import { t } from './messages.ts';

interface RemovingProps {
  /** The file that is asked about; undefined while none is. */
  readonly item: Item | undefined;
  readonly onClose: () => void;
  readonly onRemoved: () => unknown;
}

export function Removing({ item, onClose, onRemoved }: RemovingProps) {
  const { lms } = useScreen();
  const remove = useAction(async ({ id: mediaId, title }: Item) => {
    await lms.media.remove({ mediaId });
    await onRemoved();
    onClose();
    announce(t('removed', { title }));
  });
  const close = () => {
    remove.clear();
    onClose();
  };
  const shown = item?.usedIn ?? [];
  return (
    <Confirm
      open={item !== undefined}
      onClose={close}
      title={item ? t('remove.sure', { title: item.title }) : ''}
      deed={t('remove')}
      keep={t('keep-it')}
      impossible={shown.length > 0}
      busy={remove.busy}
      onConfirm={() => item && remove.run(item)}
    >
      {remove.problem ? (
        <Problem problem={remove.problem} />
      ) : shown.length > 0 ? (
        <p>{t('remove.shown', { lessons: formatList(shown.map(({ title }) => title)) })}</p>
      ) : (
        <p>{t('remove.text')}</p>
      )}
    </Confirm>
  );
}
