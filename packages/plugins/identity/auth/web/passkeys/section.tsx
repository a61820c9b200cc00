import type { AuthPasskeysOutput } from '@lectern/sdk';
import {
  Badge,
  Button,
  Callout,
  Confirm,
  Dialog,
  Form,
  Menu,
  Problem,
  type ScreenClient,
  Section,
  TextField,
  Time,
  toast,
  useAction,
  useData,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useFresh } from '../security/confirm.tsx';
import { t } from '../sign-on/messages.ts';
import '../sign-on/sign-on.css';
import { hasPasskeys, makePasskey } from './ceremony.ts';

type Passkey = AuthPasskeysOutput['items'][number];

/** On /account/security: the passkeys of who is signed in. */
export function Filling({ lms }: { readonly lms: ScreenClient }) {
  const fresh = useFresh(lms);
  const possible = useSignal(true);
  const list = useData<readonly Passkey[] | undefined>(undefined, async () => (await lms.auth.passkeys()).items);
  const naming = useSignal<Passkey | undefined>(undefined);
  const removing = useSignal<Passkey | undefined>(undefined);
  const last = useSignal(false);
  useEffect(() => {
    possible.value = hasPasskeys();
    void list.refresh();
  }, [lms]);

  const add = useAction(async () => {
    const { options } = await fresh.act(() => lms.auth.passkeyOptions());
    const credential = await makePasskey(options);
    if (credential === undefined) return;
    if (credential === 'here') {
      toast({ text: t('passkey.here-already') });
      return;
    }
    const made = await fresh.act(() => lms.auth.addPasskey({ name: t('passkey.new-name'), credential }));
    await list.refresh();
    naming.value = made;
  });
  const rename = useAction(async (form: FormData) => {
    await lms.auth.renamePasskey({ passkeyId: naming.value!.id, name: String(form.get('name')) });
    naming.value = undefined;
    await list.refresh();
  });
  const remove = useAction(async () => {
    const { id: passkeyId } = removing.value!;
    try {
      await fresh.act(() => lms.auth.removePasskey({ passkeyId, anyway: last.value }));
    } catch (error) {
      if ((error as { code?: string }).code !== 'auth.last_way_in') throw error;
      last.value = true; // the dialog says so, and asks once more
      return;
    }
    removing.value = undefined;
    await list.refresh();
  });
  const ask = (passkey: Passkey) => {
    last.value = false;
    remove.clear();
    removing.value = passkey;
  };
  return (
    <Section
      title={t('passkeys')}
      aside={
        possible.value && (
          <Button size="s" icon="plus" busy={add.busy} onClick={() => void add.run()}>
            {t('passkey.add')}
          </Button>
        )
      }
    >
      <div class="stack">
        <p class="soft">{t('passkeys.lead')}</p>
        {!possible.value && (
          <Callout tone="warn" title={t('passkeys.nowhere')}>
            {t('passkeys.nowhere-why')}
          </Callout>
        )}
        {add.problem && <Problem problem={add.problem} />}
        {list.problem && <Problem problem={list.problem} onRetry={() => void list.refresh()} />}
        {list.data && list.data.length > 0 && (
          <ul class="rows sign-on-rows" aria-label={t('passkeys')}>
            {list.data.map((passkey) => (
              <li key={passkey.id}>
                <div>
                  <p>
                    <strong>
                      <bdi>{passkey.name}</bdi>
                    </strong>{' '}
                    {passkey.synced && <Badge>{t('passkey.synced')}</Badge>}{' '}
                    {!passkey.here && <Badge tone="warn">{t('passkey.elsewhere')}</Badge>}
                  </p>
                  <p class="small muted">
                    {t.parts('passkey.made', { when: <Time at={passkey.createdAt} /> })}{' '}
                    {passkey.lastUsedAt
                      ? t.parts('used', { when: <Time at={passkey.lastUsedAt} as="ago" /> })
                      : t('unused')}{' '}
                    {!passkey.here && t.parts('passkey.only-at', { host: <bdi>{passkey.host}</bdi> })}
                  </p>
                </div>
                <Menu
                  size="s"
                  label={t('more', { name: passkey.name })}
                  items={[
                    { label: t('rename'), icon: 'pencil-line', onSelect: () => (naming.value = passkey) },
                    { label: t('remove'), icon: 'trash', danger: true, onSelect: () => ask(passkey) },
                  ]}
                />
              </li>
            ))}
          </ul>
        )}
      </div>
      <Dialog
        open={naming.value !== undefined}
        onClose={() => (naming.value = undefined)}
        title={t('passkey.name')}
        actions={false}
      >
        <Form onSubmit={rename.run} problem={rename.problem}>
          <TextField
            label={t('name')}
            hint={t('passkey.name-hint')}
            name="name"
            value={naming.value?.name ?? ''}
            maxLength={200}
          />
          <div class="dialog-actions">
            <Button onClick={() => (naming.value = undefined)}>{t('cancel')}</Button>
            <Button kind="primary" submit busy={rename.busy}>
              {t('save')}
            </Button>
          </div>
        </Form>
      </Dialog>
      <Confirm
        open={removing.value !== undefined}
        onClose={() => (removing.value = undefined)}
        title={t('passkey.remove', { name: removing.value?.name ?? '' })}
        deed={last.value ? t('remove-anyway') : t('remove')}
        busy={remove.busy}
        onConfirm={() => remove.run()}
      >
        <p>{last.value ? t('last-way-in') : t('passkey.remove-why')}</p>
        {remove.problem && <Problem problem={remove.problem} />}
      </Confirm>
      {fresh.dialog}
    </Section>
  );
}
