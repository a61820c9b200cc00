import type { UsersGetOutput } from '@lectern/sdk';
import { Callout, type ScreenClient, Time, useScreen } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Erase } from './erase.tsx';
import { Merge } from './merge.tsx';
import './protection.css';
import { t } from './words.ts';

interface DangersProps {
  readonly person: UsersGetOutput;
  readonly lms: ScreenClient;
  readonly changed: () => void;
}

/** At the end of one person's page: what cannot be undone. */
export function Filling({ person, lms, changed }: DangersProps) {
  const { viewer } = useScreen();
  const askedAt = useSignal<string | undefined>(undefined);
  const mayErase = viewer?.may('user.erase') === true && viewer.id !== person.id;
  useEffect(() => {
    if (!mayErase) return;
    lms.users.erasureRequests().then(
      ({ items }) => (askedAt.value = items.find(({ userId }) => userId === person.id)?.askedAt),
      () => {}, // the page stands without it
    );
  }, [lms, mayErase, person.id, askedAt]);
  const mayMerge = viewer?.may('user.merge') === true && person.state === 'active';
  if (!mayErase && !mayMerge) return null;
  return (
    <div class="stack person-dangers">
      {askedAt.value && (
        <Callout tone="warn" title={t('erase.asked')}>
          <p>{t.parts('erase.asked-why', { date: <Time at={askedAt.value} as="full" /> })}</p>
        </Callout>
      )}
      <div class="row">
        {mayMerge && <Merge person={person} lms={lms} changed={changed} />}
        {mayErase && <Erase person={person} lms={lms} />}
      </div>
    </div>
  );
}
