import type { AuthSignOnOptionsOutput } from '@lectern/sdk';
import { Button, Problem, type ScreenClient, useAction } from '@lectern/ui';
import { type Signal, useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { leave } from './leave.ts';
import { t } from './messages.ts';

interface Props {
  readonly lms: ScreenClient;
  readonly email: Signal<string>;
  readonly next: string;
  readonly routed: Signal<boolean>;
}

/** On /sign-in, below the address: the provider that its domain leads to. */
export function Filling({ lms, email, next, routed }: Props) {
  const to = useSignal<AuthSignOnOptionsOutput['routed']>(null);
  const go = useAction((providerId: string) => leave(lms, { providerId }, next));
  const domain = useComputed(() => /@([^@\s]+\.[a-z-]{2,})$/i.exec(email.value)?.[1]?.toLowerCase() ?? '');
  const show = (found: AuthSignOnOptionsOutput['routed']) => {
    to.value = found;
    routed.value = found !== null;
  };
  useSignalEffect(() => {
    const at = domain.value;
    if (at === '') return show(null);
    const timer = setTimeout(async () => {
      // Only the domain is told: whoever types has not said yet that they want to come in.
      const options = await lms.auth.signOnOptions({ email: `somebody@${at}` }).catch(() => undefined);
      if (options && domain.peek() === at) show(options.routed);
    }, 300);
    return () => clearTimeout(timer);
  });
  const found = to.value;
  return (
    <div role="status">
      {found && (
        <div class="stack">
          {go.problem && <Problem problem={go.problem} />}
          <p class="small">{t(found.required ? 'way.required' : 'way.routed', { name: found.name })}</p>
          <Button kind="primary" size="l" wide busy={go.busy} onClick={() => void go.run(found.providerId)}>
            {t('way', { name: found.name })}
          </Button>
        </div>
      )}
    </div>
  );
}
