import type { UsersGetOutput } from '@lectern/sdk';
import { Section, to, useScreen } from '@lectern/ui';
import { t } from '../words/words.ts';

/** On the page of a person: the way to all that they did. */
export function Filling({ person }: { readonly person: UsersGetOutput }) {
  const { viewer } = useScreen();
  if (!viewer?.may('audit.read')) return null;
  return (
    <Section title={t('log')}>
      <p>
        <a href={to('/admin/audit/people/:personId', { personId: person.id })}>{t('of-person')}</a>
      </p>
    </Section>
  );
}
