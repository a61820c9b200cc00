import type { AccessRemoveRoleOutput } from '@lectern/sdk';
import { Button, Confirm, go, Problem, Section, to, toast, useAction, useScreen } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import type { RoleHere } from '../words/roles.ts';
import { t } from '../words/words.ts';

/** Removes a role of the school; who has it loses it, and how many that are is asked of the school before. */
export function RemoveRole({ role }: { readonly role: RoleHere }) {
  const { lms } = useScreen();
  const asking = useSignal(false);
  const input = { roleId: role.id, assignments: 'take' } as const;
  const foresee = useAction(async () => {
    asking.value = true;
    return (await lms.preview<AccessRemoveRoleOutput>('access.removeRole', input)).answer.taken;
  });
  const remove = useAction(async () => {
    await lms.access.removeRole(input);
    toast({ text: t('role.removed', { name: role.name }) });
    go(to('/people/roles'), 'replace');
  });
  const taken = foresee.value;
  const problem = foresee.problem ?? remove.problem;
  return (
    <Section title={t('role.remove')}>
      <Button kind="danger" icon="trash" busy={foresee.busy} onClick={() => foresee.run()}>
        {t('role.remove')}
      </Button>
      <Confirm
        open={asking.value && (taken !== undefined || problem !== undefined)}
        onClose={() => (asking.value = false)}
        title={t('role.remove-ask', { name: role.name })}
        deed={t('role.remove-do')}
        keep={t('keep')}
        impossible={taken === undefined}
        busy={remove.busy}
        onConfirm={() => remove.run()}
      >
        {problem && <Problem problem={problem} />}
        {taken && taken.people + taken.teams === 0 && <p>{t('role.remove-nobody')}</p>}
        {taken && taken.people > 0 && <p>{t('role.remove-people', { count: taken.people })}</p>}
        {taken && taken.teams > 0 && <p>{t('role.remove-teams', { count: taken.teams })}</p>}
      </Confirm>
    </Section>
  );
}
