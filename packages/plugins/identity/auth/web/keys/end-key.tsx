import { Confirm, Problem, toast, useAction } from '@lectern/ui';
import { t } from './messages.ts';

export interface Ending {
  readonly name: string;
  end(): Promise<unknown>;
}

/** Asks before a program is shut out. */
export function EndKey({ of, onClose, onEnded }: { of: Ending | undefined; onClose: () => void; onEnded: () => void }) {
  const end = useAction(async () => {
    await of?.end();
    toast({ text: t('keys.ended-toast', { name: of?.name ?? '' }) });
    onEnded();
    onClose();
  });
  return (
    <Confirm
      open={of !== undefined}
      onClose={onClose}
      title={t('keys.end-this', { name: of?.name ?? '' })}
      deed={t('keys.end')}
      keep={t('keys.keep')}
      busy={end.busy}
      onConfirm={end.run}
    >
      <p>{t('keys.end-why')}</p>
      {end.problem && <Problem problem={end.problem} />}
    </Confirm>
  );
}
