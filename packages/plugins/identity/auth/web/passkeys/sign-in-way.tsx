import { Button, Problem, type ScreenClient, useAction } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { enter } from '../door.tsx';
import { t } from '../sign-on/messages.ts';
import { hasPasskeys, usePasskey } from './ceremony.ts';

/** In milliseconds: what the school asks with is good for five minutes, and the page may stand open for an hour. */
const renewed = 4 * 60_000;

/** On /sign-in: a button, and the passkeys of this device among what the browser offers for the address. */
export function Filling({ lms, next }: { readonly lms: ScreenClient; readonly next: string }) {
  const possible = useSignal(false);
  const offering = useRef<AbortController | undefined>(undefined);
  const come = useAction(async (how: 'optional' | 'conditional', signal: AbortSignal) => {
    const { options } = await lms.auth.passkeySignInOptions({}, { signal });
    const credential = await usePasskey(options, how, signal);
    if (!credential) return;
    await lms.auth.signInWithPasskey({ credential });
    enter(next);
  });
  const press = () => {
    // A browser asks for one passkey at a time.
    offering.current?.abort();
    return come.run('optional', new AbortController().signal);
  };
  useEffect(() => {
    possible.value = hasPasskeys();
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function offer(): Promise<void> {
      if (!hasPasskeys() || !(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
      const mine = new AbortController();
      offering.current = mine;
      timer = setTimeout(() => {
        if (mine.signal.aborted) return;
        mine.abort();
        void offer();
      }, renewed);
      const asked = await lms.auth.passkeySignInOptions({}).catch(() => undefined);
      const credential = asked && !mine.signal.aborted && (await usePasskey(asked.options, 'conditional', mine.signal));
      if (credential) await chosen.run(credential);
    }
    void offer();
    return () => {
      clearTimeout(timer);
      offering.current?.abort();
    };
  }, [lms]);
  const chosen = useAction(async (credential: NonNullable<Awaited<ReturnType<typeof usePasskey>>>) => {
    await lms.auth.signInWithPasskey({ credential });
    enter(next);
  });
  if (!possible.value) return null;
  const problem = come.problem ?? chosen.problem;
  return (
    <>
      {problem && <Problem problem={problem} />}
      <Button wide icon="key-round" busy={come.busy || chosen.busy} onClick={() => void press()}>
        {t('passkey.sign-in')}
      </Button>
    </>
  );
}
