import type { UsersGetOutput } from '@lectern/sdk';
import { Button, Callout, Dialog, Form, go, type ScreenClient, TextField, to, toast, useAction } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { t } from './words.ts';

interface EraseProps {
  readonly person: UsersGetOutput;
  readonly lms: ScreenClient;
}

/** Cannot be undone, so whoever does it writes the name of whom it is about. */
export function Erase({ person, lms }: EraseProps) {
  const { id: userId, name } = person;
  const open = useSignal(false);
  const erase = useAction(async (_: FormData) => {
    await lms.users.erase({ userId });
    open.value = false;
    go(to('/people'));
    toast({ text: t('erase.done', { name }) });
  });
  const close = () => {
    erase.clear();
    open.value = false;
  };
  return (
    <>
      <Button kind="danger" onClick={() => (open.value = true)}>
        {t('erase')}
      </Button>
      <Dialog open={open.value} onClose={close} title={t('erase.ask', { name })} actions={false}>
        {open.value && (
          <Form onSubmit={erase.run} problem={erase.problem} class="stack">
            <p>{t('erase.what')}</p>
            <p>{t('erase.stays')}</p>
            {person.elsewhere && <Callout tone="warn">{t('erase.here', { name })}</Callout>}
            <TextField
              label={t.parts('erase.type', { name: <bdi>{name}</bdi> })}
              name="name"
              autocomplete="off"
              check={(written) => (written.trim() === name ? undefined : t('erase.other'))}
            />
            <div class="dialog-actions">
              <Button onClick={close}>{t('keep')}</Button>
              <Button kind="final" submit busy={erase.busy} busyLabel={t('erase.doing')}>
                {t('erase.do')}
              </Button>
            </div>
          </Form>
        )}
      </Dialog>
    </>
  );
}
