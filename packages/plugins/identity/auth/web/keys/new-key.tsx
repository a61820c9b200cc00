import { Button, Choices, Dialog, Form, type ScreenClient, Select, TextField, useAction } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { lifeIn, lives } from './life.ts';
import { LimitField, limitIn } from './limit.tsx';
import type { Made } from './made.tsx';
import { t } from './messages.ts';
import { type Given, Permissions } from './permissions.tsx';

interface NewKeyProps {
  readonly open: boolean;
  readonly given: Given;
  readonly lms: ScreenClient;
  readonly onClose: () => void;
  readonly onMade: (made: Made) => void;
}

export function NewKey({ open, given, lms, onClose, onMade }: NewKeyProps) {
  const may = useSignal('some');
  const chosen = useSignal<readonly string[]>([]);
  const create = useAction(async (form: FormData) => {
    const limits = may.value === 'all' ? {} : { permissions: [...chosen.value] };
    const made = await lms.auth.createKey({
      name: String(form.get('name')),
      ...limits,
      ...limitIn(form),
      ...lifeIn(form),
    });
    chosen.value = [];
    onMade({ name: made.name, key: made.key });
  });
  return (
    <Dialog open={open} onClose={onClose} title={t('keys.new')} actions={false}>
      <Form onSubmit={create.run} problem={create.problem} class="stack">
        <TextField label={t('keys.what-for')} hint={t('keys.what-for-hint')} name="name" maxLength={200} />
        <Choices
          legend={t('keys.may')}
          legendShown
          name="may"
          value={may}
          options={[
            { value: 'some', label: t('keys.may-some') },
            { value: 'all', label: t('keys.may-all') },
          ]}
        />
        {may.value === 'some' && <Permissions given={given} chosen={chosen} self />}
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
