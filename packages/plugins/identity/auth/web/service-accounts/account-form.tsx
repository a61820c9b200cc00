import type { AuthServiceAccountsOutput } from '@lectern/sdk';
import { Button, Dialog, Form, type ScreenClient, TextArea, TextField, useAction } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from '../keys/messages.ts';
import { type Given, Permissions } from '../keys/permissions.tsx';

type Account = AuthServiceAccountsOutput['items'][number];
interface AccountFormProps {
  readonly of: Account | 'new' | undefined;
  readonly given: Given;
  readonly lms: ScreenClient;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

/** Makes an account or changes one. */
export function AccountForm({ of, given, lms, onClose, onSaved }: AccountFormProps) {
  const account = of === 'new' ? undefined : of;
  const chosen = useSignal<readonly string[]>([]);
  useEffect(() => {
    chosen.value = account?.permissions ?? [];
  }, [of]);
  const save = useAction(async (form: FormData) => {
    const described = {
      name: String(form.get('name')),
      description: String(form.get('description')),
      permissions: [...chosen.value],
    };
    if (account) await lms.auth.updateServiceAccount({ accountId: account.id, ...described });
    else await lms.auth.createServiceAccount(described);
    onSaved();
    onClose();
  });
  return (
    <Dialog
      open={of !== undefined}
      onClose={onClose}
      title={account ? t('accounts.edit', { name: account.name }) : t('accounts.new')}
      actions={false}
    >
      <Form onSubmit={save.run} problem={save.problem} class="stack">
        <TextField label={t('accounts.name')} name="name" value={account?.name ?? ''} maxLength={200} />
        <TextArea
          label={t('accounts.description')}
          name="description"
          value={account?.description ?? ''}
          optional
          maxLength={500}
          rows={2}
        />
        <Permissions given={withOwn(given, account)} chosen={chosen} />
        <div class="dialog-actions">
          <Button onClick={onClose}>{t('keys.cancel')}</Button>
          <Button kind="primary" submit busy={save.busy}>
            {account ? t('accounts.save') : t('accounts.create')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

/** What the account has and whoever looks may not give can still be taken from it. */
const withOwn = (given: Given, account: Account | undefined): Given => [
  ...given,
  ...(account?.permissions ?? [])
    .filter((name) => !given.some((one) => one.name === name))
    .map((name) => ({ name, summary: name, plugin: '' })),
];
