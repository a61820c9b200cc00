import type { CertificatesMineOutput } from '@lectern/sdk';
import { formatDate, Section, to, useScreen } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from './messages.ts';

/** At the end of a learner's home: what they have to show for it. Nothing, while there is nothing. */
export function Filling() {
  const { lms } = useScreen();
  const mine = useSignal<CertificatesMineOutput['items']>([]);
  useEffect(() => {
    lms.certificates.mine().then(
      ({ items }) => (mine.value = items),
      () => {}, // the home stands without it
    );
  }, [lms, mine]);
  if (mine.value.length === 0) return null;
  return (
    <Section title={t('mine')}>
      <ul class="rows">
        {mine.value.map(({ number, course, language, completedAt, revokedAt }) => (
          <li key={number}>
            <a href={to('/certificates/:number', { number })}>
              <bdi lang={language}>{course}</bdi>
            </a>
            <p class="small muted">
              {revokedAt ? t('revoked') : t('of', { date: formatDate(completedAt, 'date', 'UTC') })}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
