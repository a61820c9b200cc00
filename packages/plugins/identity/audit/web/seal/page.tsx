import {
  Button,
  ButtonLink,
  ByCommand,
  Callout,
  Empty,
  formatDate,
  formatNumber,
  PageHead,
  Problem,
  type ScreenProps,
  Section,
  Table,
  Time,
  to,
  useAction,
  useData,
} from '@lectern/ui';
import { LogTabs } from '../shown/tabs.tsx';
import { t } from '../words/words.ts';
import { Compare } from './compare.tsx';
import { read, type Seal } from './read.ts';

type Verification = Seal['verifications'][number];

/** Whether anybody has touched the log, up to which signed head, and what to keep elsewhere to tell later. */
export function Page({ data, lms }: ScreenProps<Seal>) {
  const live = useData(data, () => read({ lms, signal: new AbortController().signal }));
  const verify = useAction(async () => {
    await lms.audit.verify();
    await live.refresh();
  });
  const { head, heads, verifications, key } = live.data;
  return (
    <>
      <PageHead
        size="medium"
        title={t('seal')}
        actions={
          <Button
            kind="primary"
            icon="shield-check"
            busy={verify.busy}
            busyLabel={t('seal.verifying')}
            onClick={() => void verify.run()}
          >
            {t('seal.verify')}
          </Button>
        }
      >
        {t('seal.lead')}
      </PageHead>
      <LogTabs now="seal" />
      {(verify.problem ?? live.problem) && <Problem problem={(verify.problem ?? live.problem)!} />}
      <div role="status" class="log-seal">
        <Latest last={verifications[0]} />
      </div>
      <div class="log-end section">
        <ByCommand command="lms audit verify" about={t('seal.verify')} />
      </div>
      {head ? (
        <>
          <Section title={t('head')}>
            <div class="stack log-narrow">
              <p>{t('head.what')}</p>
              <pre class="log-note" dir="ltr">
                {head.note.trimEnd()}
              </pre>
              <div class="row">
                <CopyButton text={head.note} />
                <ButtonLink icon="download" href={fileOf(head)} download={`head-${head.size}.json`}>
                  {t('head.download')}
                </ButtonLink>
              </div>
              <ByCommand command={`lms audit head --out head-${head.size}.json`} about={t('head.download')} />
            </div>
          </Section>
          <Section title={t('key')}>
            <div class="stack log-narrow">
              <p>{t('key.what')}</p>
              <pre class="log-note" dir="ltr">
                {key}
              </pre>
              <div class="row">
                <CopyButton text={key} />
              </div>
            </div>
          </Section>
          <Section title={t('compare')}>
            <Compare head={head} heads={heads} lms={lms} />
          </Section>
        </>
      ) : (
        <Empty title={t('log.none')}>{t('seal.none')}</Empty>
      )}
      <Section title={t('verifications')}>
        <Verifications items={verifications} />
      </Section>
    </>
  );
}

/** As `lms audit verify --head` reads it. */
const fileOf = (head: NonNullable<Seal['head']>) =>
  `data:application/json;charset=utf-8,${encodeURIComponent(`${JSON.stringify(head, null, 2)}\n`)}`;

const CopyButton = ({ text }: { readonly text: string }) => {
  const copy = useAction(() => navigator.clipboard.writeText(text));
  if (typeof navigator === 'undefined' || !('clipboard' in navigator)) return null;
  return (
    <Button icon={copy.ok ? 'check' : 'copy'} onClick={() => void copy.run()}>
      {t(copy.ok ? 'copied' : 'copy')}
    </Button>
  );
};

function Latest({ last }: { readonly last: Verification | undefined }) {
  if (!last) return <Callout title={t('seal.never')}>{t('seal.never.what')}</Callout>;
  const { at, by, verified, size, root, fault } = last;
  const when = formatDate(at, 'full');
  const name = by.name ?? t('who.school');
  if (!fault)
    return (
      <Callout tone="good" title={t('seal.good', { count: verified })}>
        <p>{t('seal.good.when', { when, name, size: formatNumber(size) })}</p>
        <p class="small">
          <code dir="ltr" class="log-key">
            {root}
          </code>
        </p>
      </Callout>
    );
  const { position, id, what, sealedAt } = fault;
  return (
    <Callout tone="danger" title={t(`fault.${what}`, { position: formatNumber(position) })}>
      <p>
        {t(`fault.${what}.what`, { sealedAt: sealedAt === null ? '–' : formatNumber(sealedAt) })}{' '}
        {t('fault.before', { count: verified })}
      </p>
      <p>{t('fault.next')}</p>
      {id !== null && (
        <p>
          <a href={to('/admin/audit/entries/:entryId', { entryId: id })}>{t('fault.see')}</a>
        </p>
      )}
      <p class="small">{t('seal.gone-through', { when, name })}</p>
    </Callout>
  );
}

export function Verifications({ items }: { readonly items: readonly Verification[] }) {
  if (items.length === 0) return <p class="soft">{t('verifications.none')}</p>;
  return (
    <div class="log-narrow">
      <Table
        label={t('verifications')}
        rows={items}
        rowKey={({ at }) => at}
        columns={[
          { id: 'at', label: t('fact.when'), header: true, cell: ({ at }) => <Time at={at} as="moment" /> },
          { id: 'by', label: t('fact.who'), cell: ({ by }) => <bdi>{by.name ?? t('who.school')}</bdi> },
          { id: 'size', label: t('head.size'), numeric: true, cell: ({ size }) => formatNumber(size) },
          {
            id: 'fault',
            label: t('fact.outcome'),
            cell: ({ fault }) =>
              fault ? (
                <span class="log-bad">{t(`fault.${fault.what}`, { position: formatNumber(fault.position) })}</span>
              ) : (
                t('verifications.good')
              ),
          },
        ]}
      />
    </div>
  );
}
