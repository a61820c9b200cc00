// Taking the log out as a file: it is read while it is made, so that whoever waits sees how far it is.
import { Button, Callout, Choices, Dialog, formatNumber, Problem, type ScreenProps, useAction } from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { t } from '../words/words.ts';
import type { logAsked } from './asked.ts';

interface ExportProps {
  readonly asked: ReturnType<typeof logAsked>;
  readonly lms: ScreenProps['lms'];
}
const newline = 10;

export function Export({ asked, lms }: ExportProps) {
  const open = useSignal(false);
  const format = useSignal<'csv' | 'jsonl'>('csv');
  const lines = useSignal(0);
  const stop = useRef<AbortController | undefined>(undefined);
  const take = useAction(async () => {
    lines.value = 0;
    stop.current = new AbortController();
    const query = new URLSearchParams({ ...asked, format: format.value } as Record<string, string>);
    const answer = await lms.request(`/api/audit/export?${query}`, { signal: stop.current.signal });
    const parts: Uint8Array<ArrayBuffer>[] = [];
    const reader = answer.body!.getReader();
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      parts.push(read.value);
      lines.value += read.value.reduce((sum, byte) => sum + (byte === newline ? 1 : 0), 0);
    }
    save(new Blob(parts, { type: answer.headers.get('content-type') ?? '' }), `audit.${format.value}`);
  });
  const close = () => {
    stop.current?.abort();
    take.clear();
    open.value = false;
  };
  const isNarrowed = Object.keys(asked).length > 0;
  return (
    <>
      <Button
        icon="download"
        onClick={() => {
          take.clear();
          open.value = true;
        }}
      >
        {t('export')}
      </Button>
      <Dialog
        open={open.value}
        onClose={close}
        title={t('export')}
        actions={
          <>
            <Button onClick={close}>{t(take.busy ? 'export.stop' : 'close')}</Button>
            <Button kind="primary" busy={take.busy} busyLabel={t('export.busy')} onClick={() => void take.run()}>
              {t('export.take')}
            </Button>
          </>
        }
      >
        <div class="stack">
          <p>{t(isNarrowed ? 'export.some' : 'export.all')}</p>
          <Choices
            legend={t('export.format')}
            legendShown
            name="format"
            value={format.value}
            onValue={(value) => {
              format.value = value === 'jsonl' ? 'jsonl' : 'csv';
              take.clear();
            }}
            options={[
              { value: 'csv', label: t('export.csv'), note: t('export.csv.what') },
              { value: 'jsonl', label: t('export.jsonl'), note: t('export.jsonl.what') },
            ]}
          />
          {take.problem && <Problem problem={take.problem} />}
          <div role="status">
            {take.busy && t('export.read', { entries: formatNumber(lines.value) })}
            {take.ok && <Callout tone="good" title={t('export.done', { count: entries(lines.value, format.value) })} />}
          </div>
        </div>
      </Dialog>
    </>
  );
}
/** The first line of a table names its columns. */
const entries = (lines: number, format: 'csv' | 'jsonl') => (format === 'csv' ? lines - 1 : lines);

function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // Not at once: the browser may read it only when the person has said where to.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
