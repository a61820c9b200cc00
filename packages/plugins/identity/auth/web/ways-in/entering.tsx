// The end of every way in: the person is in, or owes the second step, which every screen of the door then shows.
import type { AuthSignInOutput } from '@lectern/sdk';
import { Button, Form, type ScreenClient, TextField, useAction } from '@lectern/ui';
import { type Signal, useSignal } from '@preact/signals';
import { enter } from '../door.tsx';
import { t } from '../messages.ts';

export interface Entering {
  /** Set while the second step is owed. */
  readonly ticket: Signal<string | undefined>;
  /** Goes in, or asks for the second step. */
  entered(answer: Pick<AuthSignInOutput, 'next' | 'ticket'>): void;
  readonly path: string;
}

/** @param path where the person wants to go, below the base */
export function useEntering(path: string): Entering {
  const ticket = useSignal<string | undefined>(undefined);
  return {
    ticket,
    path,
    entered(answer) {
      if (answer.next === 'second-factor') ticket.value = answer.ticket;
      else enter(answer.next === 'set-up-second-factor' ? '/account/security' : path);
    },
  };
}

export function SecondStep({ entering, lms }: { readonly entering: Entering; readonly lms: ScreenClient }) {
  const step = useAction(async (form: FormData) => {
    await lms.auth.secondFactor({ ticket: entering.ticket.value ?? '', code: String(form.get('code')) });
    enter(entering.path);
  });
  return (
    <Form onSubmit={step.run} problem={step.problem}>
      <TextField
        label={t('second-step.code')}
        hint={t('second-step.hint')}
        name="code"
        autocomplete="one-time-code"
        maxLength={40}
        autofocus
      />
      <Button kind="primary" size="l" wide submit busy={step.busy}>
        {t('sign-in')}
      </Button>
      <Button kind="quiet" wide onClick={() => (entering.ticket.value = undefined)}>
        {t('second-step.back')}
      </Button>
    </Form>
  );
}
