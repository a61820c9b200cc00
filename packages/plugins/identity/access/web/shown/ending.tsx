import { Confirm, Problem, toast, useAction, useScreen } from '@lectern/ui';
import type { Known } from '../words/known.ts';
import { t } from '../words/words.ts';
import { whatText } from './parts.tsx';
import { type Right, wordsOf } from './right.ts';

export interface EndingProps {
  /** What is asked about; undefined while nothing is. */
  readonly of: Right | undefined;
  readonly known: Known;
  readonly onClose: () => void;
  readonly onEnded: () => unknown;
}

/** Takes away what was given, or lifts what was denied: asked before, for it holds at once. */
export function Ending({ of, known, onClose, onEnded }: EndingProps) {
  const { lms } = useScreen();
  const end = useAction(async (right: Right) => {
    await lms.access.unassign({ ...wordsOf(right), effect: right.effect });
    toast({ text: t(right.effect === 'deny' ? 'lift.done' : 'take.done') });
    onClose();
    await onEnded();
  });
  const isDenial = of?.effect === 'deny';
  const close = () => {
    end.clear();
    onClose();
  };
  return (
    <Confirm
      open={of !== undefined}
      onClose={close}
      title={of && question(of, known)}
      deed={t(isDenial ? 'lift' : 'take')}
      keep={t('keep')}
      kind="primary"
      busy={end.busy}
      onConfirm={() => of && end.run(of)}
    >
      <div class="stack">
        {end.problem && <Problem problem={end.problem} />}
        <p>{t(isDenial ? 'take.what-lift' : 'take.what')}</p>
      </div>
    </Confirm>
  );
}

function question(of: Right, known: Known): string {
  if (of.effect === 'deny') return t('take.ask-lift', { who: of.name });
  const said = { what: whatText(of, known), who: of.name };
  return of.role === null ? t('take.ask', said) : t('take.ask-role', said);
}
