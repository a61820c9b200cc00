import {
  Button,
  Callout,
  Form,
  formatDate,
  formatNumber,
  Problem,
  type ScreenProps,
  Select,
  TextArea,
  useAction,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import { type Head, notedHead } from '../proof/head.ts';
import { isConsistent } from '../proof/tree.ts';
import { t } from '../words/words.ts';

interface CompareProps {
  readonly head: Head;
  readonly heads: readonly Head[];
  readonly lms: ScreenProps['lms'];
}
type Verdict = 'leads-on' | 'replaced' | 'shorter' | 'other-school' | 'cannot';
interface Compared {
  readonly verdict: Verdict;
  readonly older: number;
  readonly newer: number;
}

/** Whether the log now, or at a kept head, begins with all of an older one: one that was kept here or written down elsewhere. */
export function Compare({ head, heads, lms }: CompareProps) {
  const older = useSignal('noted');
  const compare = useAction(async (form: FormData): Promise<Compared> => {
    const newer = headOf(String(form.get('newer'))) ?? head;
    const noted = headOf(older.peek()) ?? notedHead(String(form.get('note')))!;
    const said = (verdict: Verdict) => ({ verdict, older: noted.size, newer: newer.size });
    if (noted.organization !== head.organization) return said('other-school');
    if (noted.size > newer.size) return said('shorter');
    if (!globalThis.isSecureContext) return said('cannot');
    const path =
      noted.size === newer.size ? [] : (await lms.audit.consistency({ older: noted.size, newer: newer.size })).path;
    return said((await isConsistent(noted, newer, path)) ? 'leads-on' : 'replaced');
  });
  const headOf = (size: string) => heads.find((one) => String(one.size) === size);
  const kept = heads.map(({ size, at }) => ({
    value: String(size),
    label: t('compare.kept', { size: formatNumber(size), when: formatDate(at, 'moment') }),
  }));
  return (
    <div class="stack log-narrow">
      <p>{t('compare.what')}</p>
      <Form onSubmit={compare.run} class="stack">
        <Select
          label={t('compare.older')}
          name="older"
          value={older}
          options={[{ value: 'noted', label: t('compare.noted') }, ...kept]}
        />
        {older.value === 'noted' && (
          <TextArea
            label={t('compare.note')}
            hint={t('compare.note.hint')}
            name="note"
            rows={5}
            check={(text) => (notedHead(text) ? undefined : t('compare.note.wrong'))}
          />
        )}
        <Select
          label={t('compare.newer')}
          name="newer"
          value="now"
          options={[{ value: 'now', label: t('compare.now', { size: formatNumber(head.size) }) }, ...kept]}
        />
        <div>
          <Button submit busy={compare.busy}>
            {t('compare.do')}
          </Button>
        </div>
      </Form>
      {compare.problem && <Problem problem={compare.problem} />}
      <div role="status">{compare.value && <Said {...compare.value} />}</div>
    </div>
  );
}

function Said({ verdict, older, newer }: Compared) {
  const sizes = { older: formatNumber(older), newer: formatNumber(newer) };
  if (verdict === 'leads-on') return <Callout tone="good" title={t('compare.leads-on', sizes)} />;
  if (verdict === 'cannot') return <Callout title={t('proof.cannot')}>{t('proof.cannot.what')}</Callout>;
  return <Callout tone="danger" title={t(`compare.${verdict}`, sizes)} />;
}
