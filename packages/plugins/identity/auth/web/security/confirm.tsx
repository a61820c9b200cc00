// Proving once more who one is, in the middle of what asks for it.
import type { AuthSecondFactorStateOutput } from '@lectern/sdk';
import { Button, Dialog, Form, problemFrom, type ScreenClient, TextField, useAction } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { t } from './messages.ts';

interface Waiting {
  readonly account: AuthSecondFactorStateOutput;
  goOn(): void;
  giveUp(): void;
}
export interface Fresh {
  /** Does it; where the school wants to know once more who asks, asks that and does it again. */
  act<Value>(work: () => Promise<Value>): Promise<Value>;
  /** Stands somewhere on the screen. */
  readonly dialog: ComponentChildren;
}

export function useFresh(lms: ScreenClient): Fresh {
  const waiting = useSignal<Waiting | undefined>(undefined);
  const end = (how: 'goOn' | 'giveUp') => {
    const one = waiting.value;
    waiting.value = undefined;
    one?.[how]();
  };
  return {
    async act(work) {
      try {
        return await work();
      } catch (thrown) {
        if (problemFrom(thrown).code !== 'auth.confirm_first') throw thrown;
        const account = await lms.auth.secondFactorState();
        await new Promise<void>((resolve, reject) => {
          waiting.value = { account, goOn: resolve, giveUp: () => reject(thrown) };
        });
        return work();
      }
    },
    dialog: (
      <Dialog open={waiting.value !== undefined} onClose={() => end('giveUp')} title={t('confirm')} actions={false}>
        {waiting.value && (
          <Proof account={waiting.value.account} lms={lms} onDone={() => end('goOn')} onStop={() => end('giveUp')} />
        )}
      </Dialog>
    ),
  };
}

interface ProofProps {
  readonly account: AuthSecondFactorStateOutput;
  readonly lms: ScreenClient;
  readonly onDone: () => void;
  readonly onStop: () => void;
}
function Proof({ account, lms, onDone, onStop }: ProofProps) {
  const byCode = account.since !== null;
  const impossible = !byCode && !account.password;
  const prove = useAction(async (form: FormData) => {
    const given = String(form.get(byCode ? 'code' : 'password'));
    await lms.auth.confirm(byCode ? { code: given } : { password: given });
    onDone();
  });
  return (
    <Form onSubmit={prove.run} problem={prove.problem}>
      <p>{impossible ? t('confirm.sign-in-again') : t('confirm.why')}</p>
      {byCode && (
        <TextField label={t('code')} hint={t('code.hint')} name="code" autocomplete="one-time-code" maxLength={40} />
      )}
      {!byCode && !impossible && (
        <TextField
          label={t('password')}
          name="password"
          type="password"
          autocomplete="current-password"
          maxLength={200}
        />
      )}
      <div class="dialog-actions">
        <Button onClick={onStop}>{t('not-now')}</Button>
        {!impossible && (
          <Button kind="primary" submit busy={prove.busy}>
            {t('confirm.do')}
          </Button>
        )}
      </div>
    </Form>
  );
}
