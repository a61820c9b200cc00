// How I sign in, and where I am signed in.
import type { AuthAddressOutput, AuthSecondFactorStateOutput, AuthSessionsOutput, AuthWaysOutput } from '@lectern/sdk';
import { PageHead, Place, type ScreenProps } from '@lectern/ui';
import { securitySections } from '../places.ts';
import { Address } from './address.tsx';
import { useFresh } from './confirm.tsx';
import { t } from './messages.ts';
import { Password } from './password.tsx';
import { SecondFactor } from './second-factor.tsx';
import './security.css';
import { Sessions } from './sessions.tsx';

export interface Security {
  readonly factor: AuthSecondFactorStateOutput;
  readonly address: AuthAddressOutput;
  readonly sessions: AuthSessionsOutput['items'];
  readonly ways: AuthWaysOutput;
}

export function Page({ data: { factor, address, sessions, ways }, lms }: ScreenProps<Security>) {
  const fresh = useFresh(lms);
  return (
    <>
      <PageHead title={t('security')} size="medium">
        {t('security.lead')}
      </PageHead>
      <Password has={factor.password} lms={lms} fresh={fresh} />
      <SecondFactor initial={factor} lms={lms} fresh={fresh} />
      <Place of={securitySections} lms={lms} />
      {ways.mail && <Address initial={address} lms={lms} fresh={fresh} />}
      <Sessions initial={sessions} lms={lms} />
      {fresh.dialog}
    </>
  );
}
