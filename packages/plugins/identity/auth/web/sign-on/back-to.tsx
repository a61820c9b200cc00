import { Button, toast } from '@lectern/ui';
import { t } from './messages.ts';
import './sign-on.css';

/** What the other side has to be told of this school. */
export function BackTo({ address }: { readonly address: string }) {
  const copy = async () => {
    await navigator.clipboard?.writeText(address);
    toast({ text: t('copied') });
  };
  return (
    <div>
      <p class="label">{t('redirect')}</p>
      <p class="provider-copy">
        <code dir="ltr">{address}</code>
        <Button size="s" icon="copy" onClick={copy}>
          {t('copy')}
        </Button>
      </p>
      <p class="small muted">{t('redirect.hint')}</p>
    </div>
  );
}
