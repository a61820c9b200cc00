import type { AuthProposeSecondFactorOutput, AuthSecondFactorStateOutput } from '@lectern/sdk';
import {
  Badge,
  Button,
  Callout,
  Confirm,
  Problem,
  type ScreenClient,
  Section,
  Time,
  useAction,
  useData,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import type { Fresh } from './confirm.tsx';
import { t } from './messages.ts';
import { Pairing } from './pairing.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

interface SecondFactorProps {
  readonly initial: AuthSecondFactorStateOutput;
  readonly lms: ScreenClient;
  readonly fresh: Fresh;
}

export function SecondFactor({ initial, lms, fresh }: SecondFactorProps) {
  const state = useData(initial, () => lms.auth.secondFactorState());
  const proposed = useSignal<AuthProposeSecondFactorOutput | undefined>(undefined);
  const codes = useSignal<readonly string[] | undefined>(undefined);
  const turningOff = useSignal(false);
  const propose = useAction(async () => {
    proposed.value = await fresh.act(() => lms.auth.proposeSecondFactor());
  });
  const renew = useAction(async () => {
    codes.value = (await fresh.act(() => lms.auth.renewRecoveryCodes())).codes;
    await state.refresh();
  });
  const turnOff = useAction(async () => {
    turningOff.value = false;
    await fresh.act(() => lms.auth.turnOffSecondFactor());
    await state.refresh();
  });
  const { since, recoveryCodes, required } = state.data;
  const problem = propose.problem ?? renew.problem ?? turnOff.problem;
  return (
    <Section title={t('factor')} aside={since ? <Badge tone="good">{t('factor.on')}</Badge> : undefined}>
      <div class="stack">
        {problem && <Problem problem={problem} />}
        {since === null ? (
          <>
            <p>{required ? t('factor.required') : t('factor.why')}</p>
            <div>
              <Button kind={required ? 'primary' : 'secondary'} busy={propose.busy} onClick={() => void propose.run()}>
                {t('factor.set-up')}
              </Button>
            </div>
          </>
        ) : (
          <>
            <p>{t.parts('factor.since', { when: <Time at={since} /> })}</p>
            {recoveryCodes < 3 ? (
              <Callout tone="warn">{t('factor.codes-left', { count: recoveryCodes })}</Callout>
            ) : (
              <p class="soft">{t('factor.codes-left', { count: recoveryCodes })}</p>
            )}
            <div class="row">
              <Button busy={renew.busy} onClick={() => void renew.run()}>
                {t('factor.renew')}
              </Button>
              {!required && (
                <Button kind="danger" busy={turnOff.busy} onClick={() => (turningOff.value = true)}>
                  {t('factor.off')}
                </Button>
              )}
            </div>
          </>
        )}
      </div>
      <Pairing
        proposed={proposed.value}
        lms={lms}
        fresh={fresh}
        onClose={() => (proposed.value = undefined)}
        onOn={(made) => {
          proposed.value = undefined;
          codes.value = made;
          void state.refresh();
        }}
      />
      <RecoveryCodes codes={codes.value} onClose={() => (codes.value = undefined)} />
      <Confirm
        open={turningOff.value}
        onClose={() => (turningOff.value = false)}
        title={t('factor.off-sure')}
        deed={t('factor.off')}
        onConfirm={() => turnOff.run()}
      >
        <p>{t('factor.off-means')}</p>
      </Confirm>
    </Section>
  );
}
