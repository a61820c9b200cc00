import { Button, Confirm, goAfresh, Problem, type ScreenClient, Section, Time, to, useAction } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import './protection.css';
import { t } from './words.ts';

/** Under my own account: my data, and leaving for good. */
export function Filling({ lms }: { readonly lms: ScreenClient }) {
  const askedAt = useSignal<string | null>(null);
  const sure = useSignal(false);
  useEffect(() => {
    lms.users.myErasure().then(
      (now) => (askedAt.value = now.askedAt),
      () => {}, // the account stands without it
    );
  }, [lms, askedAt]);
  const download = useAction(async () => {
    location.assign((await lms.users.exportMine()).address); // an attachment: the page stays
  });
  const going = useSignal(false);
  const go = useAction(async () => {
    await lms.users.leave();
    goAfresh(to('/sign-in'));
  });
  const ask = useAction(async () => {
    askedAt.value = (await lms.users.askErasure()).askedAt;
    sure.value = false;
  });
  const takeBack = useAction(async () => {
    await lms.users.withdrawErasure();
    askedAt.value = null;
  });
  const problem = download.problem ?? ask.problem ?? takeBack.problem;
  return (
    <>
      <Section title={t('mine')}>
        <div class="stack">
          <p>{t('mine.what')}</p>
          {problem && <Problem problem={problem} />}
          <div>
            <Button icon="download" busy={download.busy} onClick={() => void download.run()}>
              {t('mine.download')}
            </Button>
          </div>
        </div>
      </Section>
      <Section title={t('go')}>
        <div class="stack">
          <p>{t('go.what')}</p>
          <div>
            <Button onClick={() => (going.value = true)}>{t('go')}</Button>
          </div>
        </div>
      </Section>
      <Section title={t('leave')}>
        <div class="stack">
          <p>
            {askedAt.value ? t.parts('leave.asked', { date: <Time at={askedAt.value} as="full" /> }) : t('leave.what')}
          </p>
          <div>
            {askedAt.value ? (
              <Button busy={takeBack.busy} onClick={() => void takeBack.run()}>
                {t('leave.back')}
              </Button>
            ) : (
              <Button kind="danger" onClick={() => (sure.value = true)}>
                {t('leave')}
              </Button>
            )}
          </div>
        </div>
      </Section>
      <Confirm
        open={sure.value}
        onClose={() => (sure.value = false)}
        title={t('leave.ask')}
        deed={t('leave.do')}
        busyLabel={t('leave.doing')}
        keep={t('leave.keep')}
        busy={ask.busy}
        onConfirm={() => ask.run()}
      >
        <p>{t('leave.sure')}</p>
      </Confirm>
      <Confirm
        open={going.value}
        onClose={() => (going.value = false)}
        title={t('go.ask')}
        deed={t('go')}
        busy={go.busy}
        onConfirm={() => go.run()}
      >
        <p>{t('go.sure')}</p>
        {go.problem && <Problem problem={go.problem} />}
      </Confirm>
    </>
  );
}
