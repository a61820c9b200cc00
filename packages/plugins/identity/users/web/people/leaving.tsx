import type { UsersGetOutput } from '@lectern/sdk';
import { Button, Dialog, Form, type ScreenProps, TextArea, toast, useAction, type Viewer } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { t } from './words.ts';

type Deed = 'suspend' | 'remove';

/** Keeps a person out, for a while or for good, or lets them in again. */
export function Leaving({
  person,
  lms,
  viewer,
  changed,
}: {
  readonly person: UsersGetOutput;
  readonly lms: ScreenProps['lms'];
  readonly viewer: Viewer | undefined;
  readonly changed: (now: UsersGetOutput) => void;
}) {
  const asking = useSignal<Deed | undefined>(undefined);
  const userId = person.id;
  const leave = useAction(async (form: FormData) => {
    const reason = String(form.get('reason') ?? '');
    const deed = asking.peek()!;
    changed(await lms.users[deed]({ userId, reason }));
    asking.value = undefined;
    toast({ text: t(`${deed}.done`, { name: person.name }) });
  });
  const restore = useAction(async () => {
    changed(await lms.users.restore({ userId }));
    toast({ text: t('restore.done', { name: person.name }) });
  });
  const ask = (deed: Deed) => {
    leave.clear();
    asking.value = deed;
  };
  if (viewer?.id === userId) return <p class="muted">{t('yourself')}</p>;
  const deed = asking.value;
  return (
    <div class="row">
      {viewer?.may('user.suspend') && person.state !== 'active' && (
        <Button busy={restore.busy} onClick={() => restore.run()}>
          {t('restore')}
        </Button>
      )}
      {viewer?.may('user.suspend') && person.state === 'active' && (
        <Button onClick={() => ask('suspend')}>{t('suspend')}</Button>
      )}
      {viewer?.may('user.remove') && person.state !== 'removed' && (
        <Button kind="danger" onClick={() => ask('remove')}>
          {t('remove')}
        </Button>
      )}
      <Dialog
        open={deed !== undefined}
        onClose={() => (asking.value = undefined)}
        title={deed && t(`${deed}.ask`, { name: person.name })}
        actions={false}
      >
        {deed && (
          <Form onSubmit={leave.run} problem={leave.problem}>
            <p>{t(`${deed}.what`)}</p>
            <TextArea label={t('reason')} hint={t('reason.hint')} name="reason" optional maxLength={500} rows={2} />
            <div class="dialog-actions">
              <Button onClick={() => (asking.value = undefined)}>{t('keep')}</Button>
              <Button kind={deed === 'remove' ? 'final' : 'primary'} submit busy={leave.busy}>
                {t(deed)}
              </Button>
            </div>
          </Form>
        )}
      </Dialog>
    </div>
  );
}
