import type { AuthProposeSecondFactorOutput } from '@lectern/sdk';
import { Button, Dialog, Form, type ScreenClient, TextField, useAction } from '@lectern/ui';
import { renderSVG } from 'uqr';
import type { Fresh } from './confirm.tsx';
import { t } from './messages.ts';

interface PairingProps {
  readonly proposed: AuthProposeSecondFactorOutput | undefined;
  readonly lms: ScreenClient;
  readonly fresh: Fresh;
  readonly onClose: () => void;
  readonly onOn: (recoveryCodes: readonly string[]) => void;
}

/** The picture that the phone reads, the same to type, and the first code, which proves that it was read. */
export const Pairing = ({ proposed, onClose, ...rest }: PairingProps) => (
  <Dialog open={proposed !== undefined} onClose={onClose} title={t('pairing')} actions={false}>
    {proposed && <Steps proposed={proposed} onClose={onClose} {...rest} />}
  </Dialog>
);

function Steps({
  proposed,
  lms,
  fresh,
  onClose,
  onOn,
}: PairingProps & { readonly proposed: AuthProposeSecondFactorOutput }) {
  const turnOn = useAction(async (form: FormData) => {
    const code = String(form.get('code'));
    onOn((await fresh.act(() => lms.auth.turnOnSecondFactor({ code }))).codes);
  });
  const picture = { __html: renderSVG(proposed.address, { border: 1 }) };
  return (
    <Form onSubmit={turnOn.run} problem={turnOn.problem}>
      <p>{t('pairing.scan')}</p>
      <div class="factor-picture" role="img" aria-label={t('pairing.picture')} dangerouslySetInnerHTML={picture} />
      <details>
        <summary>{t('pairing.type')}</summary>
        <p>
          <code dir="ltr" class="factor-secret">
            {proposed.secret.match(/.{1,4}/g)?.join(' ')}
          </code>
        </p>
      </details>
      <TextField
        label={t('pairing.code')}
        hint={t('pairing.code-hint')}
        name="code"
        inputMode="numeric"
        autocomplete="one-time-code"
        maxLength={10}
      />
      <div class="dialog-actions">
        <Button onClick={onClose}>{t('not-now')}</Button>
        <Button kind="primary" submit busy={turnOn.busy}>
          {t('pairing.do')}
        </Button>
      </div>
    </Form>
  );
}
