import type { AuthLookedAtOutput } from '@lectern/sdk';
import { Section, Time, useScreen } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from '../keys/messages.ts';

/** Under my own account: who of the school was in it. Nothing, while nobody was. */
export function Filling() {
  const { lms } = useScreen();
  const found = useSignal<AuthLookedAtOutput['items']>([]);
  useEffect(() => {
    lms.auth.lookedAt().then(
      ({ items }) => (found.value = items),
      () => {}, // the account stands without it
    );
  }, [lms, found]);
  if (found.value.length === 0) return null;
  return (
    <Section title={t('looked-at')}>
      <p class="soft">{t('looked-at.lead')}</p>
      <ul class="rows">
        {found.value.map(({ id, by, reason, startedAt, endedAt }) => (
          <li key={id}>
            {t.parts('looked-at.one', {
              name: <bdi>{by.name ?? t('looked-at.gone')}</bdi>,
              time: endedAt ? <Time at={startedAt} as="full" /> : <b>{t('looked-at.now')}</b>,
            })}
            <p class="small muted">
              <bdi>{reason}</bdi>
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
