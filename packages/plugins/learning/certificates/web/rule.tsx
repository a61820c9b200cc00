import { Problem, Switch, useAction, useScreen } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from './messages.ts';

/** Beside the outline of a course: whether it gives certificates. */
export function Filling({ courseId }: { readonly courseId: string }) {
  const { lms } = useScreen();
  const given = useSignal<boolean | undefined>(undefined);
  useEffect(() => {
    lms.certificates.rule({ courseId }).then(
      ({ onCompletion }) => (given.value = onCompletion),
      () => {}, // whoever may not say is not asked
    );
  }, [lms, courseId, given]);
  const set = useAction(async (onCompletion: boolean) => {
    given.value = onCompletion;
    given.value = (await lms.certificates.setRule({ courseId, onCompletion })).onCompletion;
  });
  if (given.value === undefined) return null;
  return (
    <div class="stack card">
      {set.problem && <Problem problem={set.problem} />}
      <Switch
        checked={given.value}
        onValue={async (wanted) => {
          if (!(await set.run(wanted)).ok) given.value = !wanted;
        }}
      >
        {t('rule')}
      </Switch>
      <p class="small soft">{t('rule.what')}</p>
    </div>
  );
}
