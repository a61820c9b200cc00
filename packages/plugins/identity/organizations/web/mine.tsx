import type { OrganizationsMineOutput } from '@lectern/sdk';
import { Badge, Button, goAfresh, Problem, Section, to, useAction, useScreen } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from './messages.ts';

/** Under my account, of whoever belongs to several schools. */
export function Filling() {
  const { lms } = useScreen();
  const mine = useSignal<OrganizationsMineOutput['items']>([]);
  useEffect(() => {
    lms.organizations.mine().then(
      ({ items }) => (mine.value = items),
      () => {}, // the account stands without it
    );
  }, [lms, mine]);
  const enter = useAction(async (organizationId: string) => {
    await lms.auth.enter({ organizationId });
    goAfresh(to('/home'));
  });
  if (mine.value.length < 2) return null;
  return (
    <Section title={t('mine')}>
      {enter.problem && <Problem problem={enter.problem} />}
      <ul class="rows">
        {mine.value.map(({ id, name, current }) => (
          <li key={id} class="row">
            <bdi>{name}</bdi>
            {current ? (
              <Badge tone="good">{t('mine.here')}</Badge>
            ) : (
              <Button size="s" busy={enter.busy} onClick={() => void enter.run(id)}>
                {t('schools.enter')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
