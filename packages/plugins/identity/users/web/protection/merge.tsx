import type { UsersGetOutput, UsersListOutput, UsersMergeOutput } from '@lectern/sdk';
import {
  Button,
  Callout,
  Choices,
  Dialog,
  Form,
  Problem,
  type ScreenClient,
  TextField,
  toast,
  useAction,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { Moved } from './moved.tsx';
import { t } from './words.ts';

type Other = UsersListOutput['items'][number];
interface MergeProps {
  readonly person: UsersGetOutput;
  readonly lms: ScreenClient;
  readonly changed: () => void;
}

/** Another account of the same person comes into this one: found, shown what comes over, confirmed. */
export function Merge({ person, lms, changed }: MergeProps) {
  const open = useSignal(false);
  return (
    <>
      <Button kind="danger" onClick={() => (open.value = true)}>
        {t('merge')}
      </Button>
      <Dialog open={open.value} onClose={() => (open.value = false)} title={t('merge.ask')} actions={false}>
        {open.value && <Steps person={person} lms={lms} changed={changed} close={() => (open.value = false)} />}
      </Dialog>
    </>
  );
}

function Steps({ person, lms, changed, close }: MergeProps & { readonly close: () => void }) {
  const found = useSignal<readonly Other[] | undefined>(undefined);
  const other = useSignal<Other | undefined>(undefined);
  const chosen = useSignal('');
  const find = useAction(async (form: FormData) => {
    const { items } = await lms.users.list({ search: String(form.get('search')), state: 'active', limit: 7 });
    found.value = items.filter(({ id }) => id !== person.id);
    chosen.value = found.value[0]?.id ?? '';
  });
  const look = useAction(async () => {
    const goes = found.peek()?.find(({ id }) => id === chosen.peek());
    if (!goes) return undefined;
    const { answer } = await lms.preview<UsersMergeOutput>('users.merge', { userId: goes.id, intoId: person.id });
    other.value = goes;
    return answer;
  });
  const merge = useAction(async (goes: Other) => {
    await lms.users.merge({ userId: goes.id, intoId: person.id });
    close();
    changed();
    toast({ text: t('merge.done') });
  });
  const goes = other.value;
  if (goes && look.value)
    return (
      <div class="stack">
        <p>{t.parts('merge.moves', { from: <Who of={goes} />, into: <Who of={person} /> })}</p>
        <Moved changes={look.value.changes} />
        <Callout tone="warn">
          {look.value.reach === 'here' && <p>{t('merge.here', { from: goes.name })}</p>}
          <p>{t('merge.final', { from: goes.email })}</p>
        </Callout>
        {merge.problem && <Problem problem={merge.problem} />}
        <div class="dialog-actions">
          <Button data-first onClick={() => (other.value = undefined)}>
            {t('other')}
          </Button>
          <Button kind="final" busy={merge.busy} busyLabel={t('merge.doing')} onClick={() => void merge.run(goes)}>
            {t('merge.do')}
          </Button>
        </div>
      </div>
    );
  return (
    <div class="stack">
      <p>{t('merge.what')}</p>
      <Form onSubmit={find.run} problem={find.problem} class="stack">
        <TextField label={t('merge.find')} name="search" type="search" autocomplete="off" maxLength={200} />
        <div>
          <Button submit busy={find.busy}>
            {t('find')}
          </Button>
        </div>
      </Form>
      {found.value?.length === 0 && <p role="status">{t('find.none')}</p>}
      {found.value && found.value.length > 0 && (
        <Choices
          legend={t('merge.which')}
          legendShown
          name="other"
          value={chosen}
          options={found.value.map((one) => ({ value: one.id, label: <Who of={one} /> }))}
        />
      )}
      {look.problem && <Problem problem={look.problem} />}
      <div class="dialog-actions">
        <Button onClick={close}>{t('close')}</Button>
        {found.value && found.value.length > 0 && (
          <Button kind="primary" busy={look.busy} onClick={() => void look.run()}>
            {t('merge.look')}
          </Button>
        )}
      </div>
    </div>
  );
}

const Who = ({ of: { name, email } }: { readonly of: { readonly name: string; readonly email: string } }) => (
  <span>
    <b>
      <bdi>{name}</bdi>
    </b>{' '}
    <bdi class="muted">{email}</bdi>
  </span>
);
