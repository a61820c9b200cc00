import { Button, Form, go, Section, TextField, to, toast, useAction, useScreen } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import type { Known } from '../words/known.ts';
import type { RoleHere } from '../words/roles.ts';
import { t } from '../words/words.ts';
import { Choose } from './choose.tsx';

interface RoleFormProps {
  /** The role that is changed; a new one is made without it. */
  readonly role?: RoleHere;
  /** Where a new one begins. */
  readonly begins?: { readonly name: string; readonly permissions: readonly string[] };
  readonly known: Known;
  readonly onSaved?: (role: RoleHere) => void;
}

/** Makes a role of the school or changes one. */
export function RoleForm({ role, begins, known, onSaved }: RoleFormProps) {
  const { lms } = useScreen();
  const chosen = useSignal<ReadonlySet<string>>(new Set(role?.permissions ?? begins?.permissions));
  const tried = useSignal(false);
  const save = useAction(async (form: FormData) => {
    const [name, summary] = ['name', 'summary'].map((key) => String(form.get(key)));
    const described = { name: name!, summary: summary!, permissions: [...chosen.peek()] };
    if (role) {
      onSaved?.(await lms.access.updateRole({ roleId: role.id, ...described }));
      toast({ text: t('role.saved') });
      return;
    }
    const made = await lms.access.createRole(described);
    toast({ text: t('role.made', { name: made.name }) });
    go(to('/people/roles/:roleId', { roleId: made.id }), 'replace');
  });
  const submit = (form: FormData) => {
    tried.value = true;
    if (chosen.peek().size > 0) return save.run(form);
  };
  return (
    <Form onSubmit={submit} problem={save.problem} class="stack role-form">
      <TextField label={t('role.name')} name="name" value={role?.name ?? begins?.name ?? ''} maxLength={200} />
      <TextField
        label={t('role.summary')}
        hint={t('role.summary-hint')}
        name="summary"
        value={role?.summary ?? ''}
        maxLength={300}
        optional
      />
      <Section title={t('may')}>
        <Choose
          permissions={known.permissions}
          stale={role?.stale ?? []}
          chosen={chosen}
          error={tried.value && chosen.value.size === 0 ? t('may.nothing-chosen') : undefined}
        />
      </Section>
      <div>
        <Button kind="primary" submit busy={save.busy}>
          {t(role ? 'role.save' : 'role.make')}
        </Button>
      </div>
    </Form>
  );
}
