import { ButtonLink, to, useScreen } from '@lectern/ui';
import { t } from '../messages.ts';

/** Beside the heading of the people. */
export function Filling() {
  const { viewer } = useScreen();
  if (!viewer?.may('user.import')) return null;
  return (
    <ButtonLink kind="secondary" href={to('/people/import')}>
      {t('import')}
    </ButtonLink>
  );
}
