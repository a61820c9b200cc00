import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Icon } from '../icons/icon.tsx';
import { t } from '../messages/t.ts';
import { Button } from './button.tsx';

export interface ByCommandProps {
  /** What is typed: `lms backup`. It can be marked by hand where a page may not copy, on plain http. */
  readonly command: string;
  /** What it does, where several stand on one screen: read before the command by screen readers. */
  readonly about?: string;
}

/** The command that does the same as what stands beside it, out of the way until somebody wants it. */
export function ByCommand({ command, about }: ByCommandProps) {
  const copied = useSignal(false);
  // Only once the page lives: the server knows no clipboard, and ids of what is drawn twice must be the same.
  const mayCopy = useSignal(false);
  useEffect(() => {
    mayCopy.value = 'clipboard' in navigator;
  }, [mayCopy]);
  const copy = async () => {
    await navigator.clipboard.writeText(command);
    copied.value = true;
  };
  return (
    <details class="by-command">
      <summary>
        <Icon name="square-code" small />
        {t('command.same')}
        {about && <span class="visually-hidden">: {about}</span>}
      </summary>
      <span class="row">
        <code dir="ltr">{command}</code>
        {mayCopy.value && (
          <Button kind="quiet" size="s" icon={copied.value ? 'check' : 'copy'} onClick={() => void copy()}>
            {t(copied.value ? 'command.copied' : 'action.copy')}
          </Button>
        )}
      </span>
    </details>
  );
}
