import type { AuthSignOnOptionsOutput } from '@lectern/sdk';
import { Button, Problem, type ScreenClient, useAction } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { leave } from './leave.ts';
import { t } from './messages.ts';

/** On /sign-in: a button for every provider. */
export function Filling({ lms, next }: { readonly lms: ScreenClient; readonly next: string }) {
  const ways = useSignal<AuthSignOnOptionsOutput['ways']>([]);
  const going = useSignal<string | undefined>(undefined);
  const go = useAction(async (providerId: string) => {
    going.value = providerId;
    await leave(lms, { providerId }, next);
  });
  useEffect(() => {
    lms.auth.signOnOptions({}).then(
      (options) => (ways.value = options.ways),
      () => {}, // the other ways in still stand
    );
  }, [lms, ways]);
  return (
    <>
      {go.problem && <Problem problem={go.problem} />}
      {ways.value.map(({ providerId, name }) => (
        <Button
          key={providerId}
          wide
          busy={go.busy && going.value === providerId}
          onClick={() => void go.run(providerId)}
        >
          {t('way', { name })}
        </Button>
      ))}
    </>
  );
}
