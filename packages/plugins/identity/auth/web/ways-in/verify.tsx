import type { AuthAddressLinkOutput } from '@lectern/sdk';
import { Button, ButtonLink, Problem, type ScreenProps, to, useAction } from '@lectern/ui';
import { Door } from '../door.tsx';
import { t } from '../messages.ts';
import { Gone } from './gone.tsx';
import type { Linked } from './reset.tsx';

export function Page({
  data: { school, whom },
  lms,
  params,
}: ScreenProps<Linked<AuthAddressLinkOutput>, { readonly token: string }>) {
  const verify = useAction(() => lms.auth.verifyAddress({ token: params.token }));
  if (!whom) return <Gone school={school} again="/account/security" />;
  const email = <bdi>{whom.email}</bdi>;
  if (verify.ok)
    return (
      <Door school={school} title={t('verify.done')} lead={t.parts('verify.done-lead', { email })}>
        <ButtonLink kind="primary" size="l" wide href={to('/home')}>
          {t('verify.on')}
        </ButtonLink>
      </Door>
    );
  return (
    <Door school={school} title={t('verify')} lead={t.parts('verify.lead', { email })}>
      <div class="stack">
        {verify.problem && <Problem problem={verify.problem} />}
        <Button kind="primary" size="l" wide busy={verify.busy} onClick={() => void verify.run()}>
          {t('verify.do')}
        </Button>
      </div>
    </Door>
  );
}
