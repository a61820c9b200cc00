import type { AuthServiceAccountsOutput } from '@lectern/sdk';
import { Button, Dialog, Form, type ScreenClient, Select, TextField, useAction } from '@lectern/ui';
import { lifeIn, lives } from '../keys/life.ts';
import { LimitField, limitIn } from '../keys/limit.tsx';
import type { Made } from '../keys/made.tsx';
import { t } from '../keys/messages.ts';

interface NewAccountKeyProps {
  readonly of: AuthServiceAccountsOutput['items'][number] | undefined;
  readonly lms: ScreenClient;
  readonly onClose: () => void;
  readonly onMade: (made: Made) => void;
}

export function NewAccountKey({ of, lms, onClose, onMade }: NewAccountKeyProps) {
  const create = useAction(async (form: FormData) => {
    const name = String(form.get('name'));
    const { key } = await lms.auth.createServiceKey({ accountId: of!.id, name, ...limitIn(form), ...lifeIn(form) });
    onMade({ name, key });
  });
  return (
    <Dialog
      open={of !== undefined}
      onClose={onClose}
      title={t('accounts.key-of', { name: of?.name ?? '' })}
      actions={false}
    >
      <Form onSubmit={create.run} problem={create.problem} class="stack">
        <TextField label={t('keys.what-for')} hint={t('keys.what-for-hint')} name="name" maxLength={200} />
        <LimitField />
        <Select label={t('keys.until')} name="life" value="90" options={lives()} />
        <div class="dialog-actions">
          <Button onClick={onClose}>{t('keys.cancel')}</Button>
          <Button kind="primary" submit busy={create.busy}>
            {t('keys.create')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
