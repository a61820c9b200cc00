import type { UsersRunImportInput } from '@lectern/sdk';
import {
  Button,
  Check,
  type Column,
  Problem,
  type ScreenClient,
  Section,
  Segmented,
  Select,
  Table,
  useAction,
} from '@lectern/ui';
import { useSignal } from '@preact/signals';
import type { Import } from './marks.tsx';
import { t } from './words.ts';

const encodings = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'windows-1252', label: 'Windows-1252' },
  { value: 'utf-16le', label: 'UTF-16 LE' },
  { value: 'utf-16be', label: 'UTF-16 BE' },
] as const;
const delimiters = [',', ';', '\t', '|'] as const;
const nameOf = (delimiter: (typeof delimiters)[number]) => t(`delimiter.${delimiter === '\t' ? 'tab' : delimiter}`);

interface Placed {
  readonly at: number;
  readonly header: string;
  readonly examples: readonly string[];
}
export interface PlanProps {
  readonly found: Import;
  readonly lms: ScreenClient;
  readonly busy: boolean;
  readonly onRun: (asked: Omit<UsersRunImportInput, 'importId'>) => unknown;
  readonly onFound: (found: Import) => void;
}

/** What was found in the file, and what is to be made of it. */
export function Plan({ found, lms, busy, onRun, onFound }: PlanProps) {
  const targets = useSignal<readonly (string | null)[]>(found.columns.map(({ target }) => target));
  const key = useSignal<'email' | 'externalId'>(found.key);
  const invite = useSignal(found.invite);
  const read = useAction(async (way: { encoding?: Import['encoding']; delimiter?: Import['delimiter'] }) => {
    const other = await lms.users.readImport({ importId: found.id, ...way });
    targets.value = other.columns.map(({ target }) => target);
    onFound(other);
  });
  const choose = (at: number, target: string | null) => {
    // What a column says, no other one says too.
    targets.value = targets.value.map((one, i) => (i === at ? target : one === target ? null : one));
  };
  const columns: readonly Column<Placed>[] = [
    { id: 'column', label: t('column'), header: true, cell: ({ header }) => <bdi>{header}</bdi> },
    {
      id: 'says',
      label: t('says'),
      cell: ({ at, header }) => (
        <select
          class="select is-small"
          aria-label={`${t('says')}: ${header}`}
          onChange={(event) => choose(at, event.currentTarget.value || null)}
        >
          <option value="" selected={!targets.value[at]}>
            {t('left-out')}
          </option>
          {found.targets.map(({ target, label }) => (
            <option key={target} value={target} selected={targets.value[at] === target}>
              {label ?? t(`target.${target}` as 'target.email')}
            </option>
          ))}
        </select>
      ),
    },
    {
      id: 'example',
      label: t('example'),
      cell: ({ examples }) => (
        <span class="small muted bulk-cells">
          {examples.map((example, i) => (
            <>
              {i > 0 && ' · '}
              <bdi>{example}</bdi>
            </>
          ))}
        </span>
      ),
    },
  ];
  const rows = found.columns.map(({ header }, at) => ({
    at,
    header: header || String(at + 1),
    examples: found.sample
      .map((cells) => cells[at] ?? '')
      .filter((cell) => cell !== '')
      .slice(0, 3),
  }));
  const withId = targets.value.includes('externalId');
  const asked = { key: withId ? key.value : ('email' as const), invite: invite.value, columns: [...targets.value] };
  return (
    <div class="stack">
      <Section title={t('found')} aside={t('found.lead')}>
        {read.problem && <Problem problem={read.problem} />}
        <div class="bulk-ways">
          <Select
            label={t('encoding')}
            name="encoding"
            value={found.encoding}
            options={encodings}
            onValue={(encoding) => read.run({ encoding: encoding as Import['encoding'] })}
          />
          <Select
            label={t('delimiter')}
            name="delimiter"
            value={found.delimiter}
            options={delimiters.map((value) => ({ value, label: nameOf(value) }))}
            onValue={(delimiter) => read.run({ delimiter: delimiter as Import['delimiter'] })}
          />
        </div>
      </Section>
      <Section title={t('columns')} aside={t('columns.lead')}>
        <div class="bulk-columns">
          <Table label={t('columns')} columns={columns} rows={rows} rowKey={({ at }) => String(at)} />
        </div>
      </Section>
      {withId && (
        <div class="bulk-key">
          <p>{t('key')}</p>
          <Segmented
            label={t('key')}
            value={key}
            options={[
              { value: 'email', label: t('key.email') },
              { value: 'externalId', label: t('key.externalId') },
            ]}
          />
          <p class="small muted">{t('key.why')}</p>
        </div>
      )}
      <Check name="invite" checked={invite}>
        {t('invite')}
      </Check>
      <div class="row">
        <Button kind="primary" size="l" busy={busy} onClick={() => onRun({ ...asked, dryRun: true })}>
          {t('try')}
        </Button>
        <Button busy={busy} onClick={() => onRun({ ...asked, dryRun: false })}>
          {t('run')}
        </Button>
      </div>
      <p class="small muted">{t('try.why')}</p>
    </div>
  );
}
