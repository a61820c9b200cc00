import type { OrganizationsCurrentOutput } from '@lectern/sdk';
import { Button, ButtonLink, Problem, type ScreenProps, to, useAction } from '@lectern/ui';
import { useEffect } from 'preact/hooks';
import { Door, enter } from './door.tsx';
import { t } from './messages.ts';

/**
 * The end of a link from another application: `/sign-in/with-token#token=...&next=/home`. Behind the # it is in no log, and
 * it is taken out of the address at once.
 */
export function Page({ data: school, lms }: ScreenProps<OrganizationsCurrentOutput>) {
  const come = useAction(async (token: string, next: string) => {
    await lms.auth.exchange({ token, as: 'cookie' });
    enter(next);
  });
  useEffect(() => {
    const given = new URLSearchParams(location.hash.slice(1));
    history.replaceState(history.state, '', location.pathname);
    void come.run(given.get('token') ?? '-', given.get('next') ?? '/home');
  }, []);
  return (
    <Door school={school} title={come.problem ? t('with-token.failed') : t('with-token')}>
      {come.problem ? (
        <>
          <Problem problem={come.problem} />
          <ButtonLink kind="secondary" href={to('/sign-in')}>
            {t('with-token.otherwise')}
          </ButtonLink>
        </>
      ) : (
        <Button kind="quiet" busy>
          {t('with-token.wait')}
        </Button>
      )}
    </Door>
  );
}
