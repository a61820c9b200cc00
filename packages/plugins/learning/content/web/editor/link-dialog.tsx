import { Button, Dialog, Form, Select, TextField } from '@lectern/ui';
import type { Link } from '../../src/text/blocks.ts';
import { t } from '../writing-messages.ts';

export interface LinkDialogProps {
  readonly open: boolean;
  readonly now: Link | undefined;
  readonly lessons: readonly { readonly id: string; readonly title: string }[];
  readonly onClose: () => void;
  /** undefined takes the link away. */
  readonly onLink: (link: Link | undefined) => void;
}

/** To an address, or to another lesson, which is followed when it is renamed or moved. */
export function LinkDialog({ open, now, lessons, onClose, onLink }: LinkDialogProps) {
  const lesson = now && 'lesson' in now ? now.lesson : '';
  const href = now && 'href' in now ? now.href : '';
  const act = (form: FormData) => {
    const [address, to] = [String(form.get('address') ?? '').trim(), String(form.get('lesson') ?? '')];
    onClose();
    if (to) return onLink({ lesson: to });
    if (address === '') return onLink(undefined);
    onLink({ href: /^([a-z][a-z\d+.-]*:|[#/.])/i.test(address) ? address : `https://${address}` });
  };
  return (
    <Dialog open={open} onClose={onClose} title={t('edit.link')} actions={false}>
      <Form onSubmit={act}>
        <TextField label={t('edit.address')} name="address" value={href} optional maxLength={2_000} />
        <Select
          label={t('edit.or-lesson')}
          name="lesson"
          value={lesson}
          options={[{ value: '', label: '—' }, ...lessons.map(({ id, title }) => ({ value: id, label: title }))]}
        />
        <div class="dialog-actions">
          {now && (
            <Button
              kind="quiet"
              onClick={() => {
                onClose();
                onLink(undefined);
              }}
            >
              {t('edit.unlink')}
            </Button>
          )}
          <Button kind="primary" submit>
            {t('edit.link')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
