import { Button, Field, toast } from '@lectern/ui';
import { t } from './messages.ts';

/** A link to hand on. It can be marked by hand where the page may not copy: on plain http. */
export const CopyLink = ({ label, link }: { readonly label: string; readonly link: string }) => (
  <Field label={<bdi>{label}</bdi>}>
    {(control) => (
      <span class="row">
        <input
          {...control}
          class="input"
          dir="ltr"
          readOnly
          value={link}
          onFocus={(event) => event.currentTarget.select()}
        />
        {typeof navigator !== 'undefined' && 'clipboard' in navigator && (
          <Button
            size="s"
            icon="copy"
            onClick={async () => {
              await navigator.clipboard.writeText(link);
              toast(t('copied'));
            }}
          >
            {t('copy')}
          </Button>
        )}
      </span>
    )}
  </Field>
);
