import type { UsersErasureRequestsOutput } from '@lectern/sdk';
import { Button, Dialog, type ScreenClient, Time, to, useScreen } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from './words.ts';

/** Beside the heading of the people: who waits to be erased. Nothing, while nobody does. */
export function Filling({ lms }: { readonly lms: ScreenClient }) {
  const { viewer } = useScreen();
  const waiting = useSignal<UsersErasureRequestsOutput['items']>([]);
  const open = useSignal(false);
  const may = viewer?.may('user.erase') === true;
  useEffect(() => {
    if (!may) return;
    lms.users.erasureRequests().then(
      ({ items }) => (waiting.value = items),
      () => {}, // the list stands without it
    );
  }, [lms, may, waiting]);
  if (waiting.value.length === 0) return null;
  return (
    <>
      <Button icon="circle-alert" onClick={() => (open.value = true)}>
        {t('requests', { count: waiting.value.length })}
      </Button>
      <Dialog open={open.value} onClose={() => (open.value = false)} title={t('requests.title')}>
        <p>{t('requests.what')}</p>
        <ul class="rows">
          {waiting.value.map(({ userId, name, askedAt }) => (
            <li key={userId} class="row row-apart">
              <a href={to(`/people/${userId}`)}>
                <bdi>{name}</bdi>
              </a>
              <span class="small muted">{t.parts('requests.since', { date: <Time at={askedAt} /> })}</span>
            </li>
          ))}
        </ul>
      </Dialog>
    </>
  );
}
