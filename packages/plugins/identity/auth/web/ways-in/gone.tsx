import type { OrganizationsCurrentOutput } from '@lectern/sdk';
import { ButtonLink, to } from '@lectern/ui';
import { Door } from '../door.tsx';
import { t } from '../messages.ts';

/** A link of a mail that opens nothing any more, and the way to another. */
export const Gone = ({ school, again }: { readonly school: OrganizationsCurrentOutput; readonly again: string }) => (
  <Door school={school} title={t('set-up.gone')}>
    <p>{t('gone.why')}</p>
    <ButtonLink kind="secondary" href={to(again)}>
      {t('gone.again')}
    </ButtonLink>
  </Door>
);
