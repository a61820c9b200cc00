import { Button, useScreen } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { InviteDialog } from './invite.tsx';
import { t } from './messages.ts';

/** Beside the heading of the people. */
export function Filling() {
  const { viewer } = useScreen();
  const open = useSignal(false);
  if (!viewer?.may('user.invite')) return null;
  return (
    <>
      <Button kind="primary" icon="user-plus" onClick={() => (open.value = true)}>
        {t('invite')}
      </Button>
      <InviteDialog open={open} />
    </>
  );
}
